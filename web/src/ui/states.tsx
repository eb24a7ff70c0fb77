import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, AwayError } from "../api/client.ts";
import { add_texts } from "../app/texts.ts";
import { Button } from "./button.tsx";

const texts = add_texts("states", {
  en: {
    loading: "Loading {{what}} …",
    away: "The server cannot be reached. This is tried again by itself.",
    again: "Try again",
    number: "Request {{id}}",
    missing: "There is nothing at this address, or it is not yours to see.",
  },
  de: {
    loading: "{{what}} wird geladen …",
    away: "Der Server ist nicht erreichbar. Es wird von selbst erneut versucht.",
    again: "Erneut versuchen",
    number: "Anfrage {{id}}",
    missing: "Unter dieser Adresse ist nichts, oder es ist nicht für Sie sichtbar.",
  },
});

const widths = [92, 74, 83, 61, 88, 70, 79, 57];

/// At most eight grey lines where text will stand, so that nothing jumps.
export function Loading({ what, lines = 4 }: { what: string; lines?: number }) {
  const { t } = useTranslation(texts);
  return (
    <div className="skeleton" role="status" aria-label={t("loading", { what })}>
      {widths.slice(0, lines).map((width) => (
        <i key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

export function Failed({ error, on_again }: { error: unknown; on_again?: (() => void) | undefined }) {
  const { t } = useTranslation(texts);
  const is_missing = error instanceof ApiError && error.status === 404;
  const sentence =
    error instanceof AwayError
      ? t("away")
      : is_missing
        ? t("missing")
        : error instanceof Error
          ? error.message
          : String(error);
  return (
    <div className="note bad" role="alert">
      <p>{sentence}</p>
      {error instanceof ApiError && <Faults error={error} />}
      <div className="row" style={{ marginTop: 8 }}>
        {on_again && (
          <Button small onPress={on_again}>
            {t("again")}
          </Button>
        )}
        {error instanceof ApiError && error.problem.request_id && (
          <span className="xs q">{t("number", { id: error.problem.request_id })}</span>
        )}
      </div>
    </div>
  );
}

/// What was wrong with each field, and how to mend it.
function Faults({ error }: { error: unknown }) {
  if (!(error instanceof ApiError) || error.problem.faults.length === 0) return null;
  return (
    <ul className="faults">
      {error.problem.faults.map((fault) => (
        <li key={`${fault.at} ${fault.message}`}>
          {fault.message}
          {fault.mend && <span className="q"> {fault.mend}</span>}
        </li>
      ))}
    </ul>
  );
}

/// The sentence of an error beside the button that failed; nothing where there is none.
export function ErrorLine({ error }: { error: unknown }) {
  const { t } = useTranslation(texts);
  if (!error) return null;
  return (
    <div className="err block" role="alert">
      <p>{error instanceof AwayError ? t("away") : error instanceof Error ? error.message : String(error)}</p>
      <Faults error={error} />
    </div>
  );
}

/// Says what will appear here, and how.
export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty q">{children}</p>;
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/// Pending, failed or there. What was there before stays while it is asked for anew.
export function Answer<T>({
  query,
  what,
  lines,
  children,
}: {
  query: Query<T>;
  what: string;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failed error={query.error} on_again={() => void query.refetch()} />;
  return <Loading what={what} {...(lines ? { lines } : {})} />;
}
