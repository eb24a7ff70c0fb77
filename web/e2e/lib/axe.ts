import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright-core";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Found = Pick<axe.AxeResults, "violations">;

/// Fails on any finding of axe, and names the elements.
async function check_axe(page: Page, what: string) {
  // Evaluated, not added as a script: the pages' policy allows none.
  await page.evaluate(source);
  // React Aria's live region names elements that are gone again by then.
  const where = { include: [["html"]], exclude: [["[data-live-announcer]"]] };
  const run = `axe.run(${JSON.stringify(where)}, { runOnly: ${JSON.stringify(tags)} })`;
  const { violations } = (await page.evaluate(run)) as Found;
  if (violations.length === 0) return;
  const told = violations.map(({ id, help, nodes }) =>
    [`${id}: ${help}`, ...nodes.slice(0, 5).map((node) => `  ${node.html}\n    ${node.failureSummary}`)].join(
      "\n",
    ),
  );
  throw new Error(`axe finds faults in ${what}:\n${told.join("\n")}`);
}

/// In both themes; the page ends in the theme it had.
export async function check_axe_in_both_themes(page: Page, what: string) {
  const before = await page.evaluate(() => document.documentElement.dataset.theme ?? "light");
  for (const theme of ["light", "dark"]) {
    await set_theme(page, theme);
    await check_axe(page, `${what} (${theme})`);
  }
  await set_theme(page, before);
}

/// Ends transitions of colour as well, which axe would see half-way.
async function set_theme(page: Page, theme: string) {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
    for (const moving of document.getAnimations()) moving.finish();
  }, theme);
}
