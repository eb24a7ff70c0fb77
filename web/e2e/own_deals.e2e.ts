import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Api, data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { day_from_today } from "./lib/days.ts";
import { settled } from "./lib/settled.ts";
import { story } from "./lib/story.ts";

const foreign = "Secret smelter";

async function add_deal(api: Api, name: string, account?: number) {
  const values = [
    ...(account ? [{ name: "account", value: `${account}` }] : []),
    { name: "channel", value: "direct" },
    { name: "offering", value: "planner" },
    { name: "amount", value: "72000" },
    { name: "expected_close", value: day_from_today(20) },
  ];
  const deal = data_of(await api.POST("/api/deals", { body: { name, qualify: true, values } })).id;
  const params = { path: { deal } };
  const body = { side: "us", text: `Call about the ${name}`, due: day_from_today(0) };
  await api.POST("/api/deals/{deal}/promises", { params, body });
  await api.PATCH("/api/deals/{deal}", {
    params,
    body: { values: [{ name: "expected_close", value: day_from_today(90) }], note: "budget" },
  });
  return deal;
}

/// What the server refused to tell, since the page was opened.
function refusals_of(page: Page) {
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() === 403) refused.push(`${response.request().method()} ${response.url()}`);
  });
  return refused;
}

async function shows_nothing_foreign(page: Page, what: string) {
  await settled(page);
  expect(await page.locator("body").innerText(), what).not.toContain(foreign);
}

/// The page's own acts that are offered; names of menus' items too.
async function offered(page: Page) {
  await page.getByRole("button", { name: "More acts on this deal" }).click();
  const items = await page.getByRole("menuitem").allInnerTexts();
  await page.keyboard.press("Escape");
  return items;
}

story("a rep sees own deals alone on every page, and is offered nothing that is refused", async (stage) => {
  const mara = await stage.world.set_up();
  const process = await stage.world.add_process(mara);
  const team = await stage.world.add_team(mara, "North");
  const selma = await stage.world.add_person(mara, "Selma Berg", "manager", team);
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  const account = data_of(await mara.api.POST("/api/accounts", { body: { name: "Nordwerk AG" } })).id;
  const theirs = await add_deal(selma.api, foreign, account);
  const own = await add_deal(ada.api, "Kiln downtime", account);

  const page = await stage.open("/today", ada);
  const refused = refusals_of(page);
  await page.getByRole("button", { name: "Kept: Call about the Kiln downtime" }).waitFor();
  await shows_nothing_foreign(page, "Today");
  for (const whose of ["mine", "all"]) {
    await page.goto(`/today?whose=${whose}`);
    await page.getByRole("button", { name: "Kept: Call about the Kiln downtime" }).waitFor();
    await shows_nothing_foreign(page, `Today, ${whose}`);
  }

  await page.goto(`/run?process=${process}`);
  await page.getByRole("link", { name: "Kiln downtime" }).waitFor();
  await shows_nothing_foreign(page, "the board");
  await page.goto(`/run?process=${process}&owner=${selma.id}`);
  await shows_nothing_foreign(page, "the board of somebody else");
  await page.goto(`/run?process=${process}&show=list`);
  await page.getByRole("link", { name: "Kiln downtime" }).waitFor();
  await shows_nothing_foreign(page, "the list");
  // Many at once takes a right of its own.
  expect(await page.getByRole("checkbox", { name: /Select/ }).count()).toBe(0);

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("Kiln");
  await page
    .getByRole("option", { name: /Kiln downtime/ })
    .first()
    .waitFor();
  await page.getByRole("combobox").fill("Secret");
  await page
    .getByRole("option", { name: /Kiln downtime/ })
    .first()
    .waitFor({ state: "detached" });
  expect(await page.getByRole("dialog").innerText()).not.toContain(foreign);
  await page.keyboard.press("Escape");

  await page.goto(`/customers?account=${account}`);
  await page.getByRole("link", { name: "Kiln downtime" }).first().waitFor();
  await shows_nothing_foreign(page, "the account");

  await page.goto(`/measure?process=${process}&period=365d`);
  await page.getByText("Refining the intervals …").waitFor({ state: "detached" });
  await page
    .getByRole("button", { name: /^Entered, first entries: 1 / })
    .first()
    .click();
  await page.getByRole("complementary").getByRole("link", { name: "Kiln downtime" }).waitFor();
  await shows_nothing_foreign(page, "the deals behind a figure");

  await page.goto(`/deals/${theirs}`);
  await page.getByText("There is nothing at this address, or it is not yours to see.").waitFor();
  for (const act of ["edit", "delete", "migrate", "merge", "assign", "touch"]) {
    await page.goto(`/deals/${theirs}?do=${act}`);
    await page.getByText("There is nothing at this address, or it is not yours to see.").waitFor();
  }

  await page.goto(`/deals/${own}`);
  await page.getByRole("button", { name: "Log touch" }).waitFor();
  expect(await offered(page)).toEqual(["Change what is stated", "Close the deal", "Begin a deal from it"]);
  await page.goto(`/deals/${own}?do=edit`);
  await page.getByLabel("Campaign").waitFor();
  expect(await page.getByLabel("Owner", { exact: true }).count()).toBe(0);

  await page.goto("/settings");
  await settled(page);
  const sections = await page.locator("main").getByRole("navigation").getByRole("link").allInnerTexts();
  for (const name of ["Webhooks", "Jobs"]) expect(sections.join("|"), name).not.toContain(name);
  const links = await page
    .locator("main a[href*='section=']")
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    await page.goto(link);
    await shows_nothing_foreign(page, link);
  }
  // Sections typed in that are not theirs are not shown.
  for (const section of ["people", "webhooks", "jobs", "rules", "workspace"]) {
    await page.goto(`/settings?section=${section}`);
    await settled(page);
  }
  await page.goto("/import");
  await settled(page);
  expect(refused).toEqual([]);
});

/// All that the page of a deal would do with it, as an address asks for it.
const acts = [
  "touch",
  "edit",
  "close",
  "move:interest",
  "promise:us",
  "keep:1",
  "date",
  "quote",
  "group:new",
  "attach",
];

story("a rep reads a colleague's deal and is offered no act on it", async (stage) => {
  const mara = await stage.world.set_up();
  const process = await stage.world.add_process(mara);
  const team = await stage.world.add_team(mara, "North");
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep", team);
  const ben = await stage.world.add_person(mara, "Ben Okafor", "rep", team);
  const theirs = await add_deal(ben.api, "Furnace doors");
  const own = await add_deal(ada.api, "Kiln downtime");

  const page = await stage.open("/today?whose=team", ada);
  const refused = refusals_of(page);
  await page.getByRole("button", { name: "Kept: Call about the Kiln downtime" }).waitFor();
  await page.getByText("Call about the Furnace doors").waitFor();
  expect(await page.getByRole("button", { name: /Furnace doors/ }).allInnerTexts()).toEqual([]);

  await page.goto(`/run?process=${process}`);
  const card = page.getByRole("article").filter({ hasText: "Furnace doors" });
  await page
    .getByRole("article")
    .filter({ hasText: "Kiln downtime" })
    .and(page.locator("[draggable=true]"))
    .waitFor();
  expect(await card.getAttribute("draggable")).toBeNull();
  await card.getByRole("link", { name: "Furnace doors" }).focus();
  await page.keyboard.press("m");
  await page.getByText("You may read this deal and not move it. It belongs to Ben Okafor.").waitFor();
  expect(await page.getByRole("menuitem").count()).toBe(0);
  await check_axe_in_both_themes(page, "the board with a card that may not be moved");
  await page.keyboard.press("Escape");

  await page.goto(`/deals/${theirs}`);
  await page.getByRole("heading", { name: "Furnace doors", level: 1 }).waitFor();
  await page.getByText("Call about the Furnace doors").first().waitFor();
  await settled(page);
  const main = page.getByRole("main");
  const offered_there = await main.getByRole("button").allInnerTexts();
  const own_page = await stage.open(`/deals/${own}`, ada);
  await own_page.getByRole("button", { name: "Log touch" }).waitFor();
  await settled(own_page);
  const offered_here = await own_page.getByRole("main").getByRole("button").allInnerTexts();
  // What is left leads to the owner's deals, and filters the history.
  expect(offered_there.map((name) => name.replaceAll(/\s+/g, " "))).toEqual([
    "Ben Okafor",
    "Show everything",
  ]);
  expect(offered_here.length).toBeGreaterThan(offered_there.length + 10);
  for (const act of acts) {
    // On an own deal the address opens something: else its silence on the other would say nothing.
    await own_page.goto(`/deals/${own}?do=${act}`);
    await own_page.getByRole("complementary").or(own_page.locator("main form")).first().waitFor();
    await page.goto(`/deals/${theirs}?do=${act}`);
    await page.getByRole("heading", { name: "Furnace doors", level: 1 }).waitFor();
    await settled(page);
    expect(await page.getByRole("complementary").count(), act).toBe(0);
    expect(await page.locator("main form").count(), act).toBe(0);
  }
  expect(refused).toEqual([]);
});
