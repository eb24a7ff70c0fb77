import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useMay } from "../../app/session.tsx";
import { ActForm } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { useContacts } from "../../deals/names.ts";
import { type Picked, Picker } from "../../deals/picker.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { differing } from "./model.ts";
import { people_texts } from "./texts.ts";
import { useAccountNames, useRefreshCustomers, useWhere } from "./use_customers.ts";

interface RacedProps<T> {
  before: T;
  now: T;
  fields: readonly (keyof T & string)[];
}

/// What another changed while one typed.
export function Raced<T extends object>({ before, now, fields }: RacedProps<T>) {
  const { t } = useTranslation(people_texts);
  const words = (value: unknown) => `${value ?? ""}` || "–";
  return (
    <div className="note limit" role="alert">
      <p>{t("raced")}</p>
      <ul>
        {differing(before, now, fields).map((field) => (
          <li key={`${String(field)}`}>
            {t("raced_field", {
              field: t(String(field)),
              from: words(before[field]),
              to: words(now[field]),
            })}
          </li>
        ))}
      </ul>
      <p>{t("raced_again")}</p>
    </div>
  );
}

interface MergeProps {
  kind: "account" | "contact";
  thing: Picked;
  /// Into which one, if it is known already.
  into?: Picked | undefined;
}

/// One account or contact goes into another one, which is then shown.
function MergeForm({ kind, thing, into: first }: MergeProps) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const refresh = useRefreshCustomers();
  const [into, set_into] = useState<Picked | undefined>(first);
  const done = () => {
    refresh();
    say(t("merged", { name: thing.name, into: into?.name ?? "" }));
    where.go({ [kind]: into?.id, act: undefined });
  };
  const accounts = $api.useMutation("post", "/api/accounts/{account}/mergers", { onSuccess: done });
  const contacts = $api.useMutation("post", "/api/contacts/{contact}/mergers", { onSuccess: done });
  const merge = kind === "account" ? accounts : contacts;
  const body = { into: into?.id ?? 0 };
  const send = () =>
    kind === "account"
      ? accounts.mutate({ params: { path: { account: thing.id } }, body })
      : contacts.mutate({ params: { path: { contact: thing.id } }, body });
  return (
    <ActForm
      title={t("merge_title", { name: thing.name })}
      act={t("do_merge")}
      error={merge.error}
      fields={["/into"]}
      is_pending={merge.isPending}
      on_send={send}
      on_close={() => where.go({ act: undefined })}
    >
      <p className="s q">{t(`merge_hint_${kind}`)}</p>
      <Picker
        label={t("merge_into")}
        kind={kind}
        chosen={into}
        on_choose={set_into}
        without={thing.id}
        error={fault_at(merge.error, "/into")}
      />
    </ActForm>
  );
}

interface LikelyProps {
  kind: "account" | "contact";
  thing: Picked;
}

/// The form with the other one chosen already; `id` is of the address.
function MergeInto({ kind, thing, id }: LikelyProps & { id: number }) {
  const accounts = useAccountNames(kind === "account" ? [id] : []);
  const contacts = useContacts(kind === "contact" ? [id] : []);
  const name = kind === "account" ? accounts.get(id) : contacts.get(id)?.name;
  if (name === undefined) return null;
  return <MergeForm kind={kind} thing={thing} into={{ id, name }} />;
}

function LikelyList({ likely, kind }: LikelyProps & { likely: Schemas["LikelyDuplicate"][] }) {
  const { t } = useTranslation(people_texts);
  const format = useFormat();
  const where = useWhere();
  const may_merge = useMay("account.merge");
  if (likely.length === 0) return <p className="empty q s">{t("no_likely")}</p>;
  return (
    <ul className="pairs">
      {likely.map((one) => (
        <li key={one.id}>
          <span>
            <button
              type="button"
              className="linkbtn"
              onClick={() => where.go({ [kind]: one.id, act: undefined })}
            >
              {one.name}
            </button>
            <span className="q s blockline">
              {[one.score === null ? "" : t("score", { score: format.percent(one.score) }), ...one.reasons]
                .filter(Boolean)
                .join(", ")}
            </span>
          </span>
          {may_merge && (
            <button
              type="button"
              className="linkbtn s"
              aria-label={`${t("merge")}: ${one.name}`}
              onClick={() => where.go({ act: `merge:${one.id}` })}
            >
              {t("merge_this")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/// What is probably the same account or contact, and why.
export function Likely({ kind, thing }: LikelyProps) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const may_merge = useMay("account.merge");
  const into = where.act.startsWith("merge:") ? Number(where.act.slice(6)) : 0;
  const of_account = $api.useQuery(
    "get",
    "/api/accounts/{account}/duplicates",
    { params: { path: { account: thing.id } } },
    { enabled: kind === "account" },
  );
  const of_contact = $api.useQuery(
    "get",
    "/api/contacts/{contact}/duplicates",
    { params: { path: { contact: thing.id } } },
    { enabled: kind === "contact" },
  );
  return (
    <Section
      level={3}
      title={t("likely")}
      more={
        may_merge && (
          <button type="button" className="linkbtn" onClick={() => where.go({ act: "merge" })}>
            {t("merge")}
          </button>
        )
      }
    >
      {where.act === "merge" && <MergeForm kind={kind} thing={thing} />}
      {into > 0 && may_merge && <MergeInto kind={kind} thing={thing} id={into} />}
      <Answer query={kind === "account" ? of_account : of_contact} what={t("likely")} lines={2}>
        {({ likely }) => <LikelyList likely={likely} kind={kind} thing={thing} />}
      </Answer>
    </Section>
  );
}

/// Facts under each other; what is empty is left out.
export function Facts({ facts }: { facts: [string, string][] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
