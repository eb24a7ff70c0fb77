import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { kept_locale, set_locale, useFormat } from "../../app/format.ts";
import { type Language, languages, set_language } from "../../app/texts.ts";
import { set_theme, useTheme } from "../../app/theme.ts";
import { fault_at } from "../../deals/acts.ts";
import { FormError } from "../../deals/form_error.tsx";
import { Button } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { account_texts } from "./account_texts.ts";
import { Confirm, SettingsForm } from "./parts.tsx";

function OwnPassword() {
  const { t } = useTranslation(account_texts);
  const [before, set_before] = useState("");
  const [after, set_after] = useState("");
  const change = $api.useMutation("put", "/api/session/password", {
    onSuccess: () => {
      set_before("");
      set_after("");
      say(t("changed"));
    },
  });
  return (
    <Section title={t("password")}>
      <p className="q s">{t("password_text")}</p>
      <SettingsForm label={t("password")} on_send={() => change.mutate({ body: { before, after } })}>
        <TextField
          label={t("before")}
          type="password"
          autoComplete="current-password"
          value={before}
          error={fault_at(change.error, "/before")}
          onChange={(event) => set_before(event.target.value)}
        />
        <TextField
          label={t("after")}
          type="password"
          autoComplete="new-password"
          hint={t("after_hint")}
          value={after}
          error={fault_at(change.error, "/after")}
          onChange={(event) => set_after(event.target.value)}
        />
        <div className="save">
          <FormError error={change.error} fields={["/before", "/after"]} />
          <Button kind="main" type="submit" isPending={change.isPending} isDisabled={!before || !after}>
            {t("change")}
          </Button>
        </div>
      </SettingsForm>
    </Section>
  );
}

const locales = ["en-GB", "en-US", "de-DE", "de-AT", "de-CH", "fr-FR", "sv-SE"];

function Reading() {
  const { t, i18n } = useTranslation(account_texts);
  const format = useFormat();
  const theme = useTheme();
  const names = new Intl.DisplayNames([i18n.language], { type: "language" });
  const now = new Date().toISOString();
  const example = t("example", {
    number: format.number(12345.6, 1),
    money: format.money(1234550, "EUR"),
    day: format.full_day(now),
    time: format.time(now),
  });
  return (
    <Section title={t("reading")}>
      <p className="q s">{t("reading_text")}</p>
      <div className="settings-form">
        <SelectField
          label={t("language")}
          value={i18n.language.slice(0, 2)}
          choices={Object.entries(languages).map(([id, name]) => ({ id, name }))}
          onChange={(event) => set_language(event.target.value as Language)}
        />
        <SelectField
          label={t("locale")}
          hint={example}
          value={kept_locale()}
          choices={[
            { id: "", name: t("locale_usual") },
            ...locales.map((id) => ({ id, name: names.of(id) ?? id })),
          ]}
          onChange={(event) => set_locale(event.target.value)}
        />
        <div className="field">
          <Segments
            label={t("theme")}
            choices={[
              { id: "light", name: t("light") },
              { id: "dark", name: t("dark") },
            ]}
            chosen={theme}
            on_choose={set_theme}
          />
        </div>
      </div>
    </Section>
  );
}

function CalendarAddress() {
  const { t } = useTranslation(account_texts);
  const make = $api.useMutation("post", "/api/calendar-address");
  const end = $api.useMutation("delete", "/api/calendar-address", {
    onSuccess: () => {
      make.reset();
      say(t("calendar_ended"));
    },
  });
  const path = make.data?.path;
  return (
    <Section title={t("calendar")}>
      <p className="q s">{t("calendar_text")}</p>
      {path && <Copyable label={t("calendar_made")} text={`${globalThis.location.origin}${path}`} once />}
      {path && <p className="hint">{t("calendar_ends")}</p>}
      <ErrorLine error={make.error ?? end.error} />
      <div className="acts">
        <Button small onPress={() => make.mutate({})} isPending={make.isPending}>
          {t(path ? "calendar_new" : "calendar_make")}
        </Button>
        <Confirm
          question={t("calendar_end_question")}
          verb={t("calendar_end")}
          act={t("calendar_end")}
          on_act={() => end.mutate({})}
          is_pending={end.isPending}
        />
      </div>
    </Section>
  );
}

export function Account() {
  return (
    <>
      <OwnPassword />
      <Reading />
      <CalendarAddress />
    </>
  );
}
