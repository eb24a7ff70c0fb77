import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSampleData } from "../../app/sample.ts";
import { useMay } from "../../app/session.tsx";
import { usePeople } from "../../deals/names.ts";
import { Button } from "../../ui/button.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { today_texts } from "./texts.ts";

function Step({
  name,
  text,
  is_done = false,
  children,
}: {
  name: string;
  text: string;
  is_done?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation(today_texts);
  return (
    <li>
      <div className="grow">
        <h3>{name}</h3>
        <p className="q">{text}</p>
      </div>
      {is_done && <Mark kind="good">{t("first_done")}</Mark>}
      {children}
    </li>
  );
}

function SampleStep() {
  const { t } = useTranslation(today_texts);
  const sample = useSampleData();
  if (!sample.is_offered) return null;
  return (
    <Step name={t("first_sample")} text={t("first_sample_text")} is_done={sample.is_there}>
      {sample.is_there ? (
        <Button onPress={() => sample.remove(() => say(t("say_sample_gone")))} isPending={sample.is_pending}>
          {t("first_sample_remove")}
        </Button>
      ) : (
        <Button onPress={() => sample.make(() => say(t("say_sample")))} isPending={sample.is_pending}>
          {t("first_sample_make")}
        </Button>
      )}
      <ErrorLine error={sample.error} />
    </Step>
  );
}

/// What a workspace without deals shows in place of empty lists: the ways to begin that one may go.
export function FirstRun({ has_map }: { has_map: boolean }) {
  const { t } = useTranslation(today_texts);
  const may_edit = useMay("map.edit");
  const may_import = useMay("deal.import");
  const may_add = useMay("people.change");
  const may_sample = useMay("workspace.change");
  const people = usePeople();
  const others = people.names.size > 1;
  return (
    <Section title={t("first_title")}>
      <p className="empty q">{t("first_text")}</p>
      <ol className="first">
        {may_edit && (
          <Step name={t("first_map")} text={t("first_map_text")} is_done={has_map}>
            <Link className="btn" to="/improve">
              {t("first_map")}
            </Link>
          </Step>
        )}
        {may_import && (
          <Step name={t("first_import")} text={t("first_import_text")}>
            <Link className="btn" to="/import">
              {t("first_import")}
            </Link>
          </Step>
        )}
        {may_add && (
          <Step name={t("first_people")} text={t("first_people_text")} is_done={others}>
            <Link className="btn" to="/settings" search={{ section: "people" }}>
              {t("first_people")}
            </Link>
          </Step>
        )}
        {may_sample && <SampleStep />}
      </ol>
    </Section>
  );
}
