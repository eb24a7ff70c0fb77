import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { add_texts } from "../../app/texts.ts";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { Confirm, useAnew } from "./parts.tsx";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_duplicates", {
  en: {
    text: "Pairs that are probably one, likeliest first. What one of them has and the other has not is kept; nothing stated is lost.",
    which: "Duplicates of",
    accounts: "Accounts",
    contacts: "Contacts",
    none_accounts: "No two accounts look like one. Pairs stand here with their reasons.",
    none_contacts: "No two contacts look like one. Pairs stand here with their reasons.",
    likely: "{{share}} likely",
    keep: "Stays",
    keep_of: "Which of {{first}} and {{second}} stays",
    merge: "Merge",
    merge_question: "‘{{from}}’ goes into ‘{{into}}’ with all that belongs to it. This cannot be undone.",
    merge_now: "Merge them",
    merged: "‘{{from}}’ is merged into ‘{{into}}’.",
  },
  de: {
    text: "Paare, die wahrscheinlich dasselbe sind, die wahrscheinlichsten zuerst. Was nur eines hat, bleibt; nichts Angegebenes geht verloren.",
    which: "Dubletten bei",
    accounts: "Firmen",
    contacts: "Kontakten",
    none_accounts: "Keine zwei Firmen sehen gleich aus. Paare stehen hier mit ihren Gründen.",
    none_contacts: "Keine zwei Kontakte sehen gleich aus. Paare stehen hier mit ihren Gründen.",
    likely: "{{share}} wahrscheinlich",
    keep: "Bleibt",
    keep_of: "Was von {{first}} und {{second}} bleibt",
    merge: "Zusammenführen",
    merge_question:
      "„{{from}}“ geht mit allem, was dazugehört, in „{{into}}“ auf. Das lässt sich nicht zurücknehmen.",
    merge_now: "Jetzt zusammenführen",
    merged: "„{{from}}“ ist in „{{into}}“ aufgegangen.",
  },
});

type Pair = Schemas["DuplicatePair"];
type Which = "accounts" | "contacts";

function useMerge(which: Which, on_done: () => void) {
  const accounts = $api.useMutation("post", "/api/accounts/{account}/mergers", { onSuccess: on_done });
  const contacts = $api.useMutation("post", "/api/contacts/{contact}/mergers", { onSuccess: on_done });
  const { isPending, error } = which === "accounts" ? accounts : contacts;
  const merge = (from: number, into: number) => {
    if (which === "accounts") accounts.mutate({ params: { path: { account: from } }, body: { into } });
    else contacts.mutate({ params: { path: { contact: from } }, body: { into } });
  };
  return { merge, isPending, error };
}

function PairRow({ pair, which }: { pair: Pair; which: Which }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const anew = useAnew(`/api/duplicates/${which}`, `/api/${which}`);
  const [keeps_second, set_second] = useState(false);
  const [into, from] = keeps_second ? [pair.second, pair.first] : [pair.first, pair.second];
  const merging = useMerge(which, () => {
    say(t("merged", { from: from.name, into: into.name }));
    void anew();
  });
  return (
    <li>
      <div className="row base wrap">
        <h3 className="grow">
          {pair.first.name} <span className="q">·</span> {pair.second.name}
        </h3>
        <span className="s q">{t("likely", { share: format.percent(pair.score) })}</span>
      </div>
      <p className="q s">{format.list(pair.reasons)}</p>
      <div className="acts">
        <Segments
          label={t("keep_of", { first: pair.first.name, second: pair.second.name })}
          choices={[
            { id: "first", name: `${t("keep")}: ${pair.first.name}` },
            { id: "second", name: `${t("keep")}: ${pair.second.name}` },
          ]}
          chosen={keeps_second ? "second" : "first"}
          on_choose={(id) => set_second(id === "second")}
        />
        <Confirm
          question={t("merge_question", { from: from.name, into: into.name })}
          verb={t("merge")}
          act={t("merge_now")}
          on_act={() => merging.merge(from.id, into.id)}
          is_pending={merging.isPending}
          error={merging.error}
        />
      </div>
    </li>
  );
}

export function Duplicates() {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const navigate = useNavigate();
  const asked = useRouterState({ select: (state) => (state.location.search as { of?: string }).of });
  const which: Which = asked === "contacts" ? "contacts" : "accounts";
  const query = $api.useQuery("get", `/api/duplicates/${which}`, { params: { query: { limit: 50 } } });
  return (
    <Section
      title={shared("duplicates")}
      more={
        <Segments
          label={t("which")}
          choices={(["accounts", "contacts"] as const).map((id) => ({ id, name: t(id) }))}
          chosen={which}
          on_choose={(of) => void navigate({ to: "/settings", search: { section: "duplicates", of } })}
        />
      }
    >
      <p className="q s">{t("text")}</p>
      <Answer query={query} what={shared("duplicates")}>
        {({ pairs }) =>
          pairs.length === 0 ? (
            <Empty>{t(`none_${which}`)}</Empty>
          ) : (
            <ul className="rules">
              {pairs.map((pair) => (
                <PairRow key={`${pair.first.id} ${pair.second.id}`} pair={pair} which={which} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}
