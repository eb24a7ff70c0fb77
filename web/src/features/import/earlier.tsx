import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useProcess } from "../../app/process.tsx";
import { usePeople } from "../../deals/names.ts";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { UndoImport } from "./imported_acts.tsx";
import { texts } from "./texts.ts";

/// All imports of the workspace, each with its report and its undoing.
export function EarlierImports() {
  const { t } = useTranslation(texts);
  const query = $api.useQuery("get", "/api/imports", {});
  return (
    <Section title={t("earlier")}>
      <Answer query={query} what={t("earlier")}>
        {({ imports }) =>
          imports.length === 0 ? <Empty>{t("no_imports")}</Empty> : <Imports imports={imports} />
        }
      </Answer>
    </Section>
  );
}

function Imports({ imports }: { imports: Schemas["ImportView"][] }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const { processes } = useProcess();
  const { names } = usePeople();
  const name_of = (id: number | null) => (id === null ? "" : (names.get(id) ?? ""));
  const map_of = (id: number | null) => processes.find((process) => process.id === id)?.name ?? "";
  const newest_first = [...imports].sort((one, other) => other.id - one.id);
  return (
    <ul className="import-list">
      {newest_first.map((one) => (
        <li key={one.id}>
          <div className="grow">
            <p>
              {one.job ? (
                <Link to="/import" search={{ job: one.job }} className="b">
                  {one.source}
                </Link>
              ) : (
                <b>{one.source}</b>
              )}
            </p>
            <p className="q s">
              {[one.system, map_of(one.process), name_of(one.by), format.day_and_time(one.at)]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </div>
          {one.undone_at ? (
            <Mark kind="quiet">
              {t("undone_at", { day: format.day_and_time(one.undone_at), name: name_of(one.undone_by) })}
            </Mark>
          ) : (
            <UndoImport id={one.id} name={one.source} />
          )}
        </li>
      ))}
    </ul>
  );
}
