import type { Page } from "playwright-core";
import { expect } from "vitest";
import { data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { until } from "./lib/deadline.ts";
import { story } from "./lib/story.ts";

function row(page: Page, words: string | RegExp) {
  return page.getByRole("row").filter({ hasText: words });
}

story("an import is undone from Settings, and its deals are gone", async (stage) => {
  const mara = await stage.world.set_up();
  const process = await stage.world.add_process(mara);
  await stage.world.import_files(mara, process, stage.world.sample("four-goals", "events", 12));
  const count = async () => data_of(await mara.api.GET("/api/deals", {})).deals.length;
  if ((await count()) !== 12) throw new Error("The import did not bring 12 deals.");

  const page = await stage.open("/settings?section=jobs", mara);
  await row(page, "four-goals.csv").first().waitFor();
  await check_axe_in_both_themes(page, "imports and jobs");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.getByText(/is taken back as a job/).waitFor();
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.getByRole("button", { name: "Undo the import" }).click();
  await row(page, "undoing of an import").filter({ hasText: "done" }).waitFor();
  // The import says so by itself once the job is over.
  await page.getByText(/^undone on/).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).waitFor({ state: "detached" });
  if ((await count()) !== 0) throw new Error("Deals of the import are still there.");
});

story("two accounts that are one are merged from Settings", async (stage) => {
  const mara = await stage.world.set_up();
  for (const name of ["Gear Works GmbH", "Gear Works"])
    await mara.api.POST("/api/accounts", { body: { name, domain: "gearworks.example" } });

  const page = await stage.open("/settings?section=duplicates", mara);
  const pair = page.getByRole("listitem").filter({ hasText: "Gear Works GmbH" });
  await pair.waitFor();
  await check_axe_in_both_themes(page, "duplicates");
  await pair.getByRole("button", { name: "Stays: Gear Works GmbH" }).click();
  await pair.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByText("‘Gear Works’ goes into ‘Gear Works GmbH’").waitFor();
  await page.getByRole("button", { name: "Merge them" }).click();
  await page.getByText("No two accounts look like one.").waitFor();
  const { accounts } = data_of(await mara.api.GET("/api/accounts", {}));
  if (accounts.length !== 1 || accounts[0]?.name !== "Gear Works GmbH")
    throw new Error("Not the account stays that was to stay.");
});

story("sample data is made at the first run and taken away again from Settings", async (stage) => {
  const mara = await stage.world.set_up();
  const page = await stage.open("/today", mara);
  await page.getByRole("button", { name: /sample/i }).click();
  const sample = async () => data_of(await mara.api.GET("/api/sample-data", {}));
  await until("the sample data", async () => ((await sample()).state === "there" ? true : undefined));
  // The page fills by itself.
  await page.getByRole("heading", { name: "Promises" }).waitFor();

  await page.goto("/settings?section=sample");
  await page.getByText("Sample data is there.").waitFor();
  await check_axe_in_both_themes(page, "sample data");
  await page.getByRole("button", { name: "Remove sample data" }).click();
  await page.getByText(/All sample deals, accounts and people are removed/).waitFor();
  await page.getByRole("button", { name: "Remove sample data" }).click();
  await page.getByText("There is no sample data.").waitFor();
  if ((await sample()).is_there) throw new Error("The sample data is still there.");
  await page.goto("/today");
  await page.getByRole("button", { name: /sample/i }).waitFor();
});

story("the audit says who changed what, and keeps its filter in the address", async (stage) => {
  const mara = await stage.world.set_up();
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  await mara.api.PATCH("/api/people/{person}", {
    params: { path: { person: ada.id } },
    body: { name: "Ada Lopez-Ruiz" },
  });
  const page = await stage.open("/settings?section=audit", mara);
  await page.getByText("name: Ada Lopez → Ada Lopez-Ruiz").waitFor();
  await check_axe_in_both_themes(page, "the audit");
  await page.getByLabel("What", { exact: true }).selectOption({ label: "team added" });
  await page.waitForURL(/kind=team_added/);
  await page.getByText("Nothing was changed yet").waitFor();
  await page.reload();
  await page.getByText("Nothing was changed yet").waitFor();
});

story("the brand stands in the head of the pages, and an unreadable colour is adjusted", async (stage) => {
  const mara = await stage.world.set_up();
  const page = await stage.open("/settings?section=brand", mara);
  await page.getByLabel("Name shown").fill("Nordlicht");
  await page.getByLabel("Colour").fill("#ffee00");
  await page.getByText(/Too close to the paper/).waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Nordlicht" }).waitFor();
  await check_axe_in_both_themes(page, "the brand");
  await page.getByLabel("Colour").fill("yellow");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("this is no colour").first().waitFor();
});

story("what people are able to do stands beside what the stages of the map ask", async (stage) => {
  const mara = await stage.world.set_up();
  const process = await stage.world.add_process(mara);
  const known = data_of(await mara.api.GET("/api/competencies", {})).competencies[0];
  if (!known) throw new Error("The example map names no competency.");
  const page = await stage.open("/settings?section=competencies", mara);
  await page.getByRole("button", { name: "Assess Mara Lindqvist" }).click();
  await page.getByLabel(known.name).selectOption({ index: known.levels.length });
  await check_axe_in_both_themes(page, "competencies");
  await page.getByRole("button", { name: "Save" }).click();
  await row(page, "Mara Lindqvist").filter({ hasText: known.name }).first().waitFor();
  await page.goto(`/improve?process=${process}&view=lists`);
  await row(page, known.name).filter({ hasText: "Mara Lindqvist" }).first().waitFor();
  await check_axe_in_both_themes(page, "who has what the stages ask");
});

story("the bell tells whom a deal was given to, once", async (stage) => {
  const mara = await stage.world.set_up();
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  const process = await stage.world.add_process(mara);
  const page = await stage.open("/today", ada);
  await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
  const give = async (name: string) => {
    const made = await mara.api.POST("/api/deals", { body: { name, qualify: true, process } });
    const { id } = data_of(made);
    const body = { values: [{ name: "owner", value: `${ada.id}` }] };
    await mara.api.PATCH("/api/deals/{deal}", { params: { path: { deal: id } }, body });
    return id;
  };
  const id = await give("Plant 7");
  // It comes by the stream.
  await page.getByRole("button", { name: "Notifications: 1 new" }).click();
  await page.getByRole("dialog").getByText("Mara Lindqvist gave you the deal.").waitFor();
  await check_axe_in_both_themes(page, "notifications");
  // What is new stays marked when the open list is read again.
  await give("Plant 8");
  await page.getByRole("dialog").getByRole("link", { name: "Plant 8" }).waitFor();
  expect(await page.getByRole("dialog").getByText("new", { exact: true }).count()).toBe(2);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // It was seen, and the key gave focus back to the bell.
  await page
    .getByRole("button", { name: "Notifications", exact: true })
    .and(page.locator(":focus"))
    .waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("link", { name: "Plant 7" }).click();
  await page.waitForURL(`**/deals/${id}*`);
  await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
});
