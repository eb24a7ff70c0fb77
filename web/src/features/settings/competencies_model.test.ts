import { describe, expect, it } from "vitest";
import { level_name, to_competencies, with_forgotten, with_level } from "./competencies_model.ts";

const asking = { id: "asking", name: "Asking", text: "", levels: ["knows it", "teaches it"] };

describe("levels of a person", () => {
  it("are sent in a fixed order, and without what was taken away", () => {
    const levels = with_level(with_level({ pricing: 1, asking: 2 }, "pricing", 0), "closing", 3);
    expect(to_competencies(levels)).toEqual([
      { competency: "asking", level: 2 },
      { competency: "closing", level: 3 },
    ]);
  });
  it("are called as the map calls them, else by their number", () => {
    expect(level_name(asking, 2)).toBe("teaches it");
    expect(level_name(asking, 3)).toBe("3");
    expect(level_name(undefined, 1)).toBe("1");
  });
  it("stay where no map has the competency any more", () => {
    expect(with_forgotten([asking], { asking: 1, singing: 2 }).map((one) => one.id)).toEqual([
      "asking",
      "singing",
    ]);
  });
});
