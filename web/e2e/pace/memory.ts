import type { CDPSession, Page } from "playwright-core";
import { open_page, type Setting } from "./setting.ts";

interface Memory {
  acts: number;
  heap_mb: number;
  nodes: number;
  listeners: number;
}

/// One act every ten seconds, as somebody does who works: 30 in five minutes, 360 in an hour.
const acts_of = [30, Number(process.env.PACE_HOUR ?? 360)];

async function memory(cdp: CDPSession, acts: number): Promise<Memory> {
  for (let i = 0; i < 3; i++) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { acts, heap_mb: of("JSHeapUsedSize") / 1e6, nodes: of("Nodes"), listeners: of("JSEventListeners") };
}

const views = ["Today", "Run", "Measure", "Improve"];

async function visit(page: Page, name: string) {
  await page.locator("nav.views").getByRole("link", { name, exact: true }).click();
  await page.locator("main h1").first().waitFor({ state: "attached" });
}

/// What somebody does; each goes on where the one before ended.
const doings: ((page: Page, i: number) => Promise<unknown>)[] = [
  (page) => visit(page, "Run"),
  (page) => page.locator("[data-deal]").first().waitFor(),
  async (page) => {
    await page.locator("[data-column='noticed'] .cards").hover();
    for (let i = 0; i < 10; i++) await page.mouse.wheel(0, 600);
  },
  (page, i) =>
    page
      .locator("[data-deal] .to-deal")
      .nth(i % 7)
      .click(),
  (page) => page.locator(".deal h1").waitFor(),
  (page, i) => visit(page, views[i % views.length] ?? "Today"),
  async (page) => {
    await visit(page, "Run");
    await page
      .getByRole("radio", { name: "List" })
      .or(page.getByRole("button", { name: "List", exact: true }))
      .first()
      .click();
    await page.locator("[data-row]").first().waitFor();
  },
  (page, i) => page.getByRole("button", { name: i % 2 ? "Amount" : "Deal", exact: true }).click(),
  async (page) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("ash");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Escape");
  },
  (page, i) => visit(page, views[(i + 1) % views.length] ?? "Today"),
];

/// Memory after five minutes and after an hour of work, while somebody else writes an event for each act.
export async function measure_memory(setting: Setting): Promise<Memory[]> {
  const { mara, process } = setting;
  const query = { process, status: ["open"], limit: 100 };
  const { data } = await mara.api.GET("/api/deals", { params: { query } });
  const deals = data?.deals ?? [];
  const page = await open_page(setting, `/run?process=${process}`);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const found: Memory[] = [];
  for (let i = 0; i < Math.max(...acts_of); i++) {
    const deal = deals[i % deals.length];
    if (deal)
      await mara.api.POST("/api/deals/{deal}/touchpoints", {
        params: { path: { deal: deal.id } },
        body: { kind: "call", note: `Call ${i}` },
      });
    await doings[i % doings.length]?.(page, i);
    if (acts_of.includes(i + 1)) {
      // Measured at one place, so that what differs is what was left behind.
      await visit(page, "Today");
      await page.waitForFunction(() => !document.querySelector("main .skeleton"));
      found.push(await memory(cdp, i + 1));
    }
  }
  await page.context().close();
  return found;
}
