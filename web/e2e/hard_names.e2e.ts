import { expect } from "vitest";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { add_hard_deals } from "./lib/hard_names.ts";
import { settled } from "./lib/settled.ts";
import { story } from "./lib/story.ts";

/// All faults of all pages are told at once.
story(
  "names from right to left, very long ones, and words without a break fit their pages",
  async (stage) => {
    const mara = await stage.world.set_up();
    const { process, deals } = await add_hard_deals(stage.world, mara);
    const [arabic, , unbroken] = deals;
    const paths = [
      "/today",
      `/run?process=${process}`,
      `/run?process=${process}&show=list`,
      "/customers",
      `/deals/${arabic}`,
      `/deals/${unbroken}`,
      `/deals/${unbroken}?do=move:talking`,
    ];
    const faults: string[] = [];
    for (const width of [1440, 390]) {
      const page = await stage.open("/today", mara, { width, touch: width < 640 });
      for (const path of paths) {
        await page.goto(path);
        await settled(page);
        const reach = await page.evaluate(() => document.documentElement.scrollWidth);
        if (reach > width) faults.push(`${path} is ${reach} wide where there are ${width}.`);
      }
      await check_axe_in_both_themes(page, `a move of a deal whose name has no break, ${width} wide`);
      await page.close();
    }
    expect(faults.join("\n\n")).toBe("");
  },
);
