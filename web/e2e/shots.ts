import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { fill_with_sample, type Sample } from "./lib/sample.ts";
import { settled } from "./lib/settled.ts";
import { shots } from "./lib/shot_list.ts";
import { Stage } from "./lib/story.ts";
import { World } from "./lib/world.ts";

const folder = resolve(import.meta.dirname, "../../out/shots");
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/// The window grows with the page, so that what is fixed to its foot does not stand in the middle of the picture.
async function make_whole(page: Page, { width, height }: (typeof sizes)[number]) {
  const needed = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, needed) });
  await settled(page);
}

let world: World | undefined;
let sample: Sample | undefined;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  world = await World.start();
  sample = await fill_with_sample(world);
});
afterAll(() => world?.end());

for (const shot of shots)
  for (const size of sizes)
    for (const theme of ["light", "dark"] as const) {
      const name = `${shot.name}-${theme}-${size.width}`;
      test(name, async () => {
        if (!world || !sample) throw new Error("There is no workspace.");
        const stage = new Stage(world);
        try {
          const by = shot.by ? shot.by(sample) : sample.mara;
          const options = { ...size, theme, touch: size.width < 640 };
          const page = await stage.open(shot.path(sample), by ?? undefined, options);
          await settled(page);
          await shot.prepare?.(page);
          if (shot.is_whole ?? true) await make_whole(page, size);
          await page.screenshot({ path: join(folder, `${name}.png`) });
          stage.check();
        } finally {
          await stage.close();
        }
      });
    }
