/// The part of Markdown in which the pages of measures are written.

/// Words in one voice. A link keeps its words alone.
export interface Span {
  text: string;
  kind: "plain" | "bold" | "slanted" | "code";
}

export type Block =
  | { kind: "head" | "text"; spans: Span[] }
  | { kind: "code"; text: string }
  | { kind: "list"; items: Span[][] }
  /// The first row holds the heads of columns.
  | { kind: "table"; rows: Span[][][] };

const marks = { "**": "bold", "*": "slanted", "`": "code" } as const;

export function spans_of(text: string): Span[] {
  const words = text.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1").replaceAll(/\s*\n\s*/g, " ");
  const parts = words.split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`)/);
  return parts.flatMap((part): Span[] => {
    if (part === "") return [];
    const mark = (["**", "*", "`"] as const).find(
      (one) => part.length > 2 && part.startsWith(one) && part.endsWith(one),
    );
    if (!mark) return [{ text: part, kind: "plain" }];
    return [{ text: part.slice(mark.length, -mark.length), kind: marks[mark] }];
  });
}

function cells_of(row: string) {
  return row
    .replace(/^\|/, "")
    .replace(/\|\s*$/, "")
    .split("|")
    .map((cell) => spans_of(cell.trim()));
}

function block_of(text: string): Block {
  if (text.startsWith("#")) return { kind: "head", spans: spans_of(text.replace(/^#+ /, "")) };
  if (text.startsWith("```")) return { kind: "code", text: text.replaceAll(/^```.*$\n?/gm, "").trimEnd() };
  if (text.startsWith("    ")) return { kind: "code", text: text.replaceAll(/^ {4}/gm, "") };
  if (text.startsWith("- ")) return { kind: "list", items: text.slice(2).split(/\n- /).map(spans_of) };
  if (text.startsWith("|")) {
    const [head = "", , ...rows] = text.split("\n");
    return { kind: "table", rows: [head, ...rows].map(cells_of) };
  }
  return { kind: "text", spans: spans_of(text) };
}

export function blocks_of(markdown: string): Block[] {
  return markdown.trim().split(/\n\n+/).map(block_of);
}
