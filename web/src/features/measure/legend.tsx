import { useTranslation } from "react-i18next";
import { IntervalBar } from "../../charts/marks.tsx";
import { useMeasuredPage } from "./context.tsx";
import { texts } from "./texts.ts";

/// What the marks of the map stand for.
export function Legend() {
  const { t } = useTranslation(texts);
  const { before, names } = useMeasuredPage();
  return (
    <ul className="lg">
      <li>
        <svg width="18" height="10" aria-hidden="true">
          <path d="M0 0h9l3 4h6v6H0z" fill="var(--c-band)" />
        </svg>
        {t("legend_band")}
      </li>
      <li>
        <svg width="14" height="10" aria-hidden="true">
          <rect width="14" height="10" fill="var(--c-now-2)" />
        </svg>
        {t("legend_inside")}
      </li>
      {before && (
        <li>
          <svg width="20" height="10" aria-hidden="true">
            <path d="M0 5h20" className="band-before" />
          </svg>
          {names.before}
        </li>
      )}
      <li>
        <span aria-hidden>
          <IntervalBar label="" value={0.55} low={0.3} high={0.75} width={40} />
        </span>
        {before ? t("legend_interval", { period: names.before }) : t("legend_interval_alone")}
      </li>
      <li>
        <b aria-hidden>33</b> {t("legend_days")}
      </li>
      <li>{t("legend_thin")}</li>
    </ul>
  );
}
