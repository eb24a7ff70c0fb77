import { useTranslation } from "react-i18next";
import { useMeasuredPage } from "./context.tsx";
import { text_of } from "./figure_text.ts";
import { useTitle } from "./figure_title.ts";
import { type Figure, key_of } from "./figures.ts";
import { useShow } from "./hooks.ts";
import { texts } from "./texts.ts";

interface Props {
  figure: Figure | undefined;
  /// Of the compared period: grey.
  then?: boolean;
  class_name?: string;
}

/// A figure is never alone: pressed, it opens its definition and the deals behind it.
export function FigureButton({ figure, then = false, class_name = "" }: Props) {
  const { t } = useTranslation(texts);
  const { set, search } = useMeasuredPage();
  const show = useShow();
  const title = useTitle();
  if (!figure) return <span className="q">–</span>;
  const shown = show(figure);
  const key = key_of(figure);
  const is_open = search.fig === key && Boolean(search.earlier) === then;
  const thin = shown.is_thin ? `, ${t("too_thin")}` : "";
  const words = shown.is_defined ? text_of(shown) : t("undefined");
  return (
    <button
      type="button"
      className={["fig", shown.is_thin ? "thin" : "", then ? "then" : "", class_name]
        .filter(Boolean)
        .join(" ")}
      aria-expanded={is_open}
      aria-label={`${title(figure)}: ${words}${thin}`}
      title={shown.is_defined && !shown.is_thin ? undefined : (figure.reason ?? undefined)}
      onClick={() => set({ fig: is_open ? undefined : key, earlier: then || undefined })}
    >
      {shown.sign && <span className="u">{shown.sign} </span>}
      {shown.value}
      {shown.unit && <span className="u"> {shown.unit}</span>}
      {shown.is_thin && <span className="u">*</span>}
    </button>
  );
}

/// Measures whose intervals come by resampling, after the rest.
const resampled = new Set([
  "average_size",
  "bottleneck",
  "littles_law",
  "sales_cycle",
  "sales_velocity",
  "touches_a_deal",
  "win_rate",
]);

/// '22.0 to 26.8 %', 'more than' where the end was not seen; what is being refined keeps its line.
export function IntervalText({ figure }: { figure: Figure | undefined }) {
  const { t } = useTranslation(texts);
  const { is_refining } = useMeasuredPage();
  const show = useShow();
  if (!figure) return null;
  const { low, high, unit } = show(figure);
  const is_coming = is_refining && figure.value !== null && resampled.has(figure.measure);
  if (!low || !high) return <>{is_coming ? t("refining_short") : ""}</>;
  return (
    <>
      {t("interval_ends", { low, high })} {unit}
    </>
  );
}
