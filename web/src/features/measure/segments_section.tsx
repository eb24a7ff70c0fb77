import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Pick } from "../../ui/menu.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { useMeasuredPage } from "./context.tsx";
import { text_of } from "./figure_text.ts";
import { useMeasureTitle } from "./figure_title.ts";
import { FigureIndex, slices_of } from "./figures.ts";
import { useSegments, useShow } from "./hooks.ts";
import { useNames } from "./slice_bar.tsx";
import { ConversionBar } from "./stage_row.tsx";
import { texts } from "./texts.ts";

const attributes = [
  "team",
  "owner",
  "channel",
  "offering",
  "persona",
  "campaign",
  "size",
  "version",
] as const;
type Attribute = (typeof attributes)[number] | "none";

/// Shown in the server's order, which is that of numbers.
const as_told = new Set<string>(["size", "version"]);

const columns = [
  { measure: "booked_amount" },
  { measure: "average_size" },
  { measure: "sales_cycle", part: "median" },
  { measure: "sales_velocity" },
];

/// The figures of money side by side for the values of one attribute. In the order of their names: no ranking is
/// claimed where neighbours may not differ.
export function SegmentsSection() {
  const { t } = useTranslation(texts);
  const { search, set } = useMeasuredPage();
  const by: Attribute = attributes.find((one) => one === search.by) ?? "none";
  return (
    <Section
      title={t("segments")}
      note={t("segments_note")}
      more={
        <Pick<Attribute>
          label={t("by")}
          chosen={by}
          is_set={by !== "none"}
          choices={[
            { id: "none", name: t("nothing") },
            ...attributes.map((id) => ({ id, name: t(`by_${id}`) })),
          ]}
          on_choose={(id) => set({ by: id === "none" ? undefined : id })}
        />
      }
    >
      {by === "none" ? <Empty>{t("segments_empty")}</Empty> : <SegmentTable by={by} />}
    </Section>
  );
}

function SegmentTable({ by }: { by: (typeof attributes)[number] }) {
  const { t } = useTranslation(texts);
  const { process, search, set, period, map } = useMeasuredPage();
  const query = useSegments(process, search, period, by);
  const { people, teams } = useNames();
  const title = useMeasureTitle();
  const show = useShow();
  const is_number = by === "owner" || by === "team" || by === "version";
  const rows = useMemo(() => {
    const figures = query.figures ?? [];
    return slices_of(figures)
      .filter((slice) => slice.startsWith(`${by}=`))
      .map((slice) => ({ slice, value: slice.slice(by.length + 1), index: new FigureIndex(figures, slice) }));
  }, [query.figures, by]);
  const name = (value: string) => {
    if (value === "(not stated)") return t("not_stated");
    if (by === "size") return t(`size_${value.split(" ")[0]}`);
    if (by === "owner" || by === "team")
      return (by === "owner" ? people : teams).find((one) => one.id === value)?.name ?? value;
    if (by === "version") return t("version_named", { version: value });
    const lists = {
      channel: map.map.channels,
      offering: map.map.offerings,
      persona: map.map.personas,
      campaign: [],
    };
    return (lists[by] ?? []).find((one) => one.id === value)?.name ?? value;
  };
  const sorted = rows
    .map((row) => ({ ...row, name: name(row.value) }))
    .sort((a, b) => (as_told.has(by) ? 0 : a.name.localeCompare(b.name)));
  const cell = (index: FigureIndex, wanted: { measure: string; part?: string }) => {
    const figure = index.find(wanted);
    if (!figure) return "–";
    const shown = show(figure);
    return (
      <span
        className={shown.is_thin ? "q" : undefined}
        title={
          figure.reason ?? (shown.low ? t("interval_ends", { low: shown.low, high: shown.high }) : undefined)
        }
      >
        {text_of(shown)}
        {shown.is_thin && " *"}
      </span>
    );
  };
  return (
    <Answer query={query} what={t("segments")} lines={5}>
      {() =>
        sorted.length === 0 ? (
          <Empty>{t("no_segments")}</Empty>
        ) : (
          <div className="scrolls">
            <table className="tb">
              <thead>
                <tr>
                  <th scope="col">{t(`by_${by}`)}</th>
                  <th scope="col" className="num">
                    {t("closed_n")}
                  </th>
                  <th scope="col" className="num">
                    {title("win_rate")}
                  </th>
                  <th scope="col">{t("interval_95")}</th>
                  {columns.map((column) => (
                    <th key={column.measure} scope="col" className="num">
                      {title(column.measure)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sorted.map(({ slice, index, value, name: shown }) => {
                  const rate = index.find({ measure: "win_rate" });
                  return (
                    <tr key={slice}>
                      <td>
                        {value === "(not stated)" ? (
                          shown
                        ) : (
                          <button
                            type="button"
                            className="fig"
                            aria-label={t("slice_by", { name: shown })}
                            onClick={() =>
                              set({
                                [by === "version" ? "ran_on" : by]: is_number ? Number(value) : value,
                                fig: undefined,
                              })
                            }
                          >
                            {shown}
                          </button>
                        )}
                      </td>
                      <td className="num q">{rate?.n ?? 0}</td>
                      <td className="num b">{cell(index, { measure: "win_rate" })}</td>
                      <td>
                        <ConversionBar figure={rate} />
                      </td>
                      {columns.map((column) => (
                        <td key={column.measure} className="num">
                          {cell(index, column)}
                        </td>
                      ))}
                    </tr>
                  );
                })}
              </tbody>
            </table>
            <p className="cap">{t("segments_legend")}</p>
          </div>
        )
      }
    </Answer>
  );
}
