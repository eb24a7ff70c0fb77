import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type SectionGroup = "you" | "people" | "workspace" | "selling" | "data";

export interface SettingsSection {
  id: string;
  group: SectionGroup;
  /// Who has none of these rights does not see it; empty: everybody does.
  rights: readonly string[];
  Page: LazyExoticComponent<ComponentType>;
}

/// In the order in which they are listed. Each loads when it is opened.
export const sections: readonly SettingsSection[] = [
  {
    id: "account",
    group: "you",
    rights: [],
    Page: lazy(() => import("./account.tsx").then((page) => ({ default: page.Account }))),
  },
  {
    id: "tokens",
    group: "you",
    rights: ["token.own"],
    Page: lazy(() => import("./tokens.tsx").then((page) => ({ default: page.Tokens }))),
  },
  {
    id: "people",
    group: "people",
    rights: ["people.read"],
    Page: lazy(() => import("./people.tsx").then((page) => ({ default: page.People }))),
  },
  {
    id: "competencies",
    group: "people",
    rights: ["people.read"],
    Page: lazy(() => import("./competencies.tsx").then((page) => ({ default: page.Competencies }))),
  },
  {
    id: "teams",
    group: "people",
    rights: ["people.change"],
    Page: lazy(() => import("./teams.tsx").then((page) => ({ default: page.Teams }))),
  },
  {
    id: "rights",
    group: "people",
    rights: [],
    Page: lazy(() => import("./rights.tsx").then((page) => ({ default: page.Rights }))),
  },
  {
    id: "workspace",
    group: "workspace",
    rights: ["workspace.change"],
    Page: lazy(() => import("./workspace.tsx").then((page) => ({ default: page.Workspace }))),
  },
  {
    id: "brand",
    group: "workspace",
    rights: ["workspace.change"],
    Page: lazy(() => import("./brand.tsx").then((page) => ({ default: page.Brand }))),
  },
  {
    id: "rates",
    group: "workspace",
    rights: ["workspace.change"],
    Page: lazy(() => import("./rates.tsx").then((page) => ({ default: page.Rates }))),
  },
  {
    id: "webhooks",
    group: "workspace",
    rights: ["webhook.change"],
    Page: lazy(() => import("./webhooks.tsx").then((page) => ({ default: page.Webhooks }))),
  },
  {
    id: "selling",
    group: "selling",
    rights: ["workspace.change"],
    Page: lazy(() => import("./selling.tsx").then((page) => ({ default: page.Selling }))),
  },
  {
    id: "assignment",
    group: "selling",
    rights: ["rules.change"],
    Page: lazy(() => import("./assignment.tsx").then((page) => ({ default: page.Assignment }))),
  },
  {
    id: "objections",
    group: "selling",
    rights: ["deal.read"],
    Page: lazy(() => import("./objections.tsx").then((page) => ({ default: page.Objections }))),
  },
  {
    id: "commission",
    group: "selling",
    rights: ["commission.read_own"],
    Page: lazy(() => import("./commission.tsx").then((page) => ({ default: page.Commission }))),
  },
  {
    id: "jobs",
    group: "data",
    rights: ["deal.import", "deal.bulk"],
    Page: lazy(() => import("./jobs.tsx").then((page) => ({ default: page.Jobs }))),
  },
  {
    id: "duplicates",
    group: "data",
    rights: ["account.merge"],
    Page: lazy(() => import("./duplicates.tsx").then((page) => ({ default: page.Duplicates }))),
  },
  {
    id: "sample",
    group: "data",
    rights: ["workspace.change"],
    Page: lazy(() => import("./sample.tsx").then((page) => ({ default: page.Sample }))),
  },
  {
    id: "audit",
    group: "data",
    rights: ["audit.read"],
    Page: lazy(() => import("./audit.tsx").then((page) => ({ default: page.Audit }))),
  },
];

/// The sections that somebody with these rights may use.
export function sections_for(rights: readonly string[]) {
  return sections.filter(
    (section) => section.rights.length === 0 || section.rights.some((right) => rights.includes(right)),
  );
}
