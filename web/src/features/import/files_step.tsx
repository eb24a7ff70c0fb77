import { FileUp } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { type Assistant, write_uploads } from "./assistant.ts";
import { Recognised } from "./recognised.tsx";
import { type Sending, useSending } from "./sending.ts";
import { texts } from "./texts.ts";

/// Files are dropped here, or chosen; several at once.
function DropZone({ on_files }: { on_files: (files: File[]) => void }) {
  const { t } = useTranslation(texts);
  const id = useId();
  const [is_over, set_over] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    set_over(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    set_over(false);
    on_files([...event.dataTransfer.files]);
  };
  return (
    <div
      role="group"
      aria-label={t("drop")}
      className={is_over ? "import-drop over" : "import-drop"}
      onDragOver={over}
      onDragLeave={() => set_over(false)}
      onDrop={drop}
    >
      <FileUp className="i" aria-hidden />
      <p>{t("drop")}</p>
      <label className="btn main" htmlFor={id}>
        {t("choose")}
      </label>
      <input
        id={id}
        className="only-heard"
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.xes,.xml,.gz,text/csv,application/gzip"
        onChange={(event) => {
          on_files([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <p className="q s">{t("drop_hint")}</p>
    </div>
  );
}

/// A file on its way, with how far it is.
function SendingRow({ sending, on_again, on_stop }: SendingRowProps) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const { file, sent, error } = sending;
  const megabytes = (bytes: number) => format.number(bytes / 1e6, bytes < 1e7 ? 1 : 0);
  const is_sent = sent >= file.size;
  return (
    <li className="import-sending">
      <div className="row">
        <b className="grow clip" title={file.name}>
          {file.name}
        </b>
        {error === undefined && (
          <span className="q s" role="status">
            {is_sent
              ? t("reading_file")
              : t("sent", { sent: megabytes(sent), size: megabytes(file.size), count: file.size })}
          </span>
        )}
        {error !== undefined && (
          <Button small onPress={on_again}>
            {t("send_again")}
          </Button>
        )}
        <Button small kind="text" onPress={on_stop}>
          {error !== undefined ? t("forget") : t("stop")}
        </Button>
      </div>
      {error === undefined && (
        <progress aria-label={file.name} max={file.size || 1} value={is_sent ? undefined : sent} />
      )}
      <ErrorLine error={error} />
    </li>
  );
}

interface SendingRowProps {
  sending: Sending;
  on_again: () => void;
  on_stop: () => void;
}

/// Files of oneself that are still kept and not chosen.
function KeptUploads({ assistant }: { assistant: Assistant }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const { uploads, go } = assistant;
  const kept = $api.useQuery("get", "/api/uploads", {});
  const others = (kept.data?.uploads ?? []).filter(({ id }) => !uploads.includes(id)).slice(0, 12);
  if (others.length === 0) return null;
  const use = (id: number) => go({ uploads: write_uploads([...uploads, id]) });
  return (
    <details className="import-kept">
      <summary>{t("kept", { count: others.length })}</summary>
      <ul>
        {others.map(({ id, name, at }) => (
          <li key={id} className="row">
            <span className="grow clip">{name}</span>
            <span className="q s nw">{format.day_and_time(at)}</span>
            <Button small onPress={() => use(id)} aria-label={t("use_file", { name })}>
              {t("use")}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/// The first step: which files, and what they are.
export function FilesStep({ assistant }: { assistant: Assistant }) {
  const { t } = useTranslation(texts);
  const { uploads, go, process } = assistant;
  const { sending, send, again, stop } = useSending({
    process: process && process.head > 0 ? process.id : undefined,
    on_sent: (ids) => go({ uploads: write_uploads([...uploads, ...ids]) }, uploads.length > 0),
  });
  return (
    <div className="import-step">
      {uploads.length === 0 && <p className="import-lead">{t("lead")}</p>}
      <DropZone on_files={send} />
      {sending.length > 0 && (
        <ul aria-label={t("on_the_way")}>
          {sending.map((one) => (
            <SendingRow
              key={one.key}
              sending={one}
              on_again={() => again(one.key)}
              on_stop={() => stop(one.key)}
            />
          ))}
        </ul>
      )}
      <KeptUploads assistant={assistant} />
      {uploads.length > 0 && (
        <Section title={t("recognised")}>
          <Recognised assistant={assistant} />
        </Section>
      )}
    </div>
  );
}
