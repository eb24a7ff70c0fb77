import { useTranslation } from "react-i18next";
import { useFormat } from "../app/format.ts";
import { CheckField, TextArea, TextField } from "../ui/fields.tsx";
import { deal_texts } from "./texts.ts";

export interface Exception {
  is_on: boolean;
  reason: string;
  met_by: string;
}

export const no_exception: Exception = { is_on: false, reason: "", met_by: "" };

/// Going all the same: the reason, and until when what is missing will be there.
export function ExceptionPart({
  value,
  on_change,
}: {
  value: Exception;
  on_change: (value: Exception) => void;
}) {
  const { t } = useTranslation(deal_texts);
  const format = useFormat();
  return (
    <section className="exc">
      <CheckField
        label={<b>{t("exception")}</b>}
        hint={t("exception_hint")}
        checked={value.is_on}
        onChange={(event) => on_change({ ...value, is_on: event.target.checked })}
      />
      {value.is_on && (
        <>
          <TextArea
            label={t("reason")}
            rows={2}
            value={value.reason}
            onChange={(event) => on_change({ ...value, reason: event.target.value })}
          />
          <TextField
            label={t("met_by")}
            type="date"
            min={format.today()}
            hint={t("met_by_hint")}
            value={value.met_by}
            onChange={(event) => on_change({ ...value, met_by: event.target.value })}
          />
        </>
      )}
    </section>
  );
}
