import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Answer } from "../../ui/states.tsx";
import { type Block, blocks_of, type Span } from "./markdown.ts";
import { texts } from "./texts.ts";

const folder = "../../../../docs/measures";

/// The pages of the documentation, each loaded when somebody opens it; German ones lie in a folder of their own.
const pages = import.meta.glob<string>(
  ["../../../../docs/measures/*.md", "../../../../docs/measures/de/*.md"],
  { query: "?raw", import: "default" },
);

/// In the reader's language, or in English where there is no such page.
export function page_of(measure: string, language: string) {
  const own = pages[`${folder}/${language}/${measure}.md`];
  return own ? { lang: language, read: own } : { lang: "en", read: pages[`${folder}/${measure}.md`] };
}

const tags = { bold: "b", slanted: "em", code: "code" } as const;

/// A page does not change, so a place in it is a name.
function keyed<T>(items: readonly T[]) {
  return items.map((item, i) => ({ key: `${i}`, item }));
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return keyed(spans).map(({ key, item: { text, kind } }) => {
    const Tag = kind === "plain" ? Fragment : tags[kind];
    return <Tag key={key}>{text}</Tag>;
  });
}

function Row({ cells, is_head }: { cells: readonly Span[][]; is_head: boolean }) {
  const Cell = is_head ? "th" : "td";
  return (
    <tr>
      {keyed(cells).map(({ key, item }) => (
        <Cell key={key} scope={is_head ? "col" : undefined}>
          <Spans spans={item} />
        </Cell>
      ))}
    </tr>
  );
}

function Table({ rows: [head = [], ...rows] }: { rows: Span[][][] }) {
  return (
    <table>
      <thead>
        <Row cells={head} is_head />
      </thead>
      <tbody>
        {keyed(rows).map(({ key, item }) => (
          <Row key={key} cells={item} is_head={false} />
        ))}
      </tbody>
    </table>
  );
}

function Shown({ block }: { block: Block }) {
  switch (block.kind) {
    case "head":
      return (
        <h4>
          <Spans spans={block.spans} />
        </h4>
      );
    case "text":
      return (
        <p className="def">
          <Spans spans={block.spans} />
        </p>
      );
    case "code":
      return <pre>{block.text}</pre>;
    case "list":
      return (
        <ul>
          {keyed(block.items).map(({ key, item }) => (
            <li key={key} className="def">
              <Spans spans={item} />
            </li>
          ))}
        </ul>
      );
    case "table":
      return <Table rows={block.rows} />;
  }
}

export function DocsPage({ measure }: { measure: string }) {
  const { t, i18n } = useTranslation(texts);
  const { lang, read } = page_of(measure, i18n.language);
  const query = useQuery({
    queryKey: ["docs", lang, measure],
    queryFn: async () => (await read?.()) ?? "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="docs" lang={lang}>
      <Answer query={query} what={t("whole_definition")}>
        {(markdown) =>
          keyed(blocks_of(markdown).slice(1)).map(({ key, item }) => <Shown key={key} block={item} />)
        }
      </Answer>
    </div>
  );
}
