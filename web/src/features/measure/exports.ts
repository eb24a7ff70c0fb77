import { api } from "../../api/client.ts";
import type { Figure } from "./figures.ts";
import type { Query } from "./question.ts";

const columns: (keyof Figure)[] = [
  "measure",
  "part",
  "stage",
  "goal",
  "to",
  "slice",
  "unit",
  "currency",
  "value",
  "low",
  "high",
  "high_is_open",
  "value_is_bound",
  "level",
  "method",
  "n",
  "n_open",
  "state",
  "reason",
  "period",
  "as_of",
  "known_at",
  "definition",
  "query",
];

/// RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe.
export function csv_field(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : `${value}`;
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/// In full precision; rounding is for people.
export function to_csv(figures: readonly Figure[]) {
  const lines = figures.map((figure) => columns.map((column) => csv_field(figure[column])).join(","));
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}

export function save(content: Blob, name: string) {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/// The measured map as the server draws it, for documents and slides.
export async function measured_picture(process: number, query: Query, theme: "light" | "dark" | "print") {
  const { data } = await api.GET("/api/processes/{process}/map.svg", {
    params: { path: { process }, query: { ...query, view: "measured", theme, intervals: "full" } },
    parseAs: "text",
  });
  return data ?? "";
}

/// Draws an SVG onto a canvas, twice as fine as it is wide.
export async function to_png(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("The browser made no picture.");
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}
