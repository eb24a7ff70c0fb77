import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Answer } from "../../ui/states.tsx";
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

interface Block {
  id: string;
  kind: "text" | "head" | "code";
  text: string;
}

/// Headings, paragraphs, and what is set in columns: enough for these pages.
export function blocks_of(markdown: string): Block[] {
  return markdown
    .trim()
    .split(/\n\n+/)
    .map((text, i): Block => {
      const id = `${i}`;
      if (text.startsWith("#")) return { id, kind: "head", text: text.replace(/^#+ /, "") };
      if (text.startsWith("    ") || text.startsWith("|") || text.startsWith("```") || text.startsWith("- "))
        return { id, kind: "code", text: text.replace(/^ {4}/gm, "").replace(/^```.*$\n?/gm, "") };
      return { id, kind: "text", text: plain(text.replaceAll("\n", " ")) };
    })
    .map((block) => (block.kind === "code" ? { ...block, text: plain(block.text) } : block));
}

/// Marks of Markdown away; a link keeps its words.
function plain(text: string) {
  return text.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1").replace(/[*`]{1,2}([^*`]+)[*`]{1,2}/g, "$1");
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
          blocks_of(markdown)
            .slice(1)
            .map((block) =>
              block.kind === "head" ? (
                <h4 key={block.id}>{block.text}</h4>
              ) : block.kind === "code" ? (
                <pre key={block.id}>{block.text}</pre>
              ) : (
                <p key={block.id} className="def">
                  {block.text}
                </p>
              ),
            )
        }
      </Answer>
    </div>
  );
}
