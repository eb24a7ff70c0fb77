import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { Search } from "../../app/router.tsx";
import { usePeople } from "../../deals/names.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import {
  type AuditField,
  type AuditFilter,
  type AuditLine,
  filter_of,
  is_long,
  page_of,
  to_audit_query,
  value_text,
} from "./audit_model.ts";
import { audit_kinds, audit_texts, field_name } from "./audit_texts.ts";
import { usePersonName } from "./person_name.ts";
import { settings_texts } from "./texts.ts";

/// The filter stands in the address, so that it can be sent to a colleague.
function useFilter() {
  const filter = filter_of(useRouterState({ select: (state) => state.location.search as Search }));
  const navigate = useNavigate();
  const go = (next: AuditFilter) =>
    void navigate({ to: "/settings", search: { section: "audit", ...next }, resetScroll: false });
  return { filter, go };
}

function Field({ field }: { field: AuditField }) {
  const { t } = useTranslation(audit_texts);
  const [before, after] = [value_text(field.before), value_text(field.after)];
  const name = field_name(field.field, t);
  if (!is_long(field)) return <li>{t("from_to", { field: name, before, after })}</li>;
  return (
    <li>
      <details>
        <summary>{name}</summary>
        <dl className="audit-values">
          <dt>{t("before")}</dt>
          <dd>{before}</dd>
          <dt>{t("after")}</dt>
          <dd>{after}</dd>
        </dl>
      </details>
    </li>
  );
}

function About({ line }: { line: AuditLine }) {
  const { t } = useTranslation(audit_texts);
  const person_name = usePersonName();
  const page = page_of(line);
  const of_id = line.noun === "person" ? person_name(Number(line.about_id)) : line.about_id;
  const name = line.about || (line.noun === "job" ? t("job", { id: line.about_id }) : of_id);
  if (!page) return <>{name}</>;
  return (
    <Link to={page.to} search={page.search}>
      {name}
    </Link>
  );
}

function Row({ line }: { line: AuditLine }) {
  const { t } = useTranslation(audit_texts);
  const format = useFormat();
  return (
    <tr>
      <td className="nw">{format.day_and_time(line.at)}</td>
      <td>{line.actor === null ? <span className="q">{t("nobody")}</span> : line.actor_name || "–"}</td>
      <td className="b">{t(line.kind)}</td>
      <td>
        <About line={line} />
      </td>
      <td>
        <ul className="audit-fields s">
          {line.fields.map((field) => (
            <Field key={field.field} field={field} />
          ))}
        </ul>
      </td>
    </tr>
  );
}

function Filters() {
  const { t } = useTranslation(audit_texts);
  const { filter, go } = useFilter();
  const { names } = usePeople();
  const { kind, actor } = filter;
  const by_name = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  const kinds = audit_kinds.map((id) => ({ id, name: t(id) })).toSorted(by_name);
  // Also those who left: what they did is here to be read.
  const people = [...names].map(([id, name]) => ({ id: `${id}`, name: name || `${id}` })).toSorted(by_name);
  return (
    <div className="pair">
      <SelectField
        label={t("kind")}
        value={kind ?? ""}
        choices={[{ id: "", name: t("any_kind") }, ...kinds]}
        onChange={(event) =>
          go(filter_of({ kind: event.target.value, ...(actor === undefined ? {} : { actor }) }))
        }
      />
      <SelectField
        label={t("actor")}
        value={`${actor ?? ""}`}
        choices={[{ id: "", name: t("anybody") }, ...people]}
        onChange={(event) =>
          go(filter_of({ actor: Number(event.target.value), ...(kind === undefined ? {} : { kind }) }))
        }
      />
    </div>
  );
}

function Changes({ changes }: { changes: AuditLine[] }) {
  const { t } = useTranslation(audit_texts);
  if (changes.length === 0) return <Empty>{t("none")}</Empty>;
  return (
    <div className="audit-table">
      <table className="tb">
        <thead>
          <tr>
            {["at", "actor", "kind", "about", "changes"].map((word) => (
              <th key={word}>{t(word)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map((line) => (
            <Row key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/// People, settings, rules, tokens, webhooks, customers, processes, imports: who changed which when.
export function Audit() {
  const { t } = useTranslation(audit_texts);
  const { t: shared } = useTranslation(settings_texts);
  const { filter, go } = useFilter();
  const query = $api.useQuery("get", "/api/audit", { params: { query: to_audit_query(filter) } });
  const { before, ...first } = filter;
  return (
    <Section title={shared("audit")}>
      <p className="q s">{t("text")}</p>
      <Filters />
      <Answer query={query} what={shared("audit")} lines={8}>
        {({ changes, next }) => (
          <>
            <Changes changes={changes} />
            <div className="acts">
              {before !== undefined && (
                <Button small kind="text" onPress={() => go(first)}>
                  {t("newest")}
                </Button>
              )}
              {next !== null && (
                <Button small onPress={() => go({ ...first, before: next })}>
                  {t("older")}
                </Button>
              )}
            </div>
          </>
        )}
      </Answer>
    </Section>
  );
}
