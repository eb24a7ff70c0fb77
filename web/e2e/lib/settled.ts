import type { Page } from "playwright-core";
import { until } from "./deadline.ts";

/// Waits until a page shows what it has: its heading is there, nothing is loading or refined, fonts are drawn, and that for
/// some frames on end, because what was loaded may load more.
export async function settled(page: Page) {
  await page.locator("main, dialog").first().waitFor();
  // Evaluated here: `waitForFunction` takes a promise for a yes.
  const is_still = async () => {
    await document.fonts.ready;
    for (let i = 0; i < 15; i++) {
      await new Promise((go_on) => requestAnimationFrame(go_on));
      const is_loading = document.querySelector(".skeleton, [data-refining], [aria-busy='true']") !== null;
      if (is_loading || document.querySelector("main h1") === null) return false;
    }
    return true;
  };
  await until(`The page ${page.url()} at rest`, () => page.evaluate(is_still));
}
