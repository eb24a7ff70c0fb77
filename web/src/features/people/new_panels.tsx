import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { ActForm } from "../../deals/act_form.tsx";
import { fault_at, useOnce } from "../../deals/acts.ts";
import { type Picked, Picker } from "../../deals/picker.tsx";
import { TextField } from "../../ui/fields.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { say } from "../../ui/toasts.tsx";
import { people_texts } from "./texts.ts";
import { useRefreshCustomers, useWhere } from "./use_customers.ts";

const contact_fields = ["name", "position", "email", "phone"] as const;

interface ContactProps {
  /// Of which account; undefined: one chooses.
  account?: number;
  title?: string;
  on_close: () => void;
}

export function ContactForm({ account, title, on_close }: ContactProps) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const refresh = useRefreshCustomers();
  const once = useOnce();
  const [typed, set_typed] = useState({ name: "", position: "", email: "", phone: "" });
  const [of, set_of] = useState<Picked>();
  const make = $api.useMutation("post", "/api/contacts", {
    onSuccess: (contact) => {
      once.done();
      refresh();
      say(t("added", { name: contact.name }));
      if (account) on_close();
      else where.go({ contact: contact.id, act: undefined });
    },
  });
  const body = { ...typed, account: account ?? of?.id ?? null };
  return (
    <ActForm
      {...(title ? { title } : { label: t("new_contact") })}
      act={t("do_contact")}
      error={make.error}
      fields={contact_fields.map((field) => `/${field}`)}
      is_pending={make.isPending}
      on_send={() => make.mutate({ params: { header: once.header(body) }, body })}
      on_close={on_close}
    >
      {contact_fields.map((field) => (
        <TextField
          key={field}
          label={t(field)}
          type={field === "email" ? "email" : field === "phone" ? "tel" : "text"}
          value={typed[field]}
          onChange={(event) => set_typed({ ...typed, [field]: event.target.value })}
          error={fault_at(make.error, `/${field}`)}
        />
      ))}
      {account === undefined && <Picker label={t("account")} kind="account" chosen={of} on_choose={set_of} />}
    </ActForm>
  );
}

export function NewContactPanel() {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const close = () => where.go({ act: undefined });
  return (
    <SidePanel about="new contact" title={t("new_contact")} on_close={close}>
      <ContactForm on_close={close} />
    </SidePanel>
  );
}

const account_fields = ["name", "domain", "address"] as const;

export function NewAccountPanel() {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const refresh = useRefreshCustomers();
  const once = useOnce();
  const [typed, set_typed] = useState({ name: "", domain: "", address: "" });
  const close = () => where.go({ act: undefined });
  const make = $api.useMutation("post", "/api/accounts", {
    onSuccess: (account) => {
      once.done();
      refresh();
      say(t("added", { name: account.name }));
      where.go({ account: account.id, act: undefined });
    },
  });
  return (
    <SidePanel about="new account" title={t("new_account")} on_close={close}>
      <ActForm
        label={t("new_account")}
        act={t("do_account")}
        error={make.error}
        fields={account_fields.map((field) => `/${field}`)}
        is_pending={make.isPending}
        on_send={() => make.mutate({ params: { header: once.header(typed) }, body: typed })}
        on_close={close}
      >
        {account_fields.map((field) => (
          <TextField
            key={field}
            label={t(field)}
            hint={field === "domain" ? t("domain_hint") : undefined}
            value={typed[field]}
            onChange={(event) => set_typed({ ...typed, [field]: event.target.value })}
            error={fault_at(make.error, `/${field}`)}
          />
        ))}
      </ActForm>
    </SidePanel>
  );
}
