import { useRef } from "react";
import { Header, Menu, MenuItem, MenuSection, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import type { MapIndex } from "../../app/process.tsx";
import { add_texts } from "../../app/texts.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import type { DealRow } from "./column_model.ts";

const texts = add_texts("move_menu", {
  en: {
    label: "Move {{deal}} to",
    forward: "On",
    back: "Back",
    close: "Close as",
    others: "Elsewhere, by exception",
    ready: "ready",
    open_one: "{{count}} open",
    open_other: "{{count}} open",
    end: "Finish the process",
    loading: "Asking where it may go …",
    may_not: "You may read this deal and not move it. It belongs to {{owner}}.",
    may_not_nobodys: "You may read this deal and not move it. Nobody has it yet.",
  },
  de: {
    label: "{{deal}} verschieben nach",
    forward: "Weiter",
    back: "Zurück",
    close: "Schließen als",
    others: "Anderswohin, mit Ausnahme",
    ready: "bereit",
    open_one: "{{count}} offen",
    open_other: "{{count}} offen",
    end: "Prozess abschließen",
    loading: "Es wird gefragt, wohin er darf …",
    may_not: "Sie dürfen diesen Deal lesen, aber nicht verschieben. Er gehört {{owner}}.",
    may_not_nobodys: "Sie dürfen diesen Deal lesen, aber nicht verschieben. Er gehört noch niemandem.",
  },
});

type Preview = Schemas["MovePreview"];

export interface Target {
  kind: "stage" | "outcome" | "end";
  id: string;
}

interface Props {
  row: DealRow;
  anchor: HTMLElement;
  index: MapIndex;
  on_choose: (target: Target) => void;
  on_close: () => void;
}

interface Entry extends Target {
  name: string;
  hint: string;
}

function useEntries(row: DealRow, index: MapIndex) {
  const { t } = useTranslation(texts);
  const query = $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal: row.id } } });
  const moves = query.data?.guide.moves;
  const hint = (preview: Preview) => {
    const open = preview.criteria.filter((one) => one.required && !one.met).length;
    if (open > 0) return t("open", { count: open });
    return preview.is_gated ? t("ready") : "";
  };
  const entry = (preview: Preview): Entry => {
    const place = index.stage_of(preview.to);
    const kind = index.outcome_of(preview.to) ? "outcome" : place ? "stage" : "end";
    const name = kind === "end" ? t("end") : `${place?.number ?? ""} ${preview.name}`.trim();
    return { kind, id: preview.to, name, hint: hint(preview) };
  };
  const is_back = (move: Preview) => ["back", "return", "repeat"].includes(move.move);
  // A closed deal is opened again on its own page.
  const stages = (moves ?? []).filter((move) => !index.outcome_of(move.to) && move.move !== "reopen");
  const named = new Set([row.stage, ...stages.map((move) => move.to)]);
  const may_except = useMayOn(row.id, "deal.except");
  const others = may_except ? index.stages.filter((place) => !named.has(place.id)) : [];
  return {
    is_pending: query.isPending,
    sections: [
      { id: "forward", entries: stages.filter((move) => !is_back(move)).map(entry) },
      {
        id: "close",
        entries: (moves ?? []).filter((move) => index.outcome_of(move.to)).map(entry),
      },
      { id: "back", entries: stages.filter(is_back).reverse().map(entry) },
      {
        id: "others",
        entries: others.map(
          (place): Entry => ({
            kind: "stage",
            id: place.id,
            name: `${place.number} ${place.stage.name}`.trim(),
            hint: "",
          }),
        ),
      },
    ].filter((section) => section.entries.length > 0),
  };
}

/// The places a deal may go to, asked of the server.
function Moves({ row, index, on_choose, on_close }: Omit<Props, "anchor">) {
  const { t } = useTranslation(texts);
  const { is_pending, sections } = useEntries(row, index);
  const choose = (key: string) => {
    const [kind, id] = [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];
    on_choose({ kind: kind as Target["kind"], id });
  };
  if (is_pending) {
    return (
      <p className="q s" style={{ padding: 12 }} role="status">
        {t("loading")}
      </p>
    );
  }
  return (
    <Menu
      className="menu"
      aria-label={t("label", { deal: row.name })}
      autoFocus="first"
      onAction={(key) => choose(`${key}`)}
      onClose={on_close}
    >
      {sections.map((section) => (
        <MenuSection key={section.id} className="menu-part">
          <Header className="menu-head q s">{t(section.id)}</Header>
          {section.entries.map((one) => (
            <MenuItem
              key={`${one.kind} ${one.id}`}
              id={`${one.kind} ${one.id}`}
              className="menu-item"
              textValue={one.name}
            >
              <span className="grow">{one.name}</span>
              {one.hint && <span className="q s">{one.hint}</span>}
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </Menu>
  );
}

/// The one menu of the board: where a deal may go, in the order of likelihood, then everywhere else.
export default function MoveMenu({ row, anchor, index, on_choose, on_close }: Props) {
  const { t } = useTranslation(texts);
  const trigger = useRef<HTMLElement>(anchor);
  trigger.current = anchor;
  return (
    <Popover
      className="pop"
      aria-label={t("label", { deal: row.name })}
      triggerRef={trigger}
      isOpen
      onOpenChange={(is_open) => !is_open && on_close()}
      placement="bottom start"
    >
      {row.may_move ? (
        <Moves row={row} index={index} on_choose={on_choose} on_close={on_close} />
      ) : (
        <p className="s" style={{ padding: 12, maxWidth: 280 }}>
          {row.owner_name ? t("may_not", { owner: row.owner_name }) : t("may_not_nobodys")}
        </p>
      )}
    </Popover>
  );
}
