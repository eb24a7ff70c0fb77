import { useTranslation } from "react-i18next";
import { Pick } from "../../ui/menu.tsx";
import { type Reach, useTodaySearch, type Whose } from "./hooks.ts";
import { today_texts } from "./texts.ts";

/// Whose promises, deals and figures the page shows; not there where there is nothing to choose.
export function WhosePick({ reach }: { reach: Reach }) {
  const { t } = useTranslation(today_texts);
  const { change } = useTodaySearch();
  if (reach.choices.length < 2) return null;
  return (
    <Pick<Whose>
      label={t("whose")}
      choices={reach.choices.map((whose) => ({ id: whose, name: t(`whose_${whose}`) }))}
      chosen={reach.whose}
      on_choose={(whose) => change({ whose })}
    />
  );
}
