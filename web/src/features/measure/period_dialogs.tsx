import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { add_days, useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/fields.tsx";
import { own, type Period } from "./periods.ts";
import { texts } from "./texts.ts";

/// Two days of one's own, both included.
export function PeriodDialog({
  title,
  first,
  on_close,
  on_choose,
}: {
  title: string;
  first: Period;
  on_close: () => void;
  on_choose: (period: Period) => void;
}) {
  const { t } = useTranslation(texts);
  const [from, set_from] = useState(first.from ?? "");
  const [last, set_last] = useState(first.to ? add_days(first.to, -1) : "");
  const is_turned = from !== "" && last !== "" && last < from;
  const choose = (event: FormEvent) => {
    event.preventDefault();
    if (from && last && !is_turned) on_choose(own(from, last));
  };
  return (
    <Dialog label={title} on_close={on_close}>
      <h2>{title}</h2>
      <form onSubmit={choose}>
        <TextField
          label={t("first_day")}
          type="date"
          required
          value={from}
          onChange={(event) => set_from(event.target.value)}
        />
        <TextField
          label={t("last_day")}
          type="date"
          required
          value={last}
          error={is_turned ? t("turned_days") : undefined}
          onChange={(event) => set_last(event.target.value)}
        />
        <p className="row dialog-acts">
          <Button kind="main" type="submit">
            {t("measure_period")}
          </Button>
          <Button kind="text" onPress={on_close}>
            {t("leave_it")}
          </Button>
        </p>
      </form>
    </Dialog>
  );
}

/// A day of the past, seen with what was known then or with what is known now.
export function DayDialog({
  at,
  known,
  on_close,
  on_choose,
}: {
  at: string | undefined;
  known: string | undefined;
  on_close: () => void;
  on_choose: (at: string | undefined, known: string | undefined) => void;
}) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const [day, set_day] = useState(at ?? add_days(format.today(), -1));
  const [is_then, set_then] = useState(known === "then" || at === undefined);
  const choose = (event: FormEvent) => {
    event.preventDefault();
    if (day) on_choose(day, is_then ? "then" : undefined);
  };
  return (
    <Dialog label={t("any_day")} on_close={on_close}>
      <h2>{t("any_day")}</h2>
      <form onSubmit={choose}>
        <TextField
          label={t("day")}
          type="date"
          required
          max={format.today()}
          value={day}
          hint={t("day_hint")}
          onChange={(event) => set_day(event.target.value)}
        />
        <fieldset className="field">
          <legend className="s q">{t("known")}</legend>
          <label className="row check">
            <input type="radio" name="known" checked={is_then} onChange={() => set_then(true)} />
            <span>{t("known_then")}</span>
          </label>
          <label className="row check">
            <input type="radio" name="known" checked={!is_then} onChange={() => set_then(false)} />
            <span>{t("known_now")}</span>
          </label>
          <p className="hint">{t("known_hint")}</p>
        </fieldset>
        <p className="row dialog-acts">
          <Button kind="main" type="submit">
            {t("show_day")}
          </Button>
          {at && <Button onPress={() => on_choose(undefined, undefined)}>{t("back_to_now")}</Button>}
          <Button kind="text" onPress={on_close}>
            {t("leave_it")}
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
