import type { Page } from "playwright-core";

/// Waits until the focus is where a reader hears this, or text like this.
export async function has_focus(page: Page, name: string | RegExp) {
  await page.waitForFunction(
    ([text, is_pattern]) => {
      const at = document.activeElement;
      const said = at?.getAttribute("aria-label") ?? at?.textContent ?? "";
      return is_pattern ? new RegExp(text).test(said) : said === text;
    },
    [typeof name === "string" ? name : name.source, typeof name !== "string"] as const,
  );
}

/// Waits until the focus is on what stands for this thing of a map, as 'stage:trial_run'.
export async function has_focus_at(page: Page, address: string) {
  await page.waitForFunction(
    (at) => (document.activeElement as HTMLElement | null)?.dataset.at === at,
    address,
  );
}
