import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import {
  CalendarCheck,
  Columns3,
  Menu as MenuIcon,
  Moon,
  PencilRuler,
  Ruler,
  Search,
  Sun,
} from "lucide-react";
import { type CSSProperties, lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useIsAway } from "../api/connection.ts";
import { useLive } from "../api/live.ts";
import { useDealLinks } from "../deals/use_deal.ts";
import { IconButton } from "../ui/button.tsx";
import { Initials } from "../ui/marks.tsx";
import { Actions, Pick } from "../ui/menu.tsx";
import { Notices } from "../ui/toasts.tsx";
import { on_paper, useBrand } from "./brand.ts";
import { useShortcuts } from "./keys.ts";
import { keep_process, useProcess } from "./process.tsx";
import { useSession, useSignOut } from "./session.tsx";
import { shell_texts } from "./shell_texts.ts";
import { set_theme, useTheme } from "./theme.ts";

const Palette = lazy(() => import("./palette.tsx"));
const KeysHelp = lazy(() => import("./keys_help.tsx"));
const Bell = lazy(() => import("./bell.tsx"));

const views = [
  { to: "/today", word: "today", Icon: CalendarCheck },
  { to: "/run", word: "run", Icon: Columns3 },
  { to: "/measure", word: "measure", Icon: Ruler },
  { to: "/improve", word: "improve", Icon: PencilRuler },
] as const;

const Mark = () => (
  <svg viewBox="0 0 26 18" aria-hidden="true">
    <path d="M0 0h6l1.5 6H13l1.5 5H20l1.5 4H26v3H0z" fill="currentColor" />
  </svg>
);

/// Name, mark and colour of the workspace, where it has settled some.
function BrandLink() {
  const brand = useBrand();
  const colours = (["light", "dark"] as const).map((theme) => on_paper(brand?.colour ?? "", theme));
  const [light, dark] = colours;
  const style =
    light && dark ? ({ "--brand-light": light, "--brand-dark": dark } as CSSProperties) : undefined;
  return (
    <Link className={`brand plain ${style ? "coloured" : ""}`} to="/today" style={style}>
      {brand?.logo ? <img src={brand.logo.path} alt="" /> : <Mark />}
      <span className="clip">{brand?.name || "Stagecraft"}</span>
    </Link>
  );
}

function useAskedProcess() {
  return useRouterState({ select: (state) => (state.location.search as { process?: number }).process });
}

function MapPick() {
  const { t } = useTranslation(shell_texts);
  const navigate = useNavigate();
  const { process, processes, is_pending } = useProcess(useAskedProcess());
  if (!process) return is_pending ? <span className="maps place" /> : null;
  const head = (n: number) => (n > 0 ? t("version", { number: n }) : t("draft_only"));
  return (
    <span className="maps">
      <Pick
        label={t("map")}
        shown={`${process.name} · ${head(process.head)}`}
        choices={processes.map((row) => ({ id: `${row.id}`, name: row.name, hint: head(row.head) }))}
        chosen={`${process.id}`}
        on_choose={(id) => {
          keep_process(Number(id));
          void navigate({ to: ".", search: { process: Number(id) } as never });
        }}
      />
    </span>
  );
}

function ThemeButton() {
  const { t } = useTranslation(shell_texts);
  const is_dark = useTheme() === "dark";
  return (
    <IconButton
      label={t(is_dark ? "to_light" : "to_dark")}
      onPress={() => set_theme(is_dark ? "light" : "dark")}
    >
      {is_dark ? <Sun className="i" /> : <Moon className="i" />}
    </IconButton>
  );
}

function Who({ on_keys }: { on_keys: () => void }) {
  const { t } = useTranslation(shell_texts);
  const session = useSession();
  const navigate = useNavigate();
  const sign_out = useSignOut();
  const acts = [
    { id: "customers", name: t("customers") },
    { id: "import", name: t("import") },
    { id: "settings", name: t("settings") },
    { id: "keys", name: t("keys"), hint: "?" },
    { id: "sign_out", name: t("sign_out") },
  ] as const;
  const may_import = session.rights.includes("deal.import");
  const act = (id: (typeof acts)[number]["id"]) => {
    if (id === "sign_out") void sign_out();
    else if (id === "keys") on_keys();
    else void navigate({ to: `/${id}` as "/settings" });
  };
  return (
    <Actions
      label={`${t("you")}: ${session.name}`}
      class_name="who iconless"
      button={
        <>
          <span className="name">{session.name}</span>
          <Initials name={session.name} is_decoration />
        </>
      }
      actions={acts.filter((one) => one.id !== "import" || may_import).map((one) => ({ ...one }))}
      on_act={act}
    />
  );
}

function AwayNote() {
  const { t } = useTranslation(shell_texts);
  if (!useIsAway()) return null;
  return (
    <div className="note bad away" role="alert">
      {t("away")}
    </div>
  );
}

/// Vite tells of a chunk that is gone because the server was updated.
function NewVersionNote() {
  const { t } = useTranslation(shell_texts);
  const [is_old, set_old] = useState(false);
  useEffect(() => {
    const hear = (event: globalThis.Event) => {
      event.preventDefault();
      set_old(true);
    };
    globalThis.addEventListener("vite:preloadError", hear);
    return () => globalThis.removeEventListener("vite:preloadError", hear);
  }, []);
  if (!is_old) return null;
  return (
    <div className="note limit away" role="alert">
      {t("new_version")}{" "}
      <button type="button" className="btn s" onClick={() => globalThis.location.reload()}>
        {t("reload")}
      </button>
    </div>
  );
}

/// What every page has around it: top bar, views, search, who.
export function Shell() {
  const { t } = useTranslation(shell_texts);
  const navigate = useNavigate();
  const [open, set_open] = useState<"none" | "palette" | "keys">("none");
  const path = useRouterState({ select: (state) => state.location.pathname });
  useLive(true);
  useDealLinks();
  useShortcuts({
    "mod+k": () => set_open("palette"),
    "?": () => set_open("keys"),
    ...Object.fromEntries(views.map((view, i) => [`${i + 1}`, () => void navigate({ to: view.to })])),
  });
  const is_here = (to: string) => path.startsWith(to) || (to === "/run" && path.startsWith("/deals"));
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <header className="bar">
        <BrandLink />
        <nav className="views" aria-label={t("views")}>
          {views.map((view) => (
            <Link key={view.to} to={view.to} aria-current={is_here(view.to) ? "page" : undefined}>
              {t(view.word)}
            </Link>
          ))}
        </nav>
        <button type="button" className="find" onClick={() => set_open("palette")} aria-label={t("find")}>
          <Search className="i" aria-hidden />
          <span>{t("find")}</span>
          <kbd data-keys="Ctrl K" />
        </button>
        <MapPick />
        <Suspense fallback={<span className="bell-place" />}>
          <Bell />
        </Suspense>
        <ThemeButton />
        <Who on_keys={() => set_open("keys")} />
      </header>
      <AwayNote />
      <NewVersionNote />
      <Outlet />
      <nav className="tab" aria-label={t("views")}>
        {views.map(({ to, word, Icon }) => (
          <Link key={to} to={to} aria-current={is_here(to) ? "page" : undefined}>
            <Icon className="i" aria-hidden />
            {t(word)}
          </Link>
        ))}
        <Link to="/settings" aria-current={path.startsWith("/settings") ? "page" : undefined}>
          <MenuIcon className="i" aria-hidden />
          {t("settings")}
        </Link>
      </nav>
      <Notices />
      <Suspense>
        {open === "palette" && <Palette on_close={() => set_open("none")} />}
        {open === "keys" && <KeysHelp on_close={() => set_open("none")} />}
      </Suspense>
    </>
  );
}
