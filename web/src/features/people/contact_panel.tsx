import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useMay } from "../../app/session.tsx";
import { ActForm } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { is_raced } from "../../deals/moves.ts";
import { type Picked, Picker } from "../../deals/picker.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/fields.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { Answer } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { changed } from "./model.ts";
import { Facts, Likely, Raced } from "./parts.tsx";
import { Personal } from "./personal.tsx";
import { people_texts } from "./texts.ts";
import { useAccountNames, useRefreshCustomers, useWhere } from "./use_customers.ts";

type Contact = Schemas["Contact"];

const texts_of = ["name", "position", "email", "phone"] as const;

function EditForm({ contact }: { contact: Contact }) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const refresh = useRefreshCustomers();
  const [before] = useState(contact);
  const [typed, set_typed] = useState<Partial<Contact>>({});
  const [account, set_account] = useState<Picked>();
  const close = () => where.go({ act: undefined });
  const change = $api.useMutation("patch", "/api/contacts/{contact}", {
    onSuccess: (saved) => {
      say(t("saved", { name: saved.name }));
      close();
    },
    onSettled: refresh,
  });
  const has_raced = is_raced(change.error);
  const send = () => {
    const body = changed(account ? { ...typed, account: account.id } : typed, before);
    if (Object.keys(body).length === 0) return close();
    const { revision } = has_raced ? contact : before;
    const params = { path: { contact: contact.id } };
    change.mutate({ params, body, headers: { "If-Match": `"${revision}"` } });
  };
  return (
    <ActForm
      title={t("edit")}
      act={t("do_save")}
      error={has_raced ? null : change.error}
      fields={[...texts_of.map((field) => `/${field}`), "/account"]}
      is_pending={change.isPending}
      on_send={send}
      on_close={close}
    >
      {has_raced && <Raced before={before} now={contact} fields={[...texts_of, "account"]} />}
      {texts_of.map((field) => (
        <TextField
          key={field}
          label={t(field)}
          type={field === "email" ? "email" : field === "phone" ? "tel" : "text"}
          value={typed[field] ?? before[field]}
          onChange={(event) => set_typed({ ...typed, [field]: event.target.value })}
          error={fault_at(change.error, `/${field}`)}
        />
      ))}
      <Picker
        label={t("account")}
        kind="account"
        chosen={account}
        on_choose={set_account}
        error={fault_at(change.error, "/account")}
      />
    </ActForm>
  );
}

function Body({ contact }: { contact: Contact }) {
  const { t } = useTranslation(people_texts);
  const format = useFormat();
  const where = useWhere();
  const may_change = useMay("account.change");
  const may_erase = useMay("person.erase");
  const accounts = useAccountNames([contact.account]);
  if (contact.erased_at !== null)
    return <p className="note">{t("erased_contact", { day: format.full_day(contact.erased_at) })}</p>;
  if (contact.merged_into !== null)
    return (
      <p className="note">
        {t("is_merged")}{" "}
        <button
          type="button"
          className="linkbtn"
          onClick={() => where.go({ contact: contact.merged_into ?? undefined })}
        >
          {t("to_merged")}
        </button>
      </p>
    );
  return (
    <>
      <p>
        {contact.account === null ? (
          <span className="q">{t("no_account")}</span>
        ) : (
          <button
            type="button"
            className="linkbtn"
            onClick={() =>
              where.go({ account: contact.account ?? undefined, contact: undefined, act: undefined })
            }
          >
            {accounts.get(contact.account) ?? t("account")}
          </button>
        )}
      </p>
      <Facts
        facts={[
          [t("position"), contact.position],
          [t("email"), contact.email],
          [t("phone"), contact.phone],
          [t("since"), format.full_day(contact.created_at)],
        ]}
      />
      {may_change && where.act !== "edit" && (
        <Button small onPress={() => where.go({ act: "edit" })}>
          {t("edit")}
        </Button>
      )}
      {where.act === "edit" && <EditForm contact={contact} />}
      <Likely kind="contact" thing={contact} />
      {may_erase && <Personal kind="contact" thing={contact} />}
    </>
  );
}

/// One contact: what is known of them, who is probably the same, and their personal data.
export function ContactPanel({ id }: { id: number }) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const query = $api.useQuery("get", "/api/contacts/{contact}", { params: { path: { contact: id } } });
  return (
    <SidePanel
      about={`contact ${id}`}
      above={<p className="s q">{t("contacts")}</p>}
      title={query.data?.name || t("contacts")}
      on_close={() => where.go({ contact: undefined, act: undefined })}
    >
      <div className="person in-turn">
        <Answer query={query} what={t("contacts")}>
          {(contact) => <Body contact={contact} />}
        </Answer>
      </div>
    </SidePanel>
  );
}
