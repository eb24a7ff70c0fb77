import { useTranslation } from "react-i18next";
import { useSampleData } from "../../app/sample.ts";
import { add_texts } from "../../app/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Empty, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { Confirm } from "./parts.tsx";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_sample", {
  en: {
    text: "Invented deals on an invented map, to look around with. They can be removed at any time; your own deals are not touched.",
    is_there: "Sample data is there.",
    is_not: "There is no sample data.",
    not_offered: "This server has no sample data to offer.",
    make: "Make sample data",
    made: "The sample data is there.",
    remove: "Remove sample data",
    remove_question: "All sample deals, accounts and people are removed.",
    removed: "The sample data is removed.",
  },
  de: {
    text: "Erfundene Deals auf einer erfundenen Karte, zum Umsehen. Sie lassen sich jederzeit entfernen; Ihre eigenen Deals bleiben unberührt.",
    is_there: "Beispieldaten sind da.",
    is_not: "Es gibt keine Beispieldaten.",
    not_offered: "Dieser Server bietet keine Beispieldaten an.",
    make: "Beispieldaten anlegen",
    made: "Die Beispieldaten sind da.",
    remove: "Beispieldaten entfernen",
    remove_question: "Alle Beispiel-Deals, -Firmen und -Personen werden entfernt.",
    removed: "Die Beispieldaten sind entfernt.",
  },
});

export function Sample() {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const sample = useSampleData();
  return (
    <Section title={shared("sample")}>
      <p className="q s">{t("text")}</p>
      {!sample.is_offered ? (
        <Empty>{t("not_offered")}</Empty>
      ) : (
        <>
          <p>
            <Mark kind={sample.is_there ? "good" : "open"}>{t(sample.is_there ? "is_there" : "is_not")}</Mark>
          </p>
          <div className="acts">
            {sample.is_there ? (
              <Confirm
                question={t("remove_question")}
                verb={t("remove")}
                act={t("remove")}
                on_act={() => sample.remove(() => say(t("removed")))}
                is_pending={sample.is_pending}
                error={sample.error}
              />
            ) : (
              <Button onPress={() => sample.make(() => say(t("made")))} isPending={sample.is_pending}>
                {t("make")}
              </Button>
            )}
          </div>
          {!sample.is_there && <ErrorLine error={sample.error} />}
        </>
      )}
    </Section>
  );
}
