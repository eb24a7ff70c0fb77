import { useState } from "react";
import { useTranslation } from "react-i18next";
import { is_raced } from "./moves.ts";
import { deal_texts } from "./texts.ts";

/// An act of several requests: whether it is under way, and what went wrong. That somebody else was faster is said so.
export function useRun() {
  const { t } = useTranslation(deal_texts);
  const [error, set_error] = useState<unknown>();
  const [is_pending, set_pending] = useState(false);
  const run = async (act: () => Promise<void>) => {
    set_pending(true);
    set_error(undefined);
    try {
      await act();
    } catch (caught) {
      set_error(is_raced(caught) ? new Error(t("raced")) : caught);
    } finally {
      set_pending(false);
    }
  };
  return { error, is_pending, run };
}
