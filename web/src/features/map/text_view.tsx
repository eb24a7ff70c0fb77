import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { type RefObject, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, ApiError, api, type Schemas } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorLine, Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import type { Draft, DraftDoc } from "./draft_doc.ts";
import { useMaybeEditor } from "./editor.tsx";
import { texts } from "./texts.ts";
import { version_as } from "./version_text.ts";

type Finding = Schemas["MapFinding"];

interface Props {
  doc: DraftDoc | undefined;
  draft: Draft | undefined;
  /// A published version, to be read.
  version: number | undefined;
}

/// The map as its file. What cannot be read is said with line and column; saved, it replaces the draft.
export function TextView({ doc, draft, version }: Props) {
  const editor = useMaybeEditor();
  const { t } = useTranslation(texts);
  const process = useProcessId();
  const of_version = useQuery({
    queryKey: ["map-text", process, version],
    enabled: version !== undefined && process !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => version_as(process ?? 0, version ?? 0, { format: "own" }),
  });
  const text = draft ? draft.text : of_version.data;
  if (of_version.error) return <Failed error={of_version.error} />;
  if (text === undefined) return <Loading what={t("view_text")} lines={8} />;
  const may_write = doc !== undefined && (editor === undefined || editor.may_edit || /^extends:/m.test(text));
  return (
    <TextEditor
      text={text}
      seq={draft?.seq ?? 0}
      process={process ?? 0}
      {...(may_write ? { on_saved: () => void doc.read() } : {})}
    />
  );
}

function useProcessId() {
  const editor = useMaybeEditor();
  const { data } = $api.useQuery("get", "/api/processes", {}, { staleTime: 60_000 });
  const asked = Number(new URLSearchParams(globalThis.location.search).get("process"));
  return editor?.process ?? (asked || data?.processes[0]?.id);
}

/// The check of a text a moment after one stopped typing.
function useCheck(text: string) {
  const settled = useDeferredValue(text);
  const [asked, set_asked] = useState(settled);
  useEffect(() => {
    const timer = setTimeout(() => set_asked(settled), 350);
    return () => clearTimeout(timer);
  }, [settled]);
  return useQuery({
    queryKey: ["map-check-text", asked],
    gcTime: 60_000,
    queryFn: async () => (await api.POST("/api/map-checks", { body: { text: asked } })).data ?? null,
    placeholderData: (before) => before,
  });
}

function TextEditor({
  text,
  seq,
  process,
  on_saved,
}: {
  text: string;
  seq: number;
  process: number;
  on_saved?: () => void;
}) {
  const { t } = useTranslation(texts);
  const client = useQueryClient();
  const [typed, set_typed] = useState<{ text: string; seq: number }>();
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const shown = typed?.text ?? text;
  const check = useCheck(shown);
  const findings = check.data?.findings ?? [];
  const save = $api.useMutation("put", "/api/processes/{process}/draft");
  const has_moved = typed !== undefined && typed.seq !== seq;
  const go = (over_seq: number) =>
    save.mutate(
      {
        params: { path: { process } },
        headers: { "If-Match": `"${over_seq}"` },
        body: { text: shown },
      },
      {
        onSuccess: () => {
          set_typed(undefined);
          say(t("said_text_saved"));
          on_saved?.();
          void client.invalidateQueries({ queryKey: ["get", "/api/processes/{process}"] });
        },
        onError: (error) => {
          // Somebody was faster; what is typed stays, and what they wrote is asked for.
          if ((error as unknown) instanceof ApiError && (error as unknown as ApiError).status === 412)
            on_saved?.();
        },
      },
    );
  const change = (next: string) => set_typed((before) => ({ text: next, seq: before?.seq ?? seq }));
  const upload = async (file: File | undefined) => {
    if (file) change(await file.text());
  };
  return (
    <section className="map-text" aria-label={t("view_text")}>
      <div className="row wrap map-acts">
        {on_saved && (
          <>
            <Button
              small
              kind="main"
              isDisabled={!typed || has_moved}
              isPending={save.isPending}
              onPress={() => go(seq)}
            >
              {t("save_text")}
            </Button>
            {typed && (
              <Button small kind="text" onPress={() => set_typed(undefined)}>
                {t("drop_typed")}
              </Button>
            )}
            <label className="btn s">
              <Upload className="i" aria-hidden /> {t("open_file")}
              <input
                type="file"
                className="only-heard"
                accept=".yaml,.yml,text/yaml"
                onChange={(event) => void upload(event.target.files?.[0])}
              />
            </label>
          </>
        )}
        <span className="q s" aria-live="polite">
          {typed ? t("not_saved") : ""}
        </span>
      </div>
      <ErrorLine error={save.error} />
      {has_moved && (
        <div className="note limit" role="alert">
          <p>{t("text_moved")}</p>
          <div className="row">
            <Button small onPress={() => set_typed(undefined)}>
              {t("keep_theirs")}
            </Button>
            <Button small onPress={() => go(seq)}>
              {t("put_mine")}
            </Button>
          </div>
        </div>
      )}
      <div className="map-text-cols">
        <TextArea
          id={id}
          area={area}
          text={shown}
          findings={findings}
          label={t("text_of_map")}
          {...(on_saved ? { on_change: change } : {})}
        />
        <TextFindings findings={findings} on_go={(finding) => go_to(area.current, finding)} />
      </div>
    </section>
  );
}

/// Puts the cursor where a finding is.
function go_to(area: HTMLTextAreaElement | null, finding: Finding) {
  if (!area) return;
  const lines = area.value.split("\n");
  const before = lines.slice(0, finding.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const at = before + Math.max(0, finding.column - 1);
  area.focus();
  area.setSelectionRange(at, before + (lines[finding.line - 1]?.length ?? 0));
  const height = area.scrollHeight / Math.max(1, lines.length);
  area.scrollTop = Math.max(0, (finding.line - 5) * height);
}

function TextArea({
  id,
  area,
  text,
  findings,
  label,
  on_change,
}: {
  id: string;
  area: RefObject<HTMLTextAreaElement | null>;
  text: string;
  findings: readonly Finding[];
  label: string;
  on_change?: (text: string) => void;
}) {
  const gutter = useRef<HTMLPreElement>(null);
  const worst = new Map<number, string>();
  for (const finding of findings.filter((one) => !one.waived))
    if (worst.get(finding.line) !== "error") worst.set(finding.line, finding.severity);
  const count = text.split("\n").length;
  return (
    <div className="map-text-area">
      <pre ref={gutter} aria-hidden="true">
        {Array.from({ length: count }, (_, i) => {
          const severity = worst.get(i + 1);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: it is the number of the line.
            <span key={i} className={severity && severity !== "note" ? `s-${severity}` : ""}>
              {i + 1}
              {"\n"}
            </span>
          );
        })}
      </pre>
      <textarea
        id={id}
        ref={area}
        aria-label={label}
        spellCheck={false}
        wrap="off"
        readOnly={!on_change}
        value={text}
        onChange={(event) => on_change?.(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

function TextFindings({
  findings,
  on_go,
}: {
  findings: readonly Finding[];
  on_go: (finding: Finding) => void;
}) {
  const { t } = useTranslation(texts);
  const open = findings.filter((one) => !one.waived);
  const grave = open.filter((one) => one.severity !== "note");
  const rows = grave.length > 0 ? grave : open;
  return (
    <section className="map-text-findings" aria-label={t("check")}>
      <h2>{t("check")}</h2>
      {rows.length === 0 && <p className="q">{t("nothing_found")}</p>}
      <ol>
        {rows.map((finding) => (
          <li key={`${finding.line} ${finding.column} ${finding.rule} ${finding.message}`}>
            <button type="button" className="map-link" onClick={() => on_go(finding)}>
              {t("line_column", { line: finding.line, column: finding.column })}
            </button>{" "}
            <span className={`mk ${finding.severity === "error" ? "bad" : "limit"}`}>
              {t(`severity_${finding.severity}`)}
            </span>
            <p>{finding.message}</p>
            {finding.mend && <p className="q s">{finding.mend}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
