import { expect } from "vitest";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { fill_with_sample, type Sample } from "./lib/sample.ts";
import { settled } from "./lib/settled.ts";
import { type Shot, shots } from "./lib/shot_list.ts";
import { type Stage, story } from "./lib/story.ts";

/// What is wrong with a page of that width; empty where nothing is.
async function faults_of(stage: Stage, sample: Sample, shot: Shot, width: number): Promise<string> {
  const by = shot.by ? shot.by(sample) : sample.mara;
  const page = await stage.open(shot.path(sample), by ?? undefined, { width, touch: width < 640 });
  try {
    await settled(page);
    await shot.prepare?.(page);
    await check_axe_in_both_themes(page, `${shot.name}, ${width} wide`);
    const reach = await page.evaluate(() => document.documentElement.scrollWidth);
    return reach > width ? `${shot.name} is ${reach} wide where there are ${width}.` : "";
  } catch (error) {
    return `${shot.name}, ${width} wide: ${error instanceof Error ? error.message : error}`;
  } finally {
    await page.close();
  }
}

/// Few enough that a story ends in time. All faults of a story are told at once.
const pages_a_story = 10;

for (let first = 0; first < shots.length; first += pages_a_story) {
  const some = shots.slice(first, first + pages_a_story);
  const names = some.map(({ name }) => name).join(", ");
  story(
    `no finding of axe in either theme, no scrolling sideways on a narrow screen: ${names}`,
    async (stage) => {
      const sample = await fill_with_sample(stage.world);
      const faults: string[] = [];
      for (const shot of some)
        for (const width of [1440, 390]) faults.push(await faults_of(stage, sample, shot, width));
      expect(faults.filter(Boolean).join("\n\n")).toBe("");
    },
  );
}
