import { describe, expect, it } from "vitest";
import { blocks_of, spans_of } from "./markdown.ts";

const plain = (text: string) => ({ text, kind: "plain" });

describe("a page of a measure", () => {
  it("keeps heads, paragraphs, lists and formulas apart", () => {
    const page =
      "# win_rate\n\nOf **all** [closed](x.md)\ndeals.\n\n    won / all\n\n- one\n  goes on\n- `two`\n";
    expect(blocks_of(page)).toEqual([
      { kind: "head", spans: [plain("win_rate")] },
      { kind: "text", spans: [plain("Of "), { text: "all", kind: "bold" }, plain(" closed deals.")] },
      { kind: "code", text: "won / all" },
      { kind: "list", items: [[plain("one goes on")], [{ text: "two", kind: "code" }]] },
    ]);
  });
  it("has tables with heads and empty cells", () => {
    expect(blocks_of("| | to A |\n|---|---|\n| A | |\n| `b` | 0.1 |")).toEqual([
      {
        kind: "table",
        rows: [
          [[], [plain("to A")]],
          [[plain("A")], []],
          [[{ text: "b", kind: "code" }], [plain("0.1")]],
        ],
      },
    ]);
  });
  it("takes a star for what it is where it marks nothing", () => {
    expect(spans_of("S(t-) * hits / n, *named* so")).toEqual([
      plain("S(t-) * hits / n, "),
      { text: "named", kind: "slanted" },
      plain(" so"),
    ]);
  });
});
