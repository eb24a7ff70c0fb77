import type { Page } from "playwright-core";
import type { Sample } from "./sample.ts";
import type { Person } from "./world.ts";

/// A page of which pictures are made, and which axe looks at.
export interface Shot {
  name: string;
  path: (sample: Sample) => string;
  /// Who looks; the administrator where it is left out, nobody where it is null.
  by?: (sample: Sample) => Person | null;
  /// What is done before the picture, such as opening a panel.
  prepare?: (page: Page) => Promise<void>;
  /// The whole page, not what fits the window; true where it is left out.
  is_whole?: boolean;
  /// Where the documentation shows it: the name of a file in docs/pictures.
  doc?: string;
}

/// Every page has its line here, with the search params of each state worth a picture.
export const shots: Shot[] = [
  { name: "sign-in", path: () => "/sign-in", by: () => null },
  { name: "setup", path: () => "/setup#secret", by: () => null },
  { name: "password", path: () => "/password#secret", by: () => null },
  { name: "today", doc: "today", path: () => "/today" },
  { name: "today-rep", path: () => "/today", by: ({ rep }) => rep },
  { name: "board", doc: "board", path: ({ process }) => `/run?process=${process}`, is_whole: false },
  {
    name: "board-refused",
    doc: "refused",
    path: ({ process, deal, next }) => `/run?process=${process}&panel=move&deal=${deal}&to=${next}`,
    is_whole: false,
  },
  {
    name: "new-deal",
    path: ({ process }) => `/run?process=${process}&panel=new`,
    is_whole: false,
    prepare: (page) => page.getByRole("heading", { name: "Create a deal" }).waitFor(),
  },
  { name: "list", doc: "list", path: ({ process }) => `/run?process=${process}&show=list`, is_whole: false },
  { name: "deal", doc: "deal", path: ({ deal }) => `/deals/${deal}` },
  { name: "deal-share", path: ({ deal }) => `/deals/${deal}?do=share`, is_whole: false },
  { name: "plan", path: ({ plan }) => plan, by: () => null },
  { name: "measure", doc: "measure", path: ({ process }) => `/measure?process=${process}` },
  { name: "measure-stage", path: ({ process }) => `/measure?process=${process}&stage=trial_run` },
  { name: "measure-goal", path: ({ process }) => `/measure?process=${process}&goal=prove` },
  {
    name: "measure-figure",
    doc: "figure",
    path: ({ process }) => `/measure?process=${process}&fig=win_rate~~~~`,
    is_whole: false,
  },
  { name: "improve", path: ({ process }) => `/improve?process=${process}`, is_whole: false },
  {
    name: "improve-lanes",
    path: ({ process }) => `/improve?process=${process}&view=lanes&goal=prove&at=stage:trial_run`,
    is_whole: false,
  },
  {
    name: "improve-journey",
    doc: "journey",
    path: ({ process }) => `/improve?process=${process}&view=journey`,
  },
  { name: "improve-lists", path: ({ process }) => `/improve?process=${process}&view=lists` },
  {
    name: "improve-check",
    path: ({ process }) => `/improve?process=${process}&side=check`,
    is_whole: false,
  },
  {
    name: "improve-compare",
    doc: "compare",
    path: ({ process }) => `/improve?process=${process}&view=lanes&goal=prove&compare=1&side=check`,
    is_whole: false,
  },
  { name: "improve-text", path: ({ process }) => `/improve?process=${process}&view=text`, is_whole: false },
  { name: "improve-new", path: () => "/improve?new=true" },
  { name: "import", path: () => "/import" },
  { name: "import-report", doc: "trial", path: ({ import_job }) => `/import?job=${import_job}` },
  { name: "customers", path: () => "/customers" },
  { name: "customers-account", path: ({ account }) => `/customers?account=${account}` },
  { name: "customers-contact", path: ({ contact }) => `/customers?tab=contacts&contact=${contact}` },
  { name: "settings", path: () => "/settings" },
  ...["people", "competencies", "workspace", "brand", "rates", "selling", "jobs", "audit"].map((section) => ({
    name: `settings-${section}`,
    ...(section === "people" ? { doc: "people" } : {}),
    path: () => `/settings?section=${section}`,
  })),
  {
    name: "notifications",
    path: () => "/import",
    is_whole: false,
    prepare: async (page) => {
      await page.getByRole("button", { name: /^Notifications/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "palette",
    path: () => "/import",
    is_whole: false,
    prepare: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("go");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "keys",
    path: () => "/import",
    is_whole: false,
    prepare: async (page) => {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
];
