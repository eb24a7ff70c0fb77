import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSampleData } from "../../app/sample.ts";
import { useSession } from "../../app/session.tsx";
import { SelectField } from "../../ui/fields.tsx";
import { Loading } from "../../ui/states.tsx";
import { type SettingsSection, sections_for } from "./sections.ts";
import { settings_texts } from "./texts.ts";
import "./settings.css";

function groups_of(shown: readonly SettingsSection[]) {
  return [...new Set(shown.map((section) => section.group))].map((group) => ({
    group,
    of_group: shown.filter((section) => section.group === group),
  }));
}

function SectionList({ shown, here }: { shown: readonly SettingsSection[]; here: string }) {
  const { t } = useTranslation(settings_texts);
  return (
    <nav className="settings-nav" aria-label={t("sections")}>
      {groups_of(shown).map(({ group, of_group }) => (
        <div key={group}>
          <h2>{t(`group_${group}`)}</h2>
          <ul>
            {of_group.map(({ id }) => (
              <li key={id}>
                <Link
                  to="/settings"
                  search={{ section: id }}
                  className="plain"
                  aria-current={id === here ? "page" : undefined}
                >
                  {t(id)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/// On a narrow screen the list is a choice above the section.
function SectionPick({ shown, here }: { shown: readonly SettingsSection[]; here: string }) {
  const { t } = useTranslation(settings_texts);
  const navigate = useNavigate();
  return (
    <div className="settings-pick">
      <SelectField
        label={t("go_to")}
        value={here}
        choices={shown.map(({ id, group }) => ({ id, name: `${t(`group_${group}`)} · ${t(id)}` }))}
        onChange={(event) => void navigate({ to: "/settings", search: { section: event.target.value } })}
      />
    </div>
  );
}

/// One's own account, and what an administrator or manager settles for all. What one may not use is not there.
export function SettingsPage() {
  const { t } = useTranslation(settings_texts);
  const { rights } = useSession();
  const asked = useRouterState({
    select: (state) => (state.location.search as { section?: string }).section,
  });
  const sample = useSampleData(rights.includes("workspace.change"));
  const shown = sections_for(rights).filter(({ id }) => id !== "sample" || sample.is_offered);
  const section = shown.find((one) => one.id === asked) ?? shown[0];
  useEffect(() => {
    document.title = `${section ? `${t(section.id)} · ` : ""}${t("title")} · Stagecraft`;
  }, [section, t]);
  if (!section) return null;
  return (
    <main id="main" className="pg settings">
      <h1>{t("title")}</h1>
      <SectionList shown={shown} here={section.id} />
      <SectionPick shown={shown} here={section.id} />
      <div className="settings-body">
        <Suspense fallback={<Loading what={t(section.id)} lines={6} />}>
          <section.Page key={section.id} />
        </Suspense>
      </div>
    </main>
  );
}
