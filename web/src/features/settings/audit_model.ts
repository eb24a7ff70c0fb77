import type { Schemas } from "../../api/client.ts";
import type { Search } from "../../app/router.tsx";
import { type AuditKind, audit_kinds } from "./audit_texts.ts";

export type AuditLine = Schemas["AuditLine"];
export type AuditField = Schemas["AuditField"];

/// What one looks at, as the address says it.
export interface AuditFilter {
  kind?: AuditKind;
  actor?: number;
  /// Those noted before this one: the next page.
  before?: number;
}

export function filter_of(search: Search): AuditFilter {
  const filter: AuditFilter = {};
  const kind = audit_kinds.find((one) => one === search.kind);
  if (kind) filter.kind = kind;
  for (const field of ["actor", "before"] as const) {
    const value = Number(search[field]);
    if (Number.isInteger(value) && value > 0) filter[field] = value;
  }
  return filter;
}

export function to_audit_query(filter: AuditFilter) {
  const { kind, ...rest } = filter;
  return { ...rest, ...(kind ? { kind: [kind] } : {}), limit: 50 };
}

/// A value as one line: texts as they are, nothing as a dash, all else as JSON.
export function value_text(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/// Values that do not fit a line are opened.
export function is_long(field: AuditField) {
  return value_text(field.before).length + value_text(field.after).length > 120;
}

/// Where the thing can be looked at; nothing where there is no page of it.
export function page_of(
  line: Pick<AuditLine, "noun" | "about_id">,
): { to: "/settings" | "/improve"; search: Search } | undefined {
  const id = Number(line.about_id);
  switch (line.noun) {
    case "person":
      return { to: "/settings", search: { section: "people", person: id } };
    case "job":
      return { to: "/settings", search: { section: "jobs", job: id } };
    case "process":
      return { to: "/improve", search: { process: id } };
    default:
      return undefined;
  }
}
