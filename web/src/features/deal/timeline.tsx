import {
  Banknote,
  BookOpen,
  CalendarClock,
  Check,
  FileText,
  Flag,
  Handshake,
  type LucideIcon,
  Mail,
  MapPin,
  MessageCircleWarning,
  Pencil,
  Phone,
  Presentation,
  ReceiptText,
  TriangleAlert,
  Users,
} from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { isolate } from "../../app/bidi.ts";
import { useFormat } from "../../app/format.ts";
import { useOnce, useRefreshDeal } from "../../deals/acts.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { Button } from "../../ui/button.tsx";
import { Pick } from "../../ui/menu.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { is_holder } from "./edit_model.ts";
import type { Deal, DealView } from "./model.ts";
import {
  type DealEvent,
  details_of,
  type Group,
  group_of,
  groups,
  type Item,
  items_of,
  type Names,
  sentence_of,
} from "./timeline_model.ts";
import { timeline_texts } from "./timeline_texts.ts";
import { useWord } from "./use_do.ts";
import { useNames } from "./use_names.ts";

const touch_icons: Record<string, LucideIcon> = {
  call: Phone,
  email: Mail,
  meeting: Users,
  demo: Presentation,
  visit: MapPin,
  form: FileText,
};

const group_icons: Record<Group, LucideIcon> = {
  moves: Flag,
  touches: Phone,
  promises: Handshake,
  dates: CalendarClock,
  fields: Pencil,
  group: Users,
  objections: MessageCircleWarning,
  money: ReceiptText,
};

const kind_icons: Partial<Record<Schemas["EventKind"], LucideIcon>> = {
  criterion_met: Check,
  exception_made: TriangleAlert,
  literature_given: BookOpen,
  payment: Banknote,
};

function icon_of(event: DealEvent): LucideIcon {
  const touch = event.kind === "touchpoint" ? touch_icons[event.symbol] : undefined;
  return touch ?? kind_icons[event.kind] ?? group_icons[group_of(event)];
}

const ours = new Set(["criterion_met", "exception_made", "migrated", "handed_over"]);

/// `st`: a step through the process; `cu`: the customer did, said or moved something.
function class_of(event: DealEvent) {
  const group = group_of(event);
  if (group === "moves" && !ours.has(event.kind)) return "st";
  const { side, direction } = details_of(event);
  const is_theirs =
    (group === "touches" && direction !== "out") ||
    (group === "promises" && side !== "us") ||
    group === "dates" ||
    group === "objections" ||
    group === "group";
  return is_theirs ? "cu" : "";
}

function Restore({ deal, event, what }: { deal: number; event: DealEvent; what: string }) {
  const { t } = useTranslation(timeline_texts);
  const refresh = useRefreshDeal(deal);
  const once = useOnce();
  const restore = $api.useMutation("post", "/api/deals/{deal}/restorations", {
    onSuccess: () => {
      once.done();
      refresh();
      say(t("restored", { what }));
    },
  });
  const body = { event: event.id };
  return (
    <>
      {" "}
      <button
        type="button"
        className="linkbtn s"
        aria-label={t("restore_of", { what })}
        disabled={restore.isPending}
        onClick={() => restore.mutate({ params: { path: { deal }, header: once.header(body) }, body })}
      >
        {t("restore")}
      </button>
      <ErrorLine error={restore.error} />
    </>
  );
}

function Row({ item, deal, names }: { item: Item; deal: Deal; names: Names }) {
  const { t } = useTranslation(timeline_texts);
  const format = useFormat();
  const may_change = useMayOn(deal.id, "deal.change");
  const may_assign = useMayOn(deal.id, "deal.assign");
  const { event } = item;
  const may_restore = may_change && (may_assign || !is_holder(event.symbol));
  const Icon = icon_of(event);
  const { key, values, about } = sentence_of(event, names);
  const who = event.actor ? names.person(event.actor) : event.import !== null ? t("by_import") : "";
  const at = event.precision === "time" ? format.day_and_time(event.at) : format.full_day(event.at);
  const is_current =
    event.kind === "attribute_changed" && deal.attributes[event.symbol] === event.to && event.from !== "";
  return (
    <li className={class_of(event)}>
      <time className="num q" dateTime={event.at} title={at}>
        {format.day(event.at)}
      </time>
      <span className="dot">
        <Icon className="i" aria-hidden />
      </span>
      <span>
        <Trans i18nKey={key} ns={timeline_texts} values={values} components={{ b: <b /> }} />
        {item.with.length > 0 && (
          <details className="s">
            <summary>{t("with", { count: item.with.length })}</summary>
            {item.with.map((field) => (
              <span key={field.id} className="q blockline">
                {names.field(field.symbol)}: <bdi>{names.value(field.symbol, field.to)}</bdi>
              </span>
            ))}
          </details>
        )}
        <span className="q s blockline">
          {[...about, who].filter(Boolean).map(isolate).join(" · ")}
          {may_restore && is_current && (
            <Restore deal={deal.id} event={event} what={names.field(event.symbol)} />
          )}
        </span>
      </span>
    </li>
  );
}

const page_size = 12;

function List({ deal, events, group }: { deal: Deal; events: DealEvent[]; group: Group | undefined }) {
  const { t } = useTranslation(timeline_texts);
  const [shown_word, set_shown] = useWord("events");
  const names = useNames(deal, events);
  const items = items_of(events).filter((item) => !group || group_of(item.event) === group);
  const shown = Math.max(page_size, Number(shown_word ?? 0) || 0);
  const rest = items.length - shown;
  if (items.length === 0) return <p className="empty q s">{t("none")}</p>;
  return (
    <>
      <ol className="tl">
        {items.slice(0, shown).map((item) => (
          <Row key={item.event.id} item={item} deal={deal} names={names} />
        ))}
      </ol>
      {rest > 0 && (
        <Button small onPress={() => set_shown(`${shown + 25}`)}>
          {t("more", { count: Math.min(25, rest) })}
        </Button>
      )}
    </>
  );
}

/// All that happened to the deal, newest first: in words, with who and when.
export function Timeline({ view }: { view: DealView }) {
  const { t } = useTranslation(timeline_texts);
  const { deal } = view;
  const [kind, set_kind] = useWord("kind");
  const group = groups.find((one) => one === kind);
  const query = $api.useQuery("get", "/api/deals/{deal}/events", { params: { path: { deal: deal.id } } });
  const count = query.data?.events.length;
  return (
    <Section
      title={t("title")}
      note={count === undefined ? undefined : t("count", { count })}
      more={
        <Pick
          label={t("filter")}
          choices={[
            { id: "all", name: t("everything") },
            ...groups.map((one) => ({ id: one as string, name: t(one) })),
          ]}
          chosen={group ?? "all"}
          on_choose={(id) => set_kind(id === "all" ? undefined : id)}
          is_set={group !== undefined}
        />
      }
    >
      <Answer query={query} what={t("what")} lines={6}>
        {(data) => <List deal={deal} events={data.events} group={group} />}
      </Answer>
    </Section>
  );
}
