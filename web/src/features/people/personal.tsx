import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { ActForm } from "../../deals/act_form.tsx";
import type { Picked } from "../../deals/picker.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { say } from "../../ui/toasts.tsx";
import { is_name_typed } from "./model.ts";
import { people_texts } from "./texts.ts";
import { useRefreshCustomers, useWhere } from "./use_customers.ts";

interface Props {
  kind: "account" | "contact";
  thing: Picked;
}

function useErase({ kind, thing }: Props, onSuccess: () => void) {
  const account = $api.useMutation("delete", "/api/accounts/{account}/personal-data", { onSuccess });
  const contact = $api.useMutation("delete", "/api/contacts/{contact}/personal-data", { onSuccess });
  const { error, isPending } = kind === "account" ? account : contact;
  const erase = () =>
    kind === "account"
      ? account.mutate({ params: { path: { account: thing.id } } })
      : contact.mutate({ params: { path: { contact: thing.id } } });
  return { erase, error, isPending };
}

/// Erasing takes the name as a confirmation, since nothing brings the data back.
function EraseForm({ kind, thing }: Props) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const refresh = useRefreshCustomers();
  const [typed, set_typed] = useState("");
  const [wrong, set_wrong] = useState(false);
  const close = () => where.go({ act: undefined });
  const { erase, error, isPending } = useErase({ kind, thing }, () => {
    refresh();
    say(t("said_erased"));
    close();
  });
  const send = () => {
    const is_confirmed = is_name_typed(typed, thing.name);
    set_wrong(!is_confirmed);
    if (is_confirmed) erase();
  };
  return (
    <ActForm
      title={t("erase_title", { name: thing.name })}
      act={t("do_erase")}
      kind="danger"
      error={error}
      is_pending={isPending}
      on_send={send}
      on_close={close}
    >
      <p className="note bad" style={{ marginTop: 8 }}>
        {t(`erase_what_${kind}`)}
      </p>
      <TextField
        label={t("erase_confirm", { name: thing.name })}
        value={typed}
        onChange={(event) => set_typed(event.target.value)}
        error={wrong ? t("erase_wrong") : undefined}
        autoComplete="off"
      />
    </ActForm>
  );
}

/// All that is held about an account or a contact: taken out as a file, or erased for good.
export function Personal({ kind, thing }: Props) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  return (
    <Section level={3} title={t(`personal_${kind}`)}>
      <p className="s q">{t(`personal_hint_${kind}`)}</p>
      <div className="row wrap" style={{ marginTop: 8 }}>
        <a
          className="btn s"
          href={`/api/${kind}s/${thing.id}/personal-data`}
          download={`${kind}-${thing.id}.json`}
        >
          {t("export")}
        </a>
        {where.act !== "erase" && (
          <Button small kind="danger" onPress={() => where.go({ act: "erase" })}>
            {t("erase")}
          </Button>
        )}
      </div>
      {where.act === "erase" && <EraseForm kind={kind} thing={thing} />}
    </Section>
  );
}
