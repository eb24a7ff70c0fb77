import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Actions } from "../../ui/menu.tsx";
import { say } from "../../ui/toasts.tsx";
import { useMeasuredPage } from "./context.tsx";
import { measured_picture, save, to_csv, to_png } from "./exports.ts";
import { query_of } from "./question.ts";
import { texts } from "./texts.ts";

type What = "svg" | "png" | "csv";

/// The map and its figures, to take along.
export function ExportMenu() {
  const { t } = useTranslation(texts);
  const { process, search, period, now, map } = useMeasuredPage();
  const name = `${map.map.id}-${period.id}`;
  const take = async (what: What) => {
    try {
      if (what === "csv") save(new Blob([to_csv(now.all)], { type: "text/csv" }), `${name}.csv`);
      else {
        const svg = await measured_picture(process, query_of(search, period), "light");
        const content = what === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await to_png(svg);
        save(content, `${name}.${what}`);
      }
      say(t("exported", { name: `${name}.${what}` }));
    } catch (error) {
      say(t("not_exported", { why: error instanceof Error ? error.message : `${error}` }));
    }
  };
  return (
    <Actions<What>
      label={t("export")}
      button={
        <>
          <Download className="i" aria-hidden /> {t("export")}
        </>
      }
      actions={[
        { id: "svg", name: t("export_svg") },
        { id: "png", name: t("export_png") },
        { id: "csv", name: t("export_csv") },
      ]}
      on_act={(what) => void take(what)}
    />
  );
}
