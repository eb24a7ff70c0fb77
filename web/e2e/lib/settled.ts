import type { Page } from "playwright-core";
import { patience_ms } from "./deadline.ts";

/// Waits until a page shows what it has: its heading is there, nothing is loading, fonts are drawn.
export async function settled(page: Page) {
  await page.locator("main, dialog").first().waitFor();
  const is_still = async () => {
    await document.fonts.ready;
    const frame = () => new Promise((go_on) => requestAnimationFrame(go_on));
    await frame();
    await frame();
    return document.querySelector("main h1") !== null && document.querySelector(".skeleton") === null;
  };
  await page.waitForFunction(is_still, undefined, { timeout: patience_ms });
}
