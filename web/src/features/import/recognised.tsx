import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, ApiError } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { MarkIcon } from "../../ui/marks.tsx";
import { Answer, ErrorLine } from "../../ui/states.tsx";
import { type Assistant, write_uploads } from "./assistant.ts";
import type { ImportedFile, Preview } from "./mapping.ts";
import { Scroll } from "./scroll.tsx";
import { texts } from "./texts.ts";

/// The server's word for the kind of a file, in the reader's language.
export function useKindName() {
  const { t } = useTranslation(texts);
  return (kind: string) => {
    if (kind.startsWith("preset ")) return t("kind_preset", { name: kind.slice("preset ".length) });
    const word = `kind_${kind.toLowerCase().replaceAll(" ", "_")}`;
    return t(word, { defaultValue: kind });
  };
}

/// A column's values in a few words: the commonest, or the range.
export function examples_of({ commonest, least, most }: ImportedFile["columns"][number]) {
  if (commonest.length > 0) return commonest.slice(0, 4).join(" · ");
  return least === most ? least : `${least} … ${most}`;
}

function Columns({ file }: { file: ImportedFile }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  return (
    <details className="import-columns">
      <summary>{t("columns_of", { count: file.columns.length })}</summary>
      <Scroll label={file.name}>
        <table className="tb">
          <thead>
            <tr>
              <th>{t("column")}</th>
              <th>{t("values_are")}</th>
              <th className="num">{t("filled")}</th>
              <th className="num">{t("different")}</th>
              <th>{t("examples")}</th>
            </tr>
          </thead>
          <tbody>
            {file.columns.map((column) => (
              <tr key={column.name}>
                <td className="b">{column.name}</td>
                <td className="nw">
                  {t(`values_${column.kind.replaceAll(" ", "_")}`, { defaultValue: column.kind })}
                  {column.date_format && <span className="u"> {column.date_format}</span>}
                </td>
                <td className="num">{format.number(column.filled)}</td>
                <td className="num">{format.number(column.distinct)}</td>
                <td className="q s import-examples">{examples_of(column)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

function FileRow({ file, on_remove }: { file: ImportedFile; on_remove: (() => void) | undefined }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const kind_name = useKindName();
  const is_known = file.kind !== "unknown";
  return (
    <li className="import-file">
      <div className="row wrap">
        <MarkIcon kind={is_known ? "good" : "open"} />
        <b className="clip" title={file.name}>
          {file.name}
        </b>
        <span className="grow q s">
          {kind_name(file.kind)}
          {file.dialect && ` · ${file.dialect}`}
          {file.rows > 0 && ` · ${t("rows", { count: file.rows, number: format.number(file.rows) })}`}
        </span>
        {file.broken_rows > 0 && (
          <span className="mk limit">
            {t("broken_rows", { count: file.broken_rows, number: format.number(file.broken_rows) })}
          </span>
        )}
        {on_remove && (
          <Button small kind="text" onPress={on_remove} aria-label={t("remove_file", { name: file.name })}>
            {t("remove")}
          </Button>
        )}
      </div>
      {file.columns.length > 0 && <Columns file={file} />}
    </li>
  );
}

/// What the server saw in the files, file by file, and what odd it found.
export function Recognised({ assistant }: { assistant: Assistant }) {
  const { t } = useTranslation(texts);
  const client = useQueryClient();
  const { uploads, first, go } = assistant;
  const kept = $api.useQuery("get", "/api/uploads", {});
  const remove = $api.useMutation("delete", "/api/uploads/{upload}");
  const take_out = (id: number) => {
    go({ uploads: write_uploads(uploads.filter((one) => one !== id)) });
    const done = () =>
      client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/uploads", {}).queryKey });
    remove.mutate({ params: { path: { upload: id } } }, { onSuccess: done });
  };
  const id_of = (name: string) => {
    const ids = (kept.data?.uploads ?? []).filter((one) => one.name === name).map((one) => one.id);
    return ids.find((id) => uploads.includes(id));
  };
  const is_gone = first.error instanceof ApiError && first.error.status === 404;
  const chosen = (kept.data?.uploads ?? []).filter((one) => uploads.includes(one.id));
  if (is_gone)
    return (
      <div className="note limit" role="alert">
        <p>{t("gone")}</p>
        <Button small onPress={() => go({ uploads: write_uploads(chosen.map((one) => one.id)) })}>
          {t("go_on_without")}
        </Button>
      </div>
    );
  return (
    <Answer query={first} what={t("the_files")} lines={3}>
      {(preview: Preview) => (
        <>
          <ul>
            {preview.files.map((file) => {
              const id = id_of(file.name);
              return <FileRow key={file.name} file={file} on_remove={id ? () => take_out(id) : undefined} />;
            })}
          </ul>
          {preview.files.length === 0 && (
            <Unreadable preview={preview} chosen={chosen} on_remove={take_out} />
          )}
          <ErrorLine error={remove.error} />
          {preview.files.length > 0 && (
            <p className="import-next">
              <Button kind="main" onPress={() => go({ step: "columns" })}>
                {t("to_columns")}
              </Button>
            </p>
          )}
        </>
      )}
    </Answer>
  );
}

interface UnreadableProps {
  preview: Preview;
  chosen: { id: number; name: string }[];
  on_remove: (id: number) => void;
}

function Unreadable({ preview, chosen, on_remove }: UnreadableProps) {
  const { t } = useTranslation(texts);
  return (
    <div className="note bad" role="alert">
      <p>{preview.not_imported}</p>
      <div className="row wrap">
        {chosen.map(({ id, name }) => (
          <Button key={id} small onPress={() => on_remove(id)}>
            {t("remove_file", { name })}
          </Button>
        ))}
      </div>
    </div>
  );
}
