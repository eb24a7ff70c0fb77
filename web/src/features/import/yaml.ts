/// A mapping as an object. The server reads YAML and gives scalars of any kind; here they are words.
export type Yaml = string | Yaml[] | { [key: string]: Yaml };
export type YamlMap = { [key: string]: Yaml };

export function is_map(value: Yaml | undefined): value is YamlMap {
  return typeof value === "object" && !Array.isArray(value);
}

/// What JSON holds, with every scalar as the word by which it was written.
export function to_yaml(value: unknown): Yaml {
  if (Array.isArray(value)) return value.map(to_yaml);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, to_yaml(one)]));
  return value === null || value === undefined ? "" : `${value}`;
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
