import type { Page } from "playwright-core";
import { type Frames, frames_of } from "./probe.ts";
import { open_page, type Setting } from "./setting.ts";

const span_ms = Number(process.env.PACE_FRAMES_MS ?? 4_000);

async function for_a_while(act: (i: number) => Promise<unknown>) {
  const end = performance.now() + span_ms;
  for (let i = 0; performance.now() < end; i++) await act(i);
}

/// The frame rate of this machine as it is now: a page with one square that moves, under the same stream of inputs.
async function blank(page: Page) {
  await page.setContent(
    "<div id='x' style='width:40px;height:40px;background:#345;position:absolute'></div>",
  );
  await page.evaluate(() => {
    const square = document.getElementById("x");
    const move = (now: number) => {
      if (square) square.style.transform = `translateX(${(now / 4) % 800}px)`;
      requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
  });
  return frames_of(page, () => for_a_while((i) => page.mouse.move(300 + (i % 200), 300)));
}

const wheel = (page: Page) =>
  frames_of(page, () => for_a_while((i) => page.mouse.wheel(0, i % 40 < 30 ? 160 : -160)));

/// A card is held and moved over the columns, and let go where it was.
async function drag(page: Page) {
  const card = page.locator("[data-deal]").first();
  const box = await card.boundingBox();
  if (!box) throw new Error("There is no card to drag.");
  await page.mouse.move(box.x + 40, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 30, { steps: 4 });
  const frames = await frames_of(page, () =>
    for_a_while((i) => page.mouse.move(300 + ((i * 23) % 900), 420 + ((i * 7) % 200))),
  );
  await page.mouse.move(box.x + 60, box.y + 30, { steps: 4 });
  await page.mouse.up();
  return frames;
}

export async function measure_frames(setting: Setting) {
  const found: [string, Frames][] = [];
  const page = await open_page(setting, `/run?process=${setting.process}`);
  await page.locator("[data-deal]").first().waitFor();
  const column = page.locator("[data-column='noticed'] .cards");
  await column.hover();
  found.push(["scrolling a column of the board", await wheel(page)]);
  found.push(["dragging a card over the board", await drag(page)]);
  found.push([
    "scrolling the board sideways",
    await frames_of(page, () => for_a_while((i) => page.mouse.wheel(i % 30 < 15 ? 120 : -120, 0))),
  ]);
  await page.goto(`/run?process=${setting.process}&show=list`);
  await page.locator("[data-row]").first().waitFor();
  await page.locator(".dtable").hover();
  found.push(["scrolling the list", await wheel(page)]);
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.goto("/import");
  found.push(["for comparison: a page with one moving square", await blank(page)]);
  await page.context().close();
  return { found, elements };
}
