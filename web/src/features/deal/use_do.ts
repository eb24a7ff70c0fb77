import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useMayOn } from "../../deals/use_may_on.ts";

/// What is being done on the page: one panel or form at a time, kept in the address as `do=keep:3`, so that a link leads
/// to it and Back leaves it.
interface Doing {
  name: string;
  arg: string;
  open: (name: string, arg?: string | number) => void;
  close: () => void;
  /// Whether this form is open, for this thing.
  is: (name: string, arg?: string | number) => boolean;
}

export function parse_do(text: unknown): { name: string; arg: string } {
  if (typeof text !== "string") return { name: "", arg: "" };
  const colon = text.indexOf(":");
  return colon < 0 ? { name: text, arg: "" } : { name: text.slice(0, colon), arg: text.slice(colon + 1) };
}

/// The right that an act takes on the deal; those that are not named here change it.
const right_of: Record<string, string | undefined> = {
  move: "deal.move",
  close: "deal.move",
  reopen: "deal.move",
  follow: "deal.create",
  assign: "deal.assign",
  migrate: "deal.migrate",
  merge: "deal.merge",
  delete: "deal.delete",
  approve: "quote.approve",
  refuse: "quote.approve",
};

/// An act that an address asks for is there only for whoever has the right to it on this deal.
export function useDo(): Doing {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const params = useParams({ strict: false }) as { deal?: string };
  const navigate = useNavigate();
  const asked = parse_do(search.do);
  const may = useMayOn(Number(params.deal), right_of[asked.name] ?? "deal.change");
  const { name, arg } = may ? asked : parse_do(undefined);
  const set = useCallback(
    (next: string | undefined) =>
      void navigate({
        to: ".",
        search: ((before: Record<string, unknown>) => ({ ...before, do: next })) as never,
        resetScroll: false,
      }),
    [navigate],
  );
  const open = useCallback(
    (what: string, about: string | number = "") => set(about === "" ? what : `${what}:${about}`),
    [set],
  );
  const close = useCallback(() => set(undefined), [set]);
  return { name, arg, open, close, is: (what, about = "") => name === what && arg === `${about}` };
}

/// One more word of the address, such as a filter; undefined where it is not there.
export function useWord(key: string) {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const found = search[key];
  const value = typeof found === "string" || typeof found === "number" ? `${found}` : undefined;
  const set = (next: string | undefined) =>
    void navigate({
      to: ".",
      search: ((before: Record<string, unknown>) => ({ ...before, [key]: next })) as never,
      replace: true,
      resetScroll: false,
    });
  return [value, set] as const;
}
