import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApiError, AwayError } from "../api/client.ts";
import { Button } from "../ui/button.tsx";
import { Failed } from "../ui/states.tsx";
import { session_query } from "./session.tsx";
import { Shell } from "./shell.tsx";
import { shell_texts } from "./shell_texts.ts";

/// Numbers and short words of an address; what else it says is dropped.
export type Search = Record<string, string | number | boolean | undefined>;

function keep_search(search: Record<string, unknown>): Search {
  const kept: Search = {};
  for (const [key, value] of Object.entries(search))
    if (["string", "number", "boolean"].includes(typeof value))
      kept[key] = value as string | number | boolean;
  return kept;
}

function NotFound() {
  const { t } = useTranslation(shell_texts);
  return (
    <main id="main" className="pg">
      <h1>{t("not_found")}</h1>
      <p>
        <Link to="/today">{t("to_today")}</Link>
      </p>
    </main>
  );
}

function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation(shell_texts);
  if (error instanceof ApiError || error instanceof AwayError)
    return (
      <main id="main" className="pg">
        <Failed error={error} on_again={reset} />
      </main>
    );
  console.error(error);
  return (
    <main id="main" className="pg">
      <div className="note bad" role="alert">
        <p>{t("broken")}</p>
        <Button small onPress={reset}>
          {t("again")}
        </Button>
      </div>
    </main>
  );
}

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Broken,
  validateSearch: keep_search,
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  errorComponent: Broken,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.ensureQueryData(session_query);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401)
        throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { back: location.href } });
      throw error;
    }
  },
});

const pages = [
  createRoute({
    getParentRoute: () => shell,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/today" });
    },
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/today",
    component: lazyRouteComponent(() => import("../features/today/today_page.tsx"), "TodayPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/run",
    component: lazyRouteComponent(() => import("../features/board/board_page.tsx"), "BoardPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/deals/$deal",
    component: lazyRouteComponent(() => import("../features/deal/deal_page.tsx"), "DealPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/measure",
    component: lazyRouteComponent(() => import("../features/measure/measure_page.tsx"), "MeasurePage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/improve",
    component: lazyRouteComponent(() => import("../features/map/map_page.tsx"), "MapPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/import",
    component: lazyRouteComponent(() => import("../features/import/import_page.tsx"), "ImportPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/customers",
    component: lazyRouteComponent(() => import("../features/people/customers_page.tsx"), "CustomersPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/settings",
    component: lazyRouteComponent(() => import("../features/settings/settings_page.tsx"), "SettingsPage"),
  }),
];

/// Within the shell, so that what is no page still shows the way to those that are.
const no_page = createRoute({ getParentRoute: () => shell, path: "$", component: NotFound });

/// Before anybody is signed in; who is does not load them.
const load_entry = () => import("./entry.tsx");
const entries = [
  createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    component: lazyRouteComponent(load_entry, "SignInPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/setup",
    component: lazyRouteComponent(load_entry, "SetupPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/password",
    component: lazyRouteComponent(load_entry, "PasswordPage"),
  }),
];

export function make_router(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([shell.addChildren([...pages, no_page]), ...entries]),
    context: { client },
    // Each page breaks by itself; what is around it stays.
    defaultErrorComponent: Broken,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof make_router>;
  }
}
