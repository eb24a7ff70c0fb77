import { useTranslation } from "react-i18next";
import { say } from "../../ui/toasts.tsx";
import { texts } from "./texts.ts";
import { draft_picture, version_as } from "./version_text.ts";

export type Export = "yaml" | "svg" | "svg_lanes" | "png" | "png_lanes";

/// A draft that cannot be read has its text alone.
export function exports_of(is_readable: boolean): Export[] {
  return is_readable ? ["svg", "png", "svg_lanes", "png_lanes", "yaml"] : ["yaml"];
}

function save_as(name: string, blob: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function to_png(svg: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    // Twice as large, for screens and paper; a canvas of 16,000 px is what browsers draw.
    const scale = Math.min(2, 16_000 / Math.max(image.naturalWidth, image.naturalHeight));
    canvas.width = image.naturalWidth * scale;
    canvas.height = image.naturalHeight * scale;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("No picture came of it."))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/// Downloads a map as a file; `version` undefined: the draft, whose text is given.
export function useExport(
  process: number,
  map_id: string,
  version: number | undefined,
  text: string | undefined,
) {
  const { t } = useTranslation(texts);
  const name = `${map_id}${version === undefined ? "-draft" : `-v${version}`}`;
  const run = async (what: Export) => {
    if (what === "yaml") {
      const yaml =
        version === undefined ? (text ?? "") : await version_as(process, version, { format: "own" });
      return save_as(`${name}.yaml`, new Blob([yaml], { type: "application/yaml" }));
    }
    const is_lanes = what.endsWith("_lanes");
    const drawn = { theme: "light", ...(is_lanes ? { view: "lanes" } : {}) };
    const svg =
      version === undefined
        ? await draft_picture(process, drawn)
        : await version_as(process, version, { format: "svg", ...drawn });
    const file = `${name}${is_lanes ? "-lanes" : ""}`;
    if (what.startsWith("svg")) save_as(`${file}.svg`, new Blob([svg], { type: "image/svg+xml" }));
    else save_as(`${file}.png`, await to_png(svg));
  };
  return (what: Export) =>
    void run(what).then(
      () => say(t("said_exported", { name })),
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    );
}
