/// Exchange rates inside the text of the settings for figures.
export interface Rate {
  currency: string;
  /// From that day on, as 2026-01-01.
  from: string;
  /// What one unit is worth in the reporting currency; as it is typed.
  rate: string;
}

interface Block {
  lines: string[];
  /// Of the line `rates:`; -1: there is none.
  at: number;
  /// First line after the block.
  end: number;
}

function find_block(text: string): Block {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => /^rates:\s*(\[\s*\])?\s*(#.*)?$/.test(line));
  if (at < 0) return { lines, at, end: at };
  let end = at + 1;
  while (end < lines.length && /^(\s+\S|-\s|\s*#|\s*$)/.test(lines[end] ?? "")) end++;
  while (end > at + 1 && /^\s*(#.*)?$/.test(lines[end - 1] ?? "")) end--;
  return { lines, at, end };
}

const entry = /^\s*-\s*\{(.*)\}\s*$/;

function read_entry(line: string): Rate | undefined {
  const inner = entry.exec(line)?.[1];
  if (inner === undefined) return undefined;
  const values = new Map(
    inner.split(",").map((pair) => {
      const [key = "", ...rest] = pair.split(":");
      return [
        key.trim(),
        rest
          .join(":")
          .trim()
          .replace(/^(['"])(.*)\1$/, "$2"),
      ] as const;
    }),
  );
  const [currency, from, rate] = [values.get("currency"), values.get("from"), values.get("rate")];
  if (currency === undefined || from === undefined || rate === undefined || values.size !== 3)
    return undefined;
  return { currency, from, rate };
}

/// The rates that a text states; undefined where they are written in a way that only the text itself can be edited.
export function read_rates(text: string): Rate[] | undefined {
  if (/^rates:[ \t]*[^\s#[]/m.test(text)) return undefined;
  const { lines, at, end } = find_block(text);
  if (at < 0) return /^rates:/m.test(text) ? undefined : [];
  const rates: Rate[] = [];
  for (const line of lines.slice(at + 1, end)) {
    // A remark between the rates would be lost by writing them anew.
    const rate = read_entry(line);
    if (!rate) return undefined;
    rates.push(rate);
  }
  return rates;
}

/// The text with other rates; all else in it stays as it is written. Rates need a currency to convert into, which is
/// `reporting` where the text states none.
export function write_rates(text: string, rates: readonly Rate[], reporting: string): string {
  const { lines, at, end } = find_block(text);
  const states_currency = /^reporting_currency:/m.test(text);
  const head = lines[at]?.replace(/\[\s*\]\s*/, "").trimEnd() ?? "rates:";
  const block =
    rates.length === 0
      ? []
      : [
          ...(states_currency ? [] : [`reporting_currency: ${reporting}`]),
          head,
          ...rates.map(
            ({ currency, from, rate }) => `  - {currency: ${currency}, from: ${from}, rate: ${rate}}`,
          ),
        ];
  if (at >= 0) return [...lines.slice(0, at), ...block, ...lines.slice(end)].join("\n");
  if (block.length === 0) return text;
  const begin = text.trim() === "" ? "stagecraft_settings: 1" : text.replace(/\n+$/, "");
  return `${begin}\n${block.join("\n")}\n`;
}

/// 'settings:4:16: a currency is ...' of the server's sentence, with its line; others without.
export function read_faults(detail: string): { line: number | undefined; text: string }[] {
  return detail
    .split("\n")
    .filter(Boolean)
    .map((text) => {
      const found = /^settings:(\d+):\d+:\s*(.*)$/.exec(text);
      return found ? { line: Number(found[1]), text: found[2] ?? "" } : { line: undefined, text };
    });
}
