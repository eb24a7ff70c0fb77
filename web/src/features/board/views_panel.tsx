import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import type { Search } from "../../app/router.tsx";
import { useMay, useSession } from "../../app/session.tsx";
import { add_texts } from "../../app/texts.ts";
import { fault_at } from "../../deals/acts.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/fields.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { Answer, Empty, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { filters_of, order_of, search_of_view, to_view_query, without_filters } from "./search_model.ts";

const texts = add_texts("board_views", {
  en: {
    title: "Views",
    text: "A view keeps filters and order under a name. It comes back whenever you choose it.",
    keep: "Keep what is shown now",
    name: "Name",
    keep_it: "Keep view",
    share: "Everybody can use it",
    yours: "Your views",
    theirs: "Shared by others",
    none: "None yet. Set filters on the board or the list, then keep them here under a name.",
    views: "views",
    use: "Use",
    rename: "Rename or share",
    replace: "Replace by what is shown",
    remove: "Remove",
    save: "Save",
    cancel: "Leave as it is",
    shared: "shared",
    kept: "The view ‘{{name}}’ is kept.",
    changed: "The view ‘{{name}}’ is changed.",
    removed: "The view ‘{{name}}’ is removed.",
  },
  de: {
    title: "Ansichten",
    text: "Eine Ansicht behält Filter und Reihenfolge unter einem Namen und kommt wieder, wenn Sie sie wählen.",
    keep: "Behalten, was jetzt gezeigt wird",
    name: "Name",
    keep_it: "Ansicht behalten",
    share: "Alle können sie benutzen",
    yours: "Ihre Ansichten",
    theirs: "Von anderen geteilt",
    none: "Noch keine. Setzen Sie Filter auf der Tafel oder in der Liste und behalten Sie sie hier unter einem Namen.",
    views: "Ansichten",
    use: "Benutzen",
    rename: "Umbenennen oder teilen",
    replace: "Durch das Gezeigte ersetzen",
    remove: "Entfernen",
    save: "Speichern",
    cancel: "So lassen",
    shared: "geteilt",
    kept: "Die Ansicht „{{name}}“ ist behalten.",
    changed: "Die Ansicht „{{name}}“ ist geändert.",
    removed: "Die Ansicht „{{name}}“ ist entfernt.",
  },
});

type View = Schemas["ViewOfList"];
type Text = Schemas["ViewTextInput"];

function useViews() {
  const { t } = useTranslation(texts);
  const client = useQueryClient();
  const init = { params: { query: { list: "deals" as const } } };
  const query = $api.useQuery("get", "/api/saved-views", init);
  const refresh = () =>
    client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/saved-views", init).queryKey });
  const done = (word: string) => ({
    onSuccess: (_: unknown, sent: { body: { name: string } }) => {
      say(t(word, { name: sent.body.name }));
      void refresh();
    },
  });
  const keep = $api.useMutation("post", "/api/saved-views", done("kept"));
  const change = $api.useMutation("put", "/api/saved-views/{view}", done("changed"));
  const remove = $api.useMutation("delete", "/api/saved-views/{view}");
  const remove_view = (view: View) =>
    remove.mutate(
      { params: { path: { view: view.id } } },
      {
        onSuccess: () => {
          say(t("removed", { name: view.name }));
          void refresh();
        },
      },
    );
  return { query, keep, change, remove, remove_view };
}

interface FormProps {
  first: Text;
  word: string;
  error: unknown;
  is_pending: boolean;
  on_save: (text: Text) => void;
  on_cancel?: () => void;
}

function ViewForm({ first, word, error, is_pending, on_save, on_cancel }: FormProps) {
  const { t } = useTranslation(texts);
  const may_share = useMay("view.share");
  const [name, set_name] = useState(first.name);
  const [is_shared, set_shared] = useState(first.is_shared ?? false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        on_save({ ...first, name: name.trim(), is_shared });
      }}
    >
      <TextField
        label={t("name")}
        required
        maxLength={120}
        value={name}
        error={fault_at(error, "/name")}
        onChange={(event) => set_name(event.target.value)}
      />
      {may_share && (
        <CheckField
          label={t("share")}
          checked={is_shared}
          onChange={(event) => set_shared(event.target.checked)}
        />
      )}
      <ErrorLine error={error} />
      <div className="row" style={{ marginTop: 8 }}>
        <Button kind="main" small type="submit" isPending={is_pending}>
          {t(word)}
        </Button>
        {on_cancel && (
          <Button small kind="text" onPress={on_cancel}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}

interface RowProps {
  view: View;
  is_own: boolean;
  now: Text["query"];
  on_use: () => void;
  views: ReturnType<typeof useViews>;
}

function ViewRow({ view, is_own, now, on_use, views }: RowProps) {
  const { t } = useTranslation(texts);
  const [is_open, set_open] = useState(false);
  const { change } = views;
  const params = { path: { view: view.id } };
  const { name, is_shared, query } = view;
  return (
    <li className="rule" style={{ padding: "8px 0" }}>
      <div className="row">
        <b className="grow clip">{name}</b>
        {is_shared && <span className="q s">{t("shared")}</span>}
        <Button small onPress={on_use}>
          {t("use")}
        </Button>
      </div>
      {is_own && !is_open && (
        <div className="row wrap" style={{ marginLeft: -8 }}>
          <Button small kind="text" onPress={() => set_open(true)}>
            {t("rename")}
          </Button>
          <Button
            small
            kind="text"
            onPress={() =>
              change.mutate({ params, body: { name, is_shared, ...(now ? { query: now } : {}) } })
            }
          >
            {t("replace")}
          </Button>
          <Button small kind="text" onPress={() => views.remove_view(view)}>
            {t("remove")}
          </Button>
        </div>
      )}
      {is_open && (
        <ViewForm
          first={{ name, is_shared, query }}
          word="save"
          error={change.variables?.params.path.view === view.id ? change.error : null}
          is_pending={change.isPending}
          on_save={(body) => change.mutate({ params, body }, { onSuccess: () => set_open(false) })}
          on_cancel={() => set_open(false)}
        />
      )}
    </li>
  );
}

interface Props {
  search: Search;
  set: (search: Search) => void;
  on_close: () => void;
}

/// Filters and order under a name: kept, shared, renamed, removed.
export default function ViewsPanel({ search, set, on_close }: Props) {
  const { t } = useTranslation(texts);
  const me = useSession();
  const views = useViews();
  const now = to_view_query(filters_of(search), order_of(search));
  const use = (view: View) =>
    set({ ...without_filters(search), ...search_of_view(view.query), view: view.id, panel: "views" });
  const { keep } = views;
  const keep_view = (text: Text) =>
    keep.mutate(
      { body: { ...text, list: "deals" } },
      { onSuccess: (view) => set({ ...search, view: view.id, panel: "views" }) },
    );
  return (
    <SidePanel
      about="views"
      title={t("title")}
      below={<p className="q s">{t("text")}</p>}
      on_close={on_close}
    >
      <section className="sec" style={{ marginTop: 12 }}>
        <h3>{t("keep")}</h3>
        <ViewForm
          key={views.query.data?.views.length ?? 0}
          first={{ name: "", query: now }}
          word="keep_it"
          error={keep.error}
          is_pending={keep.isPending}
          on_save={keep_view}
        />
      </section>
      <Answer query={views.query} what={t("views")}>
        {({ views: all }) => {
          const own = all.filter((view) => view.person === me.person);
          const others = all.filter((view) => view.person !== me.person);
          return (
            <>
              <section className="sec" style={{ marginTop: 16 }}>
                <h3>{t("yours")}</h3>
                {own.length === 0 && <Empty>{t("none")}</Empty>}
                <ul>
                  {own.map((view) => (
                    <ViewRow
                      key={view.id}
                      view={view}
                      is_own
                      now={now}
                      on_use={() => use(view)}
                      views={views}
                    />
                  ))}
                </ul>
              </section>
              {others.length > 0 && (
                <section className="sec" style={{ marginTop: 16 }}>
                  <h3>{t("theirs")}</h3>
                  <ul>
                    {others.map((view) => (
                      <ViewRow
                        key={view.id}
                        view={view}
                        is_own={false}
                        now={now}
                        on_use={() => use(view)}
                        views={views}
                      />
                    ))}
                  </ul>
                </section>
              )}
            </>
          );
        }}
      </Answer>
    </SidePanel>
  );
}
