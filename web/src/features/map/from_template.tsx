import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/fields.tsx";
import { Answer, ErrorLine } from "../../ui/states.tsx";
import { named_text } from "./first_map.ts";
import { texts } from "./texts.ts";

/// A template under a name of one's own.
export function FromTemplate({
  error,
  is_pending,
  on_begin,
}: {
  error: unknown;
  is_pending: boolean;
  on_begin: (text: string) => void;
}) {
  const { t } = useTranslation(texts);
  const query = $api.useQuery("get", "/api/map-templates", {}, { staleTime: Number.POSITIVE_INFINITY });
  const [chosen, choose] = useState("");
  const [name, set_name] = useState("");
  const template = query.data?.templates.find((one) => one.id === chosen);
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (template && name.trim()) on_begin(named_text(template.text, name.trim()));
  };
  return (
    <form onSubmit={go} className="map-prompts">
      <Answer query={query} what={t("templates")} lines={3}>
        {({ templates }) => (
          <fieldset className="map-templates">
            <legend className="only-heard">{t("templates")}</legend>
            {templates.map((one) => (
              <label key={one.id} className="row top">
                <input
                  type="radio"
                  name="template"
                  checked={chosen === one.id}
                  onChange={() => choose(one.id)}
                />
                <span>
                  <b>{one.name}</b>
                  <span className="q"> {one.summary}</span>
                </span>
              </label>
            ))}
            <p className="hint">{t("template_hint")}</p>
          </fieldset>
        )}
      </Answer>
      <TextField
        label={t("ask_name")}
        hint={t("ask_name_hint")}
        value={name}
        maxLength={120}
        required
        onChange={(event) => set_name(event.target.value)}
      />
      <ErrorLine error={error} />
      <Button kind="main" type="submit" isDisabled={!template || !name.trim()} isPending={is_pending}>
        {t("begin_map")}
      </Button>
    </form>
  );
}
