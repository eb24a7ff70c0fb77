import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session.tsx";
import { usePeople } from "../../deals/names.ts";
import type { Filters } from "./search_model.ts";
import { board_texts } from "./texts.ts";

const nobody: number[] = [];

/// Whose deals may be asked for, oneself first, and in a word whose are.
export function useOwners({ owner: chosen = nobody }: Filters) {
  const { t } = useTranslation(board_texts);
  const me = useSession();
  const { names, choices_with } = usePeople();
  const choices = useMemo(() => {
    const own = { id: `${me.person}`, name: t("me_named", { name: me.name }) };
    return [own, ...choices_with(chosen).filter((one) => one.id !== own.id)];
  }, [me, t, choices_with, chosen]);
  const [first, ...more] = chosen;
  const named = first === undefined ? t("all") : (names.get(first) ?? "");
  return {
    choices,
    shown: more.length > 0 ? t("owners_some", { count: chosen.length }) : named,
  };
}
