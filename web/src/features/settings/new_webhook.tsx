import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { fault_at } from "../../deals/acts.ts";
import { FormError } from "../../deals/form_error.tsx";
import { Button } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { CheckField, TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import { event_kinds, useEventNames } from "./event_names.ts";
import { SettingsForm, useAnew } from "./parts.tsx";
import { webhooks_texts } from "./webhooks_texts.ts";

/// Which events a webhook is told of: all, or those that are ticked.
function KindPicks({
  chosen,
  on_change,
}: {
  chosen: readonly string[] | undefined;
  on_change: (kinds: string[] | undefined) => void;
}) {
  const { t } = useTranslation(webhooks_texts);
  const name_of = useEventNames();
  return (
    <fieldset>
      <legend>{t("kinds")}</legend>
      <Segments
        label={t("kinds")}
        choices={[
          { id: "all", name: t("all_kinds") },
          { id: "some", name: t("some_kinds") },
        ]}
        chosen={chosen ? "some" : "all"}
        on_choose={(id) => on_change(id === "all" ? undefined : ["stage_entered", "won", "lost"])}
      />
      {chosen && (
        <div className="ticks">
          {event_kinds.map((kind) => (
            <CheckField
              key={kind}
              label={name_of(kind)}
              checked={chosen.includes(kind)}
              onChange={(event) =>
                on_change(event.target.checked ? [...chosen, kind] : chosen.filter((one) => one !== kind))
              }
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

export function NewWebhook() {
  const { t } = useTranslation(webhooks_texts);
  const anew = useAnew("/api/webhooks");
  const [url, set_url] = useState("");
  const [kinds, set_kinds] = useState<string[]>();
  const [made_for, set_made_for] = useState("");
  const make = $api.useMutation("post", "/api/webhooks", {
    onSuccess: () => {
      set_made_for(url);
      set_url("");
      void anew();
    },
  });
  return (
    <Section title={t("add")}>
      {make.data && <Copyable label={t("secret", { url: made_for })} text={make.data.secret} once />}
      <SettingsForm label={t("add")} on_send={() => make.mutate({ body: { url, kinds: kinds ?? [] } })}>
        <TextField
          label={t("url")}
          type="url"
          placeholder={t("url_hint")}
          value={url}
          error={fault_at(make.error, "/url")}
          onChange={(event) => set_url(event.target.value)}
        />
        <KindPicks chosen={kinds} on_change={set_kinds} />
        <FormError error={make.error} fields={["/url"]} />
        <div className="acts">
          <Button kind="main" type="submit" isPending={make.isPending}>
            {t("add")}
          </Button>
        </div>
      </SettingsForm>
    </Section>
  );
}
