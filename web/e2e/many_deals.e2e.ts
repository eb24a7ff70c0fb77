import { deepStrictEqual, match, ok } from "node:assert/strict";
import type { Page } from "playwright-core";
import { data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { make_company } from "./lib/sample.ts";
import { story } from "./lib/story.ts";
import type { Person } from "./lib/world.ts";

const deals = 10_000;

/// How many deals stand in each stage of the board, of everybody or of one owner.
async function counts_of(mara: Person, process: number, owner?: number) {
  const filter = `${owner ? `owner=${owner}&` : ""}status=lead&status=open&status=won`;
  const params = { path: { process }, query: { filter } };
  const { stages } = data_of(await mara.api.GET("/api/processes/{process}/stage-counts", { params }));
  const sum = (rows: typeof stages) => rows.reduce((all, row) => all + row.deals, 0);
  const open = stages.filter((row) => row.status === "open");
  const of_stage = (stage: string) => sum(open.filter((row) => row.stage === stage));
  return { all: sum(stages), open: sum(open), stages: new Set(open.map((row) => row.stage)), of_stage };
}

/// As the head of a column says it.
const said_count = (count: number) => new RegExp(`^${count} deals?$`);

/// The row of the list that has the focus; -1: none.
function focused_row(page: Page) {
  return page.evaluate(() => {
    const row = document.activeElement?.closest<HTMLElement>("[data-row]");
    return Number(row?.dataset.row ?? -1);
  });
}

async function rows_loaded(page: Page) {
  const said = await page.getByRole("main").getByRole("status").innerText();
  return Number(said.replace(/\D/g, ""));
}

async function read_board(page: Page, mara: Person, process: number) {
  const counts = await counts_of(mara, process);
  ok(counts.open > 100);
  await page.getByText(new RegExp(`(^| )${counts.open} open deals`)).waitFor();
  for (const stage of counts.stages) {
    const head = page.locator(`[data-column="${stage}"] > header`);
    await head.getByText(said_count(counts.of_stage(stage))).waitFor();
    match(await head.innerText(), /€ [\d.]+/);
  }
  // Columns out of sight come last, but come.
  const last = [...counts.stages].at(-1);
  await page.locator(`[data-column="${last}"] [data-deal]`).first().waitFor();
}

async function choose_owner(page: Page, name: string) {
  await page.getByRole("button", { name: /^Owner/ }).click();
  await page.getByRole("menuitemcheckbox", { name, exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
}

/// By keys to the end of what is loaded, again and again: the focus stays on a deal, and more is loaded.
async function go_far(page: Page, at_least: number) {
  await page.locator('[data-row="0"] a').focus();
  for (let at = 0; at < at_least; ) {
    const loaded = await rows_loaded(page);
    await page.keyboard.press("End");
    await page.waitForFunction(
      (row) => document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row === `${row}`,
      loaded - 1,
    );
    at = loaded;
    await page.waitForFunction(
      (before) =>
        Number(document.querySelector("main [role=status]")?.textContent?.replace(/\D/g, "")) > before,
      loaded,
    );
  }
  const here = await focused_row(page);
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(
    (row) => document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row === `${row}`,
    here + 1,
  );
  ok((await page.locator("[data-row]").count()) < 100, "No more lines are drawn than are nearly seen.");
}

story(
  "ten thousand deals: the board, the list and a figure show all of them, a part at a time",
  async (stage) => {
    const mara = await stage.world.set_up();
    const process = await make_company(mara, deals);
    const page = await stage.open(`/run?process=${process}`, mara);
    await read_board(page, mara, process);

    // The list: everything, far down by keys, and back.
    await page.goto(`/run?process=${process}&show=list`);
    await page.locator('[data-row="0"]').waitFor();
    await go_far(page, 500);
    await page.keyboard.press("Home");
    await page.waitForFunction(() => document.activeElement?.closest("[data-row='0']"));

    // One owner's deals in both.
    const { people } = data_of(await mara.api.GET("/api/people"));
    const counted = await Promise.all(people.map(({ id }) => counts_of(mara, process, id)));
    const i = counted.findIndex(({ open }) => open > 1);
    const [owner, counts] = [people[i], counted[i]];
    ok(owner && counts);
    await choose_owner(page, owner.name);
    await page.waitForURL(new RegExp(`owner=${owner.id}`));
    await page.waitForFunction(
      (name) =>
        [...document.querySelectorAll("[data-row] td:nth-of-type(5)")].every(
          (cell) => cell.textContent === name,
        ),
      owner.name,
    );
    await page.getByRole("button", { name: "Board", exact: true }).click();
    await page.getByText(new RegExp(`(^| )${counts.open} open deals`)).waitFor();
    for (const id of counts.stages)
      await page
        .locator(`[data-column="${id}"] > header`)
        .getByText(said_count(counts.of_stage(id)))
        .waitFor();

    // A figure of thousands: a page of its deals, and more of them when one asks.
    await page.goto(`/measure?process=${process}&period=all`);
    const figure = page.getByRole("button", { name: /^Entered, first entries: 1 / }).first();
    await figure.click();
    const panel = page.getByRole("complementary");
    const head = panel.getByRole("heading", { name: /^The deals behind it: / });
    await head.waitFor();
    const behind = Number((await head.innerText()).replace(/\D/g, ""));
    ok(behind > 1000, `${behind} deals`);
    const lines = panel.locator("tbody tr");
    const named = lines.getByRole("link");
    await named.nth(5).waitFor();
    deepStrictEqual(await lines.count(), 6);
    await panel.getByRole("button", { name: `${behind - 6} more` }).click();
    await named.nth(17).waitFor();
    deepStrictEqual(await lines.count(), 18);
    await check_axe_in_both_themes(page, "a figure of thousands of deals");
  },
);
