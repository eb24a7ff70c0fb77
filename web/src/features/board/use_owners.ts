import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session.tsx";
import { usePeople } from "../../deals/names.ts";
import type { Filters } from "./search_model.ts";
import { board_texts } from "./texts.ts";

/// Whose deals may be asked for, oneself first, and in a word whose are.
export function useOwners({ owner: chosen = [] }: Filters) {
  const { t } = useTranslation(board_texts);
  const me = useSession();
  const { names, choices_with } = usePeople();
  const own = { id: `${me.person}`, name: t("me_named", { name: me.name }) };
  const others = choices_with(chosen).filter((one) => one.id !== own.id);
  const [first, ...more] = chosen;
  const named = first === undefined ? t("all") : (names.get(first) ?? "");
  return {
    choices: [own, ...others],
    shown: more.length > 0 ? t("owners_some", { count: chosen.length }) : named,
  };
}
