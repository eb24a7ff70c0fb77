import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { useDealContacts } from "../../deals/names.ts";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Segments } from "../../ui/segments.tsx";
import { buying_roles } from "./buying_group_model.ts";
import type { Deal } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

type View = "agrees" | "neutral" | "against" | "";

interface Stated {
  roles: string[];
  need: string;
  view: View;
}

interface FieldsProps {
  index: MapIndex;
  value: Stated;
  on_change: (value: Stated) => void;
  error: unknown;
}

function Fields({ index, value, on_change, error }: FieldsProps) {
  const { t } = useTranslation(page_texts);
  const of_map = (index.map.roles ?? []).filter((role) => role.side === "customer" && role.id !== "customer");
  const choices = [
    ...buying_roles.map((id) => ({ id: id as string, name: t(`role_${id}`) })),
    ...of_map.map((role) => ({ id: role.id ?? "", name: role.name })),
  ];
  const toggle = (id: string, is_on: boolean) =>
    on_change({ ...value, roles: is_on ? [...value.roles, id] : value.roles.filter((role) => role !== id) });
  const views: View[] = ["against", "neutral", "agrees"];
  return (
    <>
      <fieldset className="field picks">
        <legend className="f">{t("roles")}</legend>
        {choices.map((choice) => (
          <label key={choice.id} className="row check">
            <input
              type="checkbox"
              checked={value.roles.includes(choice.id)}
              onChange={(event) => toggle(choice.id, event.target.checked)}
            />
            <span>{choice.name}</span>
          </label>
        ))}
        {fault_at(error, "/roles") && <p className="err">{fault_at(error, "/roles")}</p>}
      </fieldset>
      <TextField
        label={t("need")}
        hint={t("need_hint")}
        value={value.need}
        onChange={(event) => on_change({ ...value, need: event.target.value })}
        error={fault_at(error, "/need")}
      />
      <div className="field">
        <p className="f s">{t("stand")}</p>
        <Segments
          label={t("stand")}
          choices={views.map((id) => ({ id, name: t(`view_${id}`) }))}
          chosen={value.view}
          on_choose={(view) => on_change({ ...value, view })}
        />
      </div>
    </>
  );
}

/// Sends roles and need, then the view, each only where it differs.
async function send_member(deal: number, contact: number, before: Stated, now: Stated) {
  const params = { path: { deal } };
  const is_role = before.need !== now.need || before.roles.join() !== now.roles.join();
  if (is_role) {
    const body = { contact, roles: now.roles, need: now.need };
    await api.POST("/api/deals/{deal}/buying-group", { params, body });
  }
  if (now.view !== "" && now.view !== before.view)
    await api.POST("/api/deals/{deal}/views", { params, body: { contact, view: now.view } });
}

interface EditProps {
  deal: Deal;
  index: MapIndex;
  member: Schemas["BuyingRole"];
  contact: Schemas["Contact"] | undefined;
}

/// Roles, need and view of somebody in the group; without a role they leave it.
export function EditMember({ deal, index, member, contact }: EditProps) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const before: Stated = { roles: member.roles, need: member.need, view: member.view as View };
  const [value, set_value] = useState(before);
  const [error, set_error] = useState<unknown>();
  const [is_pending, set_pending] = useState(false);
  const { done } = useDone(deal.id, doing.close);
  const name = contact?.name ?? t("contact_n", { id: member.contact });
  const leaves = value.roles.length === 0 && member.roles.length > 0;
  const send = async () => {
    set_pending(true);
    try {
      const now: Stated = leaves ? { roles: [], need: "", view: "" } : value;
      await send_member(deal.id, member.contact, before, now);
      done(t(leaves ? "said_left" : "said_member", { name }));
    } catch (caught) {
      set_error(caught);
      set_pending(false);
    }
  };
  return (
    <ActForm
      title={t("member_title", { name })}
      act={t(leaves ? "do_leave" : "do_member")}
      kind={leaves ? "danger" : "main"}
      error={error}
      fields={["/roles", "/need"]}
      is_pending={is_pending}
      on_send={() => void send()}
      on_close={doing.close}
    >
      <Fields index={index} value={value} on_change={set_value} error={error} />
      {leaves && <p className="hint">{t("leaves_hint")}</p>}
    </ActForm>
  );
}

async function make_contact(account: number | null, name: string, position: string, email: string) {
  const { data } = await api.POST("/api/contacts", { body: { account, name, position, email } });
  return (data as Schemas["Contact"]).id;
}

/// Somebody joins the group: one of the account's contacts, or somebody who is not known yet.
export function AddMember({ deal, index }: { deal: Deal; index: MapIndex }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const known = [...useDealContacts(deal.id).values()].filter(
    (contact) => !deal.buying_group.some((member) => member.contact === contact.id),
  );
  const [contact, set_contact] = useState("");
  const [name, set_name] = useState("");
  const [position, set_position] = useState("");
  const [email, set_email] = useState("");
  const none: Stated = { roles: [], need: "", view: "" };
  const [value, set_value] = useState<Stated>({ ...none, roles: ["influencer"] });
  const [error, set_error] = useState<unknown>();
  const [is_pending, set_pending] = useState(false);
  const { done } = useDone(deal.id, doing.close);
  const account = Number(deal.attributes.account ?? 0) || null;
  const chosen = known.find((one) => `${one.id}` === contact);
  const send = async () => {
    set_pending(true);
    try {
      const id = chosen?.id ?? (await make_contact(account, name, position, email));
      if (!chosen) set_contact(`${id}`);
      await send_member(deal.id, id, none, value);
      done(t("said_member", { name: chosen?.name ?? name }));
    } catch (caught) {
      set_error(caught);
      set_pending(false);
    }
  };
  return (
    <ActForm
      title={t("add_person_title")}
      act={t("do_add_person")}
      error={error}
      fields={["/roles", "/need", "/name", "/email", "/position"]}
      is_pending={is_pending}
      on_send={() => void send()}
      on_close={doing.close}
    >
      {known.length > 0 && (
        <SelectField
          label={t("who")}
          value={contact}
          onChange={(event) => set_contact(event.target.value)}
          choices={[
            { id: "", name: t("somebody_new") },
            ...known.map((one) => ({
              id: `${one.id}`,
              name: one.position ? `${one.name}, ${one.position}` : one.name,
            })),
          ]}
        />
      )}
      {!chosen && (
        <div className="pair">
          <TextField
            label={t("name")}
            value={name}
            onChange={(event) => set_name(event.target.value)}
            error={fault_at(error, "/name")}
          />
          <TextField
            label={t("position")}
            value={position}
            onChange={(event) => set_position(event.target.value)}
            error={fault_at(error, "/position")}
          />
          <TextField
            label={t("email")}
            type="email"
            value={email}
            onChange={(event) => set_email(event.target.value)}
            error={fault_at(error, "/email")}
          />
        </div>
      )}
      <Fields index={index} value={value} on_change={set_value} error={error} />
    </ActForm>
  );
}
