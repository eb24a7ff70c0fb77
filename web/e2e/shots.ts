import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { fill_with_sample, type Sample } from "./lib/sample.ts";
import { settled } from "./lib/settled.ts";
import { type Shot, shots } from "./lib/shot_list.ts";
import { type PageOptions, Stage } from "./lib/story.ts";
import { World } from "./lib/world.ts";

const project = resolve(import.meta.dirname, "../..");
const folder = join(project, "out/shots");
const is_for_docs = process.env.SHOTS === "docs";
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

/// As the documentation shows it: what fits a window, and small enough to come with the text.
async function write_for_docs(page: Page, name: string) {
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send("Page.captureScreenshot", { format: "webp", quality: 78 });
  await writeFile(join(project, "docs/pictures", `${name}.webp`), Buffer.from(data, "base64"));
}

async function open_shot(stage: Stage, shot: Shot, sample: Sample, options: PageOptions) {
  const by = shot.by ? shot.by(sample) : sample.mara;
  const page = await stage.open(shot.path(sample), by ?? undefined, options);
  await settled(page);
  await shot.prepare?.(page);
  return page;
}

async function with_stage(act: (stage: Stage, sample: Sample) => Promise<void>) {
  if (!world || !sample) throw new Error("There is no workspace.");
  const stage = new Stage(world);
  try {
    await act(stage, sample);
    stage.check();
  } finally {
    await stage.close();
  }
}

let world: World | undefined;
let sample: Sample | undefined;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  world = await World.start();
  sample = await fill_with_sample(world);
});
afterAll(() => world?.end());

for (const shot of is_for_docs ? shots.filter(({ doc }) => doc) : [])
  test(`docs/pictures/${shot.doc}.webp`, () =>
    with_stage(async (stage, sample) => {
      const page = await open_shot(stage, shot, sample, { width: 1280, height: 800 });
      await write_for_docs(page, shot.doc ?? "");
    }));

for (const shot of is_for_docs ? [] : shots)
  for (const size of sizes)
    for (const theme of ["light", "dark"] as const) {
      const name = `${shot.name}-${theme}-${size.width}`;
      test(name, () =>
        with_stage(async (stage, sample) => {
          const options = { ...size, theme, touch: size.width < 640 };
          const page = await open_shot(stage, shot, sample, options);
          if (shot.is_whole ?? true) await make_whole(page, size);
          await page.screenshot({ path: join(folder, `${name}.png`) });
        }),
      );
    }
