import { $api, type Schemas } from "../api/client.ts";
import type { Theme } from "./theme.ts";

export type Brand = Schemas["BrandView"];

/// What the workspace is called and how it looks; known also to who is not signed in. Nothing until it is read.
export function useBrand(): Brand | undefined {
  return $api.useQuery("get", "/api/workspace/brand", {}, { staleTime: 300_000 }).data;
}

type Rgb = readonly [number, number, number];

function rgb_of(colour: string): Rgb | undefined {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!found) return undefined;
  const [, r = "0", g = "0", b = "0"] = found;
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)];
}

function text_of(rgb: Rgb) {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/// Relative luminance as WCAG 2.2 has it, 0 to 1.
function luminance(rgb: Rgb) {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/// Contrast of two colours written as #rrggbb, 1 to 21; undefined where one is none.
export function contrast(one: string, other: string) {
  const [a, b] = [rgb_of(one), rgb_of(other)];
  if (!a || !b) return undefined;
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/// The paper of both themes (`--paper` of tokens.css; a test holds them equal), and what marks need against it.
export const papers: Record<Theme, string> = { light: "#ffffff", dark: "#151b1a" };
export const mark_contrast = 3;

/// The colour itself where a mark of it is seen on the theme's paper, else the nearest darker or lighter one that is.
export function on_paper(colour: string, theme: Theme): string | undefined {
  const rgb = rgb_of(colour);
  if (!rgb) return undefined;
  const end: Rgb = theme === "light" ? [0, 0, 0] : [255, 255, 255];
  for (let step = 0; step <= 20; step++) {
    const mixed = rgb.map((part, i) => part + ((end[i] ?? 0) - part) * (step / 20)) as unknown as Rgb;
    const text = text_of(mixed);
    if ((contrast(text, papers[theme]) ?? 0) >= mark_contrast) return text;
  }
  return text_of(end);
}
