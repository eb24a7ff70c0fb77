import { Check, CircleHelp, Minus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { isolate } from "../../app/bidi.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { useContacts } from "../../deals/names.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Answer } from "../../ui/states.tsx";
import { AddMember, EditMember } from "./buying_group_forms.tsx";
import { type Cell, type Member, met_day, picture_of, rows, stand_of } from "./buying_group_model.ts";
import type { DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo, useWord } from "./use_do.ts";

type Contact = Schemas["Contact"];

interface Props {
  view: DealView;
  index: MapIndex;
}

const icons = { for: Check, against: X, open: Minus } as const;

function useRoleName(index: MapIndex) {
  const { t } = useTranslation(page_texts);
  return (role: string) =>
    index.map.roles?.find((one) => one.id === role)?.name ??
    t(`role_${role}`, { defaultValue: role.replaceAll("_", " ") });
}

interface MemberProps {
  member: Member;
  contact: Contact | undefined;
  created_at: string;
  index: MapIndex;
  deal: number;
}

/// What somebody is, and since which day of the deal they are known in person.
function useMemberWords({ member, contact, created_at, index }: MemberProps) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const role_name = useRoleName(index);
  const day = met_day(member, created_at);
  const met = day === undefined ? t("not_met") : t("met_day", { day });
  const roles = member.roles.map(role_name);
  return {
    name: contact?.name ?? t("contact_n", { id: member.contact }),
    position: contact?.position ?? "",
    roles: roles.length > 0 ? format.list(roles) : t("no_role"),
    met,
    is_met: day !== undefined,
    stand: t(`stand_${member.view === "" ? "unknown" : stand_of(member)}`),
  };
}

function Node(props: MemberProps) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(props.deal, "deal.change");
  const words = useMemberWords(props);
  const stand = stand_of(props.member);
  const Icon = props.member.view === "" ? CircleHelp : icons[stand];
  const about = [isolate(words.position || words.roles), words.met].join(", ");
  const body = (
    <>
      <span className={`dotp ${stand} ${words.is_met ? "" : "unmet"}`}>
        <Icon className="i" aria-hidden />
      </span>
      <b>
        <bdi>{words.name}</bdi>
      </b>{" "}
      <span className={words.is_met ? "s q" : "s limit"}>{about}</span>
      <span className="only-heard">
        {[words.position ? words.roles : "", words.stand].filter(Boolean).join(", ")}
        {may_change && `; ${t("change")}`}
      </span>
    </>
  );
  if (!may_change) return <li className="node">{body}</li>;
  return (
    <li>
      <button type="button" className="node" onClick={() => doing.open("group", props.member.contact)}>
        {body}
      </button>
    </li>
  );
}

/// Where most stand is most room; the order from left to right stays.
function columns_of(cells: readonly Cell[]) {
  return cells.map((cell) => `minmax(0, ${Math.max(0.4, cell.members.length)}fr)`).join(" ");
}

/// Rows by weight in the decision, left to right from against to for.
function Picture({ members, contacts, ...rest }: GroupProps) {
  const { t } = useTranslation(page_texts);
  const by_member = (member: Member) => ({ member, contact: contacts.get(member.contact), ...rest });
  return (
    <figure className="bgp">
      {picture_of(members).map(({ row, cells }) => (
        <div key={row} className="bgrow">
          <p className="s q">{t(`row_${row}`)}</p>
          <div className="bgcells" style={{ gridTemplateColumns: columns_of(cells) }}>
            {cells.map((cell) => (
              <ul key={cell.stand} aria-label={`${t(`row_${row}`)}, ${t(`stand_${cell.stand}`)}`}>
                {cell.members.map((member) => (
                  <Node key={member.contact} {...by_member(member)} />
                ))}
              </ul>
            ))}
          </div>
        </div>
      ))}
      <figcaption className="cap">{t("picture_says")}</figcaption>
    </figure>
  );
}

function TableRow(props: MemberProps & { has_acts: boolean }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const words = useMemberWords(props);
  return (
    <tr>
      <th scope="row">
        {words.name}
        {words.position && <span className="q s blockline">{words.position}</span>}
      </th>
      <td>
        {words.roles}
        <span className="q s blockline">{t(`row_${props.member.weight}`)}</span>
      </td>
      <td>
        {words.stand}
        <span className="q s blockline">{words.met}</span>
      </td>
      <td className="voice needs">{props.member.need || "–"}</td>
      {props.has_acts && (
        <td>
          <button
            type="button"
            className="linkbtn s"
            aria-label={t("edit_member", { said: words.name })}
            onClick={() => doing.open("group", props.member.contact)}
          >
            {t("change")}
          </button>
        </td>
      )}
    </tr>
  );
}

interface GroupProps {
  members: Member[];
  contacts: Map<number, Contact>;
  created_at: string;
  index: MapIndex;
  deal: number;
}

function Table({ members, contacts, is_heard, ...rest }: GroupProps & { is_heard: boolean }) {
  const { t } = useTranslation(page_texts);
  const has_acts = useMayOn(rest.deal, "deal.change") && !is_heard;
  const sorted = rows.flatMap((row) => members.filter((member) => member.weight === row));
  return (
    <div className={is_heard ? "only-heard" : "scrolls"}>
      <table className="tb group-table">
        <caption className="only-heard">{t("buying_group")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("who")}</th>
            <th scope="col">{t("roles")}</th>
            <th scope="col">{t("stand")}</th>
            <th scope="col">{t("need")}</th>
            {has_acts && (
              <th scope="col">
                <span className="only-heard">{t("act")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sorted.map((member) => (
            <TableRow
              key={member.contact}
              member={member}
              contact={contacts.get(member.contact)}
              has_acts={has_acts}
              {...rest}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useSums(group: Schemas["BuyingGroupView"] | undefined) {
  const { t } = useTranslation(page_texts);
  if (!group || group.members.length === 0) return undefined;
  const { agree, against, neutral, unknown } = group.consensus;
  const sums = t("sums", {
    agree: agree.length,
    against: against.length,
    open: neutral.length + unknown.length,
  });
  return `${sums} · ${t(group.is_agreed ? "consensus" : "no_consensus")}`;
}

/// Who decides with whom, whether they agree, and whom we have met.
export function BuyingGroup({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const [look, set_look] = useWord("group");
  const { deal } = view;
  const query = $api.useQuery("get", "/api/deals/{deal}/buying-group", {
    params: { path: { deal: deal.id } },
  });
  const contacts = useContacts(deal.buying_group.map((member) => member.contact));
  const is_table = look === "table";
  const sums = useSums(query.data);
  const edited = deal.buying_group.find((member) => doing.is("group", member.contact));
  return (
    <Section
      title={t("buying_group")}
      note={sums}
      more={
        may_change && (
          <button type="button" className="linkbtn" onClick={() => doing.open("group", "new")}>
            {t("add_person")}
          </button>
        )
      }
    >
      {doing.is("group", "new") && <AddMember deal={deal} index={index} />}
      {edited && (
        <EditMember
          key={edited.contact}
          deal={deal}
          index={index}
          member={edited}
          contact={contacts.get(edited.contact)}
        />
      )}
      <Answer query={query} what={t("buying_group")}>
        {({ members }) => {
          const props = { members, contacts, created_at: deal.created_at, index, deal: deal.id };
          if (members.length === 0) return <p className="empty q s">{t("no_group")}</p>;
          return (
            <>
              {!is_table && <Picture {...props} />}
              <Table {...props} is_heard={!is_table} />
              <div style={{ marginTop: 8 }}>
                <Segments
                  label={t("look")}
                  choices={[
                    { id: "picture", name: t("as_picture") },
                    { id: "table", name: t("as_table") },
                  ]}
                  chosen={is_table ? "table" : "picture"}
                  on_choose={(id) => set_look(id === "table" ? "table" : undefined)}
                />
              </div>
            </>
          );
        }}
      </Answer>
    </Section>
  );
}
