import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { SelectField } from "../../ui/fields.tsx";
import type { FormProps } from "./columns_form.tsx";
import { column_of, put } from "./mapping.ts";
import { texts } from "./texts.ts";

const date_formats = ["iso", "dmy", "mdy", "epoch_s", "epoch_ms"];

/// How dates, times and amounts are written.
export function FormatsForm({ mapping, on_change }: FormProps) {
  const { t } = useTranslation(texts);
  const workspace = $api.useQuery("get", "/api/workspace", {}, { staleTime: 300_000 });
  const word = (key: string) => column_of(mapping[key], []);
  const with_chosen = (words: string[], chosen: string) =>
    [...new Set([...words, chosen])].filter((one) => one !== "");
  const zones = with_chosen(["UTC", workspace.data?.zone ?? ""], word("zone"));
  const currencies = with_chosen(
    [workspace.data?.currency ?? "", "EUR", "USD", "GBP", "CHF"],
    word("currency"),
  );
  const by_column = typeof mapping.currency === "object";
  const set = (key: string) => (event: { target: { value: string } }) =>
    on_change(put(mapping, [key], event.target.value));
  return (
    <fieldset>
      <legend>{t("formats")}</legend>
      <div className="import-formats">
        <SelectField
          label={t("date_format")}
          value={word("date_format")}
          onChange={set("date_format")}
          choices={[
            { id: "", name: t("found_out") },
            ...with_chosen(date_formats, word("date_format")).map((id) => ({
              id,
              name: t(`date_${id}`, { defaultValue: id }),
            })),
          ]}
        />
        <SelectField
          label={t("zone")}
          value={word("zone")}
          onChange={set("zone")}
          choices={[{ id: "", name: t("zone_unsaid") }, ...zones.map((id) => ({ id, name: id }))]}
        />
        <SelectField
          label={t("decimal")}
          value={word("decimal")}
          onChange={set("decimal")}
          choices={[
            { id: "", name: t("decimal_point") },
            { id: ",", name: t("decimal_comma") },
          ]}
        />
        {!by_column && (
          <SelectField
            label={t("currency")}
            value={word("currency")}
            onChange={set("currency")}
            choices={[{ id: "", name: t("currency_unsaid") }, ...currencies.map((id) => ({ id, name: id }))]}
          />
        )}
      </div>
    </fieldset>
  );
}
