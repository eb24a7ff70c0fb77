import type { Page } from "playwright-core";
import { expect } from "vitest";
import { data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { story } from "./lib/story.ts";
import type { Person, World } from "./lib/world.ts";

async function add_deal(by: Person, process: number, name: string, qualify = true) {
  const values = [
    { name: "channel", value: "direct" },
    { name: "offering", value: "planner" },
    { name: "amount", value: "72000" },
    { name: "currency", value: "EUR" },
  ];
  return data_of(await by.api.POST("/api/deals", { body: { name, process, qualify, values } })).id;
}

const column = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const card = (page: Page, stage: string, name: string) => column(page, stage).getByRole("link", { name });

async function begin(world: World) {
  const mara = await world.set_up();
  const process = await world.add_process(mara);
  await add_deal(mara, process, "Line 4 stoppages");
  await add_deal(mara, process, "Pump fleet", false);
  return { mara, process };
}

story("a refused move opens the panel, and an exception with its reason makes it", async (stage) => {
  const { mara, process } = await begin(stage.world);
  const page = await stage.open(`/run?process=${process}`, mara);
  const link = card(page, "First sign of interest", "Line 4 stoppages");
  await link.focus();
  await page.keyboard.press("m");
  await page.getByRole("menuitem", { name: /First conversation/ }).waitFor();
  await check_axe_in_both_themes(page, "the board with its menu");
  await page.keyboard.press("Enter");
  await page.getByText("Not moved to 1.2 First conversation").waitFor();
  await card(page, "First sign of interest", "Line 4 stoppages").waitFor();
  await check_axe_in_both_themes(page, "a refused move");

  await page.keyboard.press("Escape");
  await page.getByText("Not moved to").waitFor({ state: "detached" });
  await page.keyboard.press("m");
  await page.getByRole("menuitem", { name: /First conversation/ }).click();
  await page.getByLabel("Move with an exception").check();
  await page.getByLabel("Reason for the exception").fill("They called and asked for it.");
  await page.getByRole("button", { name: "Move with exception" }).click();
  await card(page, "First conversation", "Line 4 stoppages").waitFor();
});

story("two people at one board see each other's moves", async (stage) => {
  const { mara, process } = await begin(stage.world);
  const selma = await stage.world.add_person(mara, "Selma Berg", "manager");
  const hers = await stage.open(`/run?process=${process}`, selma);
  await card(hers, "Not in a stage yet", "Pump fleet").waitFor();

  const page = await stage.open(`/run?process=${process}`, mara);
  await card(page, "Not in a stage yet", "Pump fleet").focus();
  await page.keyboard.press("m");
  await page.getByRole("menuitem", { name: /First sign of interest/ }).click();
  await card(page, "First sign of interest", "Pump fleet").waitFor();
  await card(hers, "First sign of interest", "Pump fleet").waitFor();
});

story("a card is dragged back to the stage before, and a rep has no exception to make", async (stage) => {
  const { mara, process } = await begin(stage.world);
  const body = { stage: "talking", exception: "Begun before." };
  await mara.api.POST("/api/deals/{deal}/stage-entries", { params: { path: { deal: 1 } }, body });
  const page = await stage.open(`/run?process=${process}`, mara);
  await card(page, "First conversation", "Line 4 stoppages").waitFor();
  await page
    .locator('[data-deal="1"]')
    .dragTo(page.locator('[data-column="noticed"] .cards'), { targetPosition: { x: 60, y: 60 } });
  await card(page, "First sign of interest", "Line 4 stoppages").waitFor();

  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  const hers = await stage.open(`/run?process=${process}`, ada);
  await add_deal(ada, process, "Kiln downtime");
  await card(hers, "First sign of interest", "Kiln downtime").focus();
  await hers.keyboard.press("m");
  await hers.getByRole("menuitem", { name: /First conversation/ }).click();
  await hers.getByText("Not moved to 1.2 First conversation").waitFor();
  await hers.getByText("An exception takes a right that you do not have.").waitFor();
});

story("with a thumb: a lead is made, found in its stage, and moved by the menu", async (stage) => {
  const { mara, process } = await begin(stage.world);
  const page = await stage.open(`/run?process=${process}`, mara, { width: 390, touch: true });
  await page.getByRole("button", { name: "Create a deal" }).click();
  await page.getByRole("combobox", { name: "Account" }).fill("Brauerei Hohenfels");
  await page.getByText("‘Brauerei Hohenfels’ will be a new account.").waitFor();
  await page.getByRole("button", { name: "Create deal" }).click();
  await page.getByRole("button", { name: /^1\.1 · 2/ }).click();
  await card(page, "First sign of interest", "Brauerei Hohenfels").waitFor();
  await check_axe_in_both_themes(page, "the board on a narrow screen");
  await page.getByRole("button", { name: "Move Brauerei Hohenfels to…" }).click();
  await page.getByRole("menuitem", { name: "Left it as it is" }).click();
  await page.getByLabel("Main reason").selectOption("no_budget");
  await page.getByRole("button", { name: "Close as ‘Left it as it is’" }).click();
  await card(page, "First sign of interest", "Brauerei Hohenfels").waitFor({ state: "detached" });
});

story("what one may not change is not selected to be changed", async (stage) => {
  const { mara, process } = await begin(stage.world);
  const north = await stage.world.add_team(mara, "North");
  const selma = await stage.world.add_person(mara, "Selma Berg", "manager", north);
  await add_deal(selma, process, "Kiln downtime");
  const page = await stage.open(`/run?process=${process}&show=list`, selma);
  const foreign = page.getByRole("checkbox", { name: "Not yours to change: Line 4 stoppages" });
  await foreign.waitFor();
  expect(await foreign.isDisabled()).toBe(true);
  await page.getByRole("checkbox", { name: "Select all that are loaded" }).check();
  await page.getByText("1 selected").waitFor();
  expect(await page.getByRole("checkbox", { name: "Select Kiln downtime" }).isChecked()).toBe(true);
  await check_axe_in_both_themes(page, "a list with deals that are not one's own");
});

story("many deals are given to somebody else, after a look at what would happen", async (stage) => {
  const { mara, process } = await begin(stage.world);
  await stage.world.add_person(mara, "Ada Lopez", "rep");
  const page = await stage.open(`/run?process=${process}&show=list`, mara);
  await page.getByRole("link", { name: "Line 4 stoppages" }).waitFor();
  await check_axe_in_both_themes(page, "the list");
  await page.getByRole("checkbox", { name: "Select all that are loaded" }).check();
  await page.getByRole("button", { name: "Change …" }).click();
  await page.getByLabel("New owner").selectOption({ label: "Ada Lopez" });
  await page.getByRole("button", { name: "See what would happen" }).click();
  await page.getByText("Nothing is changed yet.").waitFor();
  await check_axe_in_both_themes(page, "a bulk change that was tried");
  await page.getByRole("button", { name: "Change 2 deals" }).click();
  await page.getByText("This was done:").waitFor();
  await page.getByRole("cell", { name: "Ada Lopez" }).nth(1).waitFor();
});

story("filters are kept as a view, which comes back by its name", async (stage) => {
  const { mara, process } = await begin(stage.world);
  const page = await stage.open(`/run?process=${process}&channel=direct&panel=views`, mara);
  await page.getByRole("textbox", { name: "Name" }).fill("Direct");
  await page.getByRole("button", { name: "Keep view" }).click();
  await page.getByRole("button", { name: /^View Direct/ }).waitFor();
  await check_axe_in_both_themes(page, "saved views");
  await page.goto(`${page.url().split("/run")[0]}/run?process=${process}`);
  await page.getByRole("button", { name: /^View/ }).click();
  await page.getByRole("menuitemradio", { name: /Direct/ }).click();
  await page.waitForURL(/channel=direct/);
});
