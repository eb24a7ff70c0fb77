import type { Page } from "playwright-core";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { has_focus_at } from "./lib/focus.ts";
import { story } from "./lib/story.ts";

function focused_address(page: Page) {
  return page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.at ?? "");
}

function card(page: Page, address: string) {
  return page.locator(`button[data-at="${address}"]`).first();
}

story("a map is drawn from nothing, checked, mended and published", async (stage) => {
  const mara = await stage.world.set_up();
  const page = await stage.open("/improve", mara);
  await page.getByLabel(/What is the process called/).fill("Roof repair, sold 'on site'");
  await page.getByLabel(/Who is the customer/).fill("House owner");
  await page.getByLabel("Goal 1", { exact: true }).fill("Understanding");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Knows what the damage costs");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Decision");
  await check_axe_in_both_themes(page, "a new map");
  await page.getByRole("button", { name: "Begin the map" }).click();

  const stages = page.getByRole("textbox", { name: "Add a stage: Understanding" });
  for (const name of ["Damage seen", "Cause named"]) {
    await stages.fill(name);
    await stages.press("Enter");
    await page
      .getByRole("button", { name: new RegExp(`1\\.\\d ${name}`) })
      .first()
      .waitFor();
  }
  await page.getByText("Stage 'Damage seen' says nothing that the prospect does.").waitFor();
  await check_axe_in_both_themes(page, "a first map");

  // What the check says leads to the field in which it is mended.
  const finding = page.getByRole("listitem").filter({ hasText: "Stage 'Damage seen' says nothing that the" });
  await finding.getByRole("button", { name: /^Mend it/ }).click();
  await page.keyboard.type("Shows us the damage");
  await page.keyboard.press("Enter");
  await page
    .getByText("Stage 'Damage seen' says nothing that the prospect does.")
    .waitFor({ state: "hidden" });
  await check_axe_in_both_themes(page, "the fields of a stage");

  // One that does not hold is kept, with the reason.
  await page.getByRole("button", { name: /^The check/ }).click();
  const nobody = page.getByRole("listitem").filter({ hasText: "Nobody is named who worked on the map." });
  await nobody.getByRole("button", { name: /^Not here/ }).click();
  await page.getByLabel("Why it does not hold here").fill("I am alone.");
  await page.getByRole("button", { name: "Keep it so" }).click();
  await page.getByText("1 kept with a reason").waitFor();

  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByLabel("What is new").fill("The first map.");
  await page.getByRole("region", { name: "Publish" }).getByRole("button", { name: "Publish" }).click();
  await page.getByText("v1 is in use for new deals.").waitFor();
  await page.getByText("your first change begins a draft of v2").waitFor();
});

story("two people edit one map and see each other's changes", async (stage) => {
  const mara = await stage.world.set_up();
  const edda = await stage.world.add_person(mara, "Edda Editor", "editor");
  const process = await stage.world.add_process(mara);
  const path = `/improve?process=${process}&at=stage:trial_run`;
  const hers = await stage.open(path, mara);
  await hers.getByLabel("Expected time").fill("18");
  await hers.getByLabel("Expected time").press("Enter");
  await hers.getByText(/saved .* by Mara Lindqvist/).waitFor();

  const other = await stage.open(path, edda);
  await other.getByRole("button", { name: /18 d/ }).waitFor();
  await hers.locator(".map-here").filter({ hasText: "Edda Editor here now" }).waitFor();
  await other.locator(".map-here").filter({ hasText: "Mara Lindqvist here now" }).waitFor();
  await hers.getByLabel("Expected time").fill("20");
  await hers.getByLabel("Expected time").press("Enter");
  await other.getByRole("button", { name: /20 d/ }).waitFor();
  await other
    .getByRole("button", { name: /^Trial|Trial on their own orders.*Mara Lindqvist/s })
    .first()
    .waitFor();

  // A race: what was typed stays until one has chosen.
  await other.getByRole("textbox", { name: "Name", exact: true }).fill("Edda's trial");
  await hers.getByRole("textbox", { name: "Name", exact: true }).fill("Mara's trial");
  await hers.getByRole("textbox", { name: "Name", exact: true }).press("Enter");
  await other.getByText(/Changed meanwhile to: Mara's trial/).waitFor();
  await check_axe_in_both_themes(other, "an edit that raced");
  await other.getByRole("button", { name: "Put mine" }).click();
  await hers.getByRole("heading", { name: /Edda's trial/ }).waitFor();

  // Undo does not go over what somebody else has changed since; the change before it can be taken back.
  await card(hers, "stage:trial_run").focus();
  await hers.keyboard.press("Control+z");
  await hers.getByText(/That can't be taken back/).waitFor();
  await hers.keyboard.press("Control+z");
  await other.getByRole("button", { name: /18 d/ }).waitFor();

  await other.goto(`/improve?process=${process}&compare=1&view=lanes&goal=prove`);
  await other.getByText(/renamed 'Edda's trial'/).waitFor();
  await check_axe_in_both_themes(other, "a draft compared with a version");
  await other.close();
  await hers.locator(".map-here").filter({ hasNotText: "here now" }).waitFor({ state: "attached" });

  const vic = await stage.world.add_person(mara, "Vic Viewer", "viewer");
  const read_only = await stage.open(`/improve?process=${process}`, vic);
  await read_only
    .getByRole("button", { name: /3\.2 Trial on their own orders/ })
    .first()
    .waitFor();
  if (await read_only.getByText(/Draft/).count()) throw new Error("A viewer sees the draft.");
  if (await read_only.getByRole("textbox").count()) throw new Error("A viewer can type.");
});

story("a map is edited by the keyboard alone", async (stage) => {
  const mara = await stage.world.set_up();
  const process = await stage.world.add_process(mara);
  const page = await stage.open(`/improve?process=${process}`, mara);
  await card(page, "stage:trial_run").waitFor();

  // The canvas is one stop of Tab; arrows go from box to box.
  for (let i = 0; i < 60 && !(await focused_address(page)); ++i) await page.keyboard.press("Tab");
  await page.keyboard.press("End");
  for (let i = 0; i < 20 && (await focused_address(page)) !== "stage:trial_run"; ++i)
    await page.keyboard.press(i < 1 ? "ArrowLeft" : "ArrowUp");
  await has_focus_at(page, "stage:trial_run");

  await page.keyboard.press("F2");
  await page.keyboard.type("Trial with their planners");
  await page.keyboard.press("Enter");
  await page
    .getByRole("button", { name: /3\.2 Trial with their planners/ })
    .first()
    .waitFor();
  await has_focus_at(page, "stage:trial_run");
  await page.keyboard.press("Alt+ArrowDown");
  await page
    .getByRole("button", { name: /3\.3 Trial with their planners/ })
    .first()
    .waitFor();
  await has_focus_at(page, "stage:trial_run");
  await page.keyboard.press("Control+z");
  await page
    .getByRole("button", { name: /3\.2 Trial with their planners/ })
    .first()
    .waitFor();
  await page.keyboard.press("Control+y");
  await page
    .getByRole("button", { name: /3\.3 Trial with their planners/ })
    .first()
    .waitFor();

  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /3\.3 Trial with their planners/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "The check" }).waitFor();
  await page.keyboard.press("Delete");
  await page.getByText("'Trial with their planners' was removed.").waitFor();
  await card(page, "stage:trial_run").waitFor({ state: "detached" });
});
