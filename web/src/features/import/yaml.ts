/// The part of YAML in which mappings are written: maps and lists by indentation or in brackets, plain and quoted words,
/// comments. The server reads all of YAML; what goes beyond this part is edited as text.

export type Yaml = string | Yaml[] | { [key: string]: Yaml };
export type YamlMap = { [key: string]: Yaml };

export class YamlError extends Error {}

interface Line {
  indent: number;
  text: string;
}

export function is_map(value: Yaml | undefined): value is YamlMap {
  return typeof value === "object" && !Array.isArray(value);
}

/// Throws YamlError where the text holds what only the server can read.
export function read_yaml(text: string): YamlMap {
  const lines = text
    .split(/\r?\n/)
    .map(without_comment)
    .filter((line) => line.trim() !== "")
    .map((line) => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  const block = new Block(lines);
  const value = block.map(0);
  if (!block.is_at_end) throw new YamlError(`not understood: ${block.rest}`);
  return value;
}

/// Quotes hide a '#'; one that follows a word is part of it.
function without_comment(line: string) {
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    const c = line[i] ?? "";
    if (quote && c === "'" && line[i + 1] === "'")
      i++; // A doubled quote stands for itself.
    else if (quote) quote = c === quote ? "" : quote;
    else if ((c === "'" || c === '"') && /(^|[\s,[{:])$/.test(line.slice(0, i))) quote = c;
    else if (c === "#" && (i === 0 || /\s/.test(line[i - 1] ?? ""))) return line.slice(0, i);
  }
  return line;
}

const key_pattern =
  /^('(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^'"[\]{},#&*!|>%@`-][^#]*?|-?[^\s'"[\]{},:#]+)\s*:(?:\s+(.*))?$/;

class Block {
  private at = 0;
  private readonly lines: Line[];
  constructor(lines: Line[]) {
    this.lines = lines;
  }

  get is_at_end() {
    return this.at >= this.lines.length;
  }
  get rest() {
    return this.lines[this.at]?.text ?? "";
  }

  map(indent: number): YamlMap {
    const value: YamlMap = {};
    for (let line = this.lines[this.at]; line && line.indent === indent; line = this.lines[this.at]) {
      const parts = key_pattern.exec(line.text);
      if (!parts) throw new YamlError(`not understood: ${line.text}`);
      this.at++;
      const key = scalar(parts[1] ?? "");
      const here = parts[2]?.trim() ?? "";
      value[key] = here ? read_flow(here) : this.below(indent);
    }
    return value;
  }

  private below(indent: number): Yaml {
    const next = this.lines[this.at];
    if (!next) return "";
    const is_list = next.text.startsWith("- ");
    if (is_list && next.indent >= indent) return this.list(next.indent);
    return next.indent > indent ? this.map(next.indent) : "";
  }

  private list(indent: number): Yaml[] {
    const items: Yaml[] = [];
    for (let line = this.lines[this.at]; line; line = this.lines[this.at]) {
      if (line.indent !== indent || !line.text.startsWith("- ")) break;
      const inner = line.text.slice(2).trim();
      if (!/^[[{'"]/.test(inner) && key_pattern.test(inner)) {
        // A map that begins beside its dash.
        this.lines[this.at] = { indent: indent + 2, text: inner };
        items.push(this.map(indent + 2));
      } else {
        this.at++;
        items.push(read_flow(inner));
      }
    }
    return items;
  }
}

function read_flow(text: string): Yaml {
  const flow = new Flow(text);
  const value = flow.value("");
  flow.end();
  return value;
}

class Flow {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  /// `stops` are the characters that end a plain word here.
  value(stops: string): Yaml {
    this.blanks();
    const c = this.text[this.at];
    if (c === "[") return this.list();
    if (c === "{") return this.map();
    return this.word(stops);
  }

  end() {
    this.blanks();
    if (this.at < this.text.length) throw new YamlError(`not understood: ${this.text}`);
  }

  private list() {
    const items: Yaml[] = [];
    this.at++;
    while (!this.takes("]")) {
      items.push(this.value(",]"));
      if (!this.takes(",") && !this.sees("]")) throw new YamlError(`no end of the list: ${this.text}`);
    }
    return items;
  }

  private map() {
    const entries: YamlMap = {};
    this.at++;
    while (!this.takes("}")) {
      const key = this.word(":,}");
      entries[key] = this.takes(":") ? this.value(",}") : "";
      if (!this.takes(",") && !this.sees("}")) throw new YamlError(`no end of the map: ${this.text}`);
    }
    return entries;
  }

  private word(stops: string) {
    this.blanks();
    const rest = this.text.slice(this.at);
    const quoted = /^('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")/.exec(rest)?.[1];
    if (quoted) {
      this.at += quoted.length;
      return scalar(quoted);
    }
    if (/^[&*!|>%@`]/.test(rest)) throw new YamlError(`not understood: ${this.text}`);
    let end = 0;
    while (end < rest.length && !this.ends_word(rest, end, stops)) end++;
    this.at += end;
    return rest.slice(0, end).trim();
  }

  /// A colon ends a key only before a blank: 'case:concept:name' is one word.
  private ends_word(rest: string, at: number, stops: string) {
    const c = rest[at] ?? "";
    if (!stops.includes(c)) return false;
    return c !== ":" || /^(\s|$)/.test(rest.slice(at + 1));
  }

  private blanks() {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }
  private sees(c: string) {
    this.blanks();
    return this.text[this.at] === c;
  }
  private takes(c: string) {
    const is_there = this.sees(c);
    if (is_there) this.at++;
    return is_there;
  }
}

function scalar(text: string) {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text.startsWith('"')) {
    try {
      return JSON.parse(text) as string;
    } catch {
      throw new YamlError(`not understood: ${text}`);
    }
  }
  return text.trim();
}

/// Maps by indentation, what is inside of them in brackets.
export function write_yaml(value: YamlMap) {
  const lines: string[] = [];
  for (const [key, one] of Object.entries(value)) {
    const is_long = typeof one !== "string" && write_flow(one).length > 90;
    if (is_long && is_map(one)) {
      lines.push(`${write_word(key)}:`);
      for (const [name, inner] of Object.entries(one))
        lines.push(`  ${write_word(name)}: ${write_flow(inner)}`);
    } else if (is_long && Array.isArray(one)) {
      lines.push(`${write_word(key)}:`, ...one.map((item) => `  - ${write_flow(item)}`));
    } else {
      lines.push(`${write_word(key)}: ${write_flow(one)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function write_flow(value: Yaml): string {
  if (typeof value === "string") return write_word(value);
  if (Array.isArray(value)) return `[${value.map(write_flow).join(", ")}]`;
  const entries = Object.entries(value).map(([key, one]) => `${write_word(key)}: ${write_flow(one)}`);
  return `{${entries.join(", ")}}`;
}

function write_word(word: string) {
  return /^[A-Za-z0-9_]([A-Za-z0-9_ /.+-]*[A-Za-z0-9_/.+-])?$/.test(word)
    ? word
    : `'${word.replaceAll("'", "''")}'`;
}
