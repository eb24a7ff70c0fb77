import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { type Reach, type useDuePromises, useQuarter, useWhole } from "./hooks.ts";
import { own_share } from "./keeping.ts";
import type { PromiseGroups, PromiseLine } from "./model.ts";
import { PromiseRow } from "./promise_row.tsx";
import { ShareWords } from "./share_words.tsx";
import { today_texts } from "./texts.ts";

/// How many of a group are shown before one asks for all.
const shown_first = 6;

/// The share of the promises of one side that were kept on time this quarter, of those in reach.
export function useKeeping(side: "us" | "customer", reach: Reach) {
  const { from, to } = useQuarter();
  const is_one = reach.whose === "mine";
  // What customers promised to one person, or a team's shares, the server does not tell yet.
  const is_asked = reach.whose === "all" || (is_one && side === "us");
  const query = $api.useQuery(
    "get",
    "/api/promise-keeping",
    { params: { query: { by: is_one ? "person" : "all", side, from, to } } },
    { enabled: is_asked },
  );
  const share = query.data && own_share(query.data.rows, is_one ? reach.person : undefined);
  return { ...query, share, is_asked };
}

function Keeping({ reach }: { reach: Reach }) {
  const { t } = useTranslation(today_texts);
  const theirs = useKeeping("customer", reach);
  const ours = useKeeping("us", reach);
  const sides = [
    { key: "kept_theirs", share: theirs.share },
    { key: "kept_ours", share: ours.share },
  ].filter(({ share }) => share !== undefined);
  if (sides.length === 0) return null;
  return (
    <>
      {t("kept_title", { sides: "" })}
      {sides.map(({ key, share }, i) => (
        <span key={key}>
          {i > 0 && ", "}
          {share && <ShareWords text={key} share={share} />}
        </span>
      ))}
    </>
  );
}

function Group({
  name,
  lines,
  title,
  first = shown_first,
}: {
  name: keyof PromiseGroups;
  lines: PromiseLine[];
  title: string;
  first?: number;
}) {
  const { t } = useTranslation(today_texts);
  const { is_whole, toggle } = useWhole(name);
  if (lines.length === 0) return null;
  const shown = is_whole ? lines : lines.slice(0, first);
  return (
    <>
      <h3 className="grp">
        <span>{title}</span>
        <span className="num">{lines.length}</span>
      </h3>
      <ul className="pl">
        {shown.map((line) => (
          <PromiseRow key={`${line.deal}.${line.number}`} line={line} />
        ))}
      </ul>
      {lines.length > first && (
        <button type="button" className="btn text s" onClick={toggle} aria-expanded={is_whole}>
          {is_whole ? t("show_first", { count: first }) : t("show_all", { count: lines.length })}
        </button>
      )}
    </>
  );
}

export function Promises({
  reach,
  due,
  are_named,
}: {
  reach: Reach;
  due: ReturnType<typeof useDuePromises>;
  /// Whether the people are known, or will not be.
  are_named: boolean;
}) {
  const { t } = useTranslation(today_texts);
  return (
    <Section
      title={t("promises")}
      note={<Keeping reach={reach} />}
      more={
        <Link to="/settings" search={{ section: "account" }}>
          {t("calendar")}
        </Link>
      }
    >
      <Answer query={{ ...due, data: are_named ? due.groups : undefined }} what={t("promises")} lines={6}>
        {(groups) =>
          Object.values(groups).every((group) => group.length === 0) ? (
            <Empty>{t("no_promises", { count: due.soon })}</Empty>
          ) : (
            <>
              <Group name="overdue" lines={groups.overdue} title={t("group_overdue")} />
              <Group name="today" lines={groups.today} title={t("group_today")} />
              <Group name="next" lines={groups.next} title={t("group_next", { count: due.soon })} />
              <Group name="broken" lines={groups.broken} title={t("group_broken")} first={2} />
            </>
          )
        }
      </Answer>
    </Section>
  );
}
