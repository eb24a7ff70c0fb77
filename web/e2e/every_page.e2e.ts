import { expect } from "vitest";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { fill_with_sample } from "./lib/sample.ts";
import { settled } from "./lib/settled.ts";
import { shots } from "./lib/shot_list.ts";
import { story } from "./lib/story.ts";

/// All faults of all pages are told at once.
story(
  "no page has a finding of axe in either theme, or scrolls sideways on a narrow screen",
  async (stage) => {
    const sample = await fill_with_sample(stage.world);
    const faults: string[] = [];
    for (const shot of shots)
      for (const width of [1440, 390]) {
        const by = shot.by ? shot.by(sample) : sample.mara;
        const page = await stage.open(shot.path(sample), by ?? undefined, { width, touch: width < 640 });
        try {
          await settled(page);
          await shot.prepare?.(page);
          await check_axe_in_both_themes(page, `${shot.name}, ${width} wide`);
          const reach = await page.evaluate(() => document.documentElement.scrollWidth);
          if (reach > width) faults.push(`${shot.name} is ${reach} wide where there are ${width}.`);
        } catch (error) {
          faults.push(`${shot.name}, ${width} wide: ${error instanceof Error ? error.message : error}`);
        } finally {
          await page.close();
        }
      }
    expect(faults.join("\n\n")).toBe("");
  },
);
