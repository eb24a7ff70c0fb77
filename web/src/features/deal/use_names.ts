import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { type MapIndex, useMap } from "../../app/process.tsx";
import { contacts_in, useContacts, usePeople } from "../../deals/names.ts";
import { usePromiseName } from "../../deals/promise_form.tsx";
import { deal_texts } from "../../deals/texts.ts";
import { type Deal, to_minor } from "./model.ts";
import { page_texts } from "./texts.ts";
import type { Names } from "./timeline_model.ts";
import { timeline_texts } from "./timeline_texts.ts";

const built_in = new Set([
  "account",
  "owner",
  "team",
  "channel",
  "offering",
  "campaign",
  "persona",
  "amount",
  "currency",
  "expected_close",
  "name",
]);

function named(list: { id?: string; name: string }[] | undefined, id: string) {
  return list?.find((one) => one.id === id)?.name ?? id;
}

function find_in_stages(index: MapIndex | undefined, id: string) {
  for (const goal of index?.goals ?? [])
    for (const place of goal.stages) {
      const criterion = place.stage.exit?.find((one) => one.id === id);
      if (criterion) return criterion.text;
    }
  return id;
}

function output_name(index: MapIndex | undefined, id: string) {
  const all = index?.goals.flatMap((goal) => goal.stages.flatMap((place) => place.stage.outputs ?? []));
  return named(all, id);
}

function by_id(answers: { data: Schemas["Account"] | undefined }[]) {
  return new Map(answers.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : [])));
}

function useAccountNames(ids: readonly number[]) {
  return useQueries({
    queries: [...new Set(ids)].map((account) =>
      $api.queryOptions(
        "get",
        "/api/accounts/{account}",
        { params: { path: { account } } },
        { staleTime: 60_000 },
      ),
    ),
    combine: by_id,
  });
}

const no_events: Schemas["DealEvent"][] = [];

/// How what a deal and its events name is called: stages, people, contacts, fields and their values.
export function useNames(deal: Deal, events: readonly Schemas["DealEvent"][] = no_events): Names {
  const { t } = useTranslation(page_texts);
  const { t: told } = useTranslation(timeline_texts);
  const { t: shared } = useTranslation(deal_texts);
  const format = useFormat();
  const { index } = useMap(deal.map.process, deal.map.number);
  const people = usePeople();
  const promise_name = usePromiseName();
  const teams = $api.useQuery("get", "/api/teams", {}, { staleTime: 300_000 });
  const topics = $api.useQuery("get", "/api/objection-topics", {}, { staleTime: 300_000 });
  const contacts = useContacts(contacts_in(deal, events));
  const account_ids = events
    .filter((event) => event.kind === "attribute_changed" && event.symbol === "account")
    .flatMap((event) => [Number(event.from), Number(event.to)]);
  const accounts = useAccountNames(
    [...account_ids, Number(deal.attributes.account ?? 0)].filter((id) => id > 0),
  );
  const map = index?.map;
  const person = (id: number | null | undefined) =>
    id ? (people.names.get(id) ?? t("unknown_person", { id })) : "";
  const field_kind = (name: string) => `${map?.fields?.find((one) => one.id === name)?.kind ?? "text"}`;
  const currency = deal.attributes.currency ?? map?.currency ?? "";
  const money = (minor: number, code: string) => format.money(minor, code);
  const value = (field: string, text: string): string => {
    if (text === "") return "";
    if (field === "account") return accounts.get(Number(text)) ?? t("account_n", { id: text });
    if (field === "owner") return person(Number(text));
    if (field === "team")
      return teams.data?.teams.find((team) => `${team.id}` === text)?.name ?? t("team_n", { id: text });
    if (field === "channel") return named(map?.channels, text);
    if (field === "offering") return named(map?.offerings, text);
    if (field === "persona") return named(map?.personas, text);
    const kind = field_kind(field);
    if (field === "amount" || kind === "money") {
      const minor = to_minor(text, currency);
      return minor === undefined ? text : money(minor, currency);
    }
    if (field === "expected_close" || kind === "date") return format.day(text);
    if (kind === "number" || kind === "days") return format.number(Number(text), 2);
    if (kind === "flag") return shared(text === "true" ? "yes" : "no");
    return text;
  };
  return {
    stage: (id) => {
      const number = index?.stage_of(id)?.number;
      return number ? `${number} ${index?.name_of(id)}` : (index?.name_of(id) ?? id);
    },
    criterion: (id) => find_in_stages(index, id),
    output: (id) => output_name(index, id),
    literature: (id) => named(map?.literature, id),
    rule: (id) => map?.price_rules?.find((one) => one.id === id)?.text ?? id,
    topic: (id) => named(topics.data?.topics, id),
    person,
    contact: (id) => contacts.get(id)?.name ?? t("contact_n", { id }),
    field: (name) => (built_in.has(name) ? t(`field_${name}`) : named(map?.fields, name)),
    value,
    promise: (number) => {
      const found = deal.promises.find((one) => one.number === number);
      return found ? promise_name(found) : `${number}`;
    },
    day: (day) => format.day(day),
    money,
    percent: (share) => format.percent(share, 1),
    list: (words) => format.list(words),
    word: (key) => {
      if (!key.startsWith("role_")) return told(key);
      const role = key.slice(5);
      const of_map = map?.roles?.find((one) => one.id === role);
      return of_map?.name ?? t(key, { defaultValue: role.replaceAll("_", " ") });
    },
  };
}
