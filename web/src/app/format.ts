import { useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";

const minor_digits = new Map<string, number>();

/// Digits behind the point that a currency has; 2 for one that the browser does not know.
export function digits_of(currency: string) {
  let digits = minor_digits.get(currency);
  if (digits === undefined) {
    try {
      digits =
        new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
          .maximumFractionDigits ?? 2;
    } catch {
      digits = 2;
    }
    minor_digits.set(currency, digits);
  }
  return digits;
}

/// How an amount is written: the currency's sign, a narrow space, the number; in thousands and millions where short.
interface MoneyParts {
  sign: string;
  number: string;
}

type Kept = Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat;

/// Every number, amount and date that pages show is written by one of these: in the reader's language and the
/// workspace's time zone.
export class Format {
  readonly locale: string;
  readonly zone: string;
  private readonly made = new Map<string, Kept>();
  private readonly signs = new Map<string, string>();

  constructor(locale: string, zone: string) {
    this.locale = locale;
    this.zone = zone;
  }

  private numbers(options: Intl.NumberFormatOptions) {
    return this.kept(`n${JSON.stringify(options)}`, () => new Intl.NumberFormat(this.locale, options));
  }
  private dates(options: Intl.DateTimeFormatOptions) {
    return this.kept(
      `d${JSON.stringify(options)}`,
      () => new Intl.DateTimeFormat(this.locale, { timeZone: this.zone, ...options }),
    );
  }
  /// Making a formatter costs more than using it a hundred times.
  private kept<T extends Kept>(key: string, make: () => T): T {
    const there = this.made.get(key) as T | undefined;
    if (there) return there;
    const made = make();
    this.made.set(key, made);
    return made;
  }

  /// With U+2212 for minus, as all figures.
  number(value: number, digits = 0) {
    return this.numbers({ maximumFractionDigits: digits, minimumFractionDigits: 0 })
      .format(value)
      .replace("-", "−");
  }
  /// `share` of 1, as '59 %'.
  percent(share: number, digits = 0) {
    return `${this.number(share * 100, digits)} %`;
  }
  /// Minor units, in full: € 186,000. Cents only where there are any.
  money_parts(minor: number, currency: string): MoneyParts {
    const digits = digits_of(currency);
    const value = minor / 10 ** digits;
    const has_cents = minor % 10 ** digits !== 0;
    return { sign: this.sign(currency), number: this.fixed(value, has_cents ? digits : 0) };
  }
  money(minor: number, currency: string) {
    const { sign, number } = this.money_parts(minor, currency);
    return `${sign} ${number}`;
  }
  /// What stands for millions: a German reader takes 'm' for metres. Thousands are 'k' to both.
  get millions() {
    return this.locale.startsWith("de") ? "Mio." : "m";
  }
  /// Short, for sums: € 2.3 m, € 610 k, € 950.
  money_short_parts(minor: number, currency: string): MoneyParts {
    const value = minor / 10 ** digits_of(currency);
    const size = Math.abs(value);
    if (size >= 999_500) {
      const number = this.fixed(value / 1e6, size < 99_950_000 ? 1 : 0);
      return { sign: this.sign(currency), number: `${number} ${this.millions}` };
    }
    if (size >= 1000) return { sign: this.sign(currency), number: `${this.fixed(value / 1e3, 0)} k` };
    return { sign: this.sign(currency), number: this.fixed(value, 0) };
  }
  money_short(minor: number, currency: string) {
    const { sign, number } = this.money_short_parts(minor, currency);
    return `${sign} ${number}`;
  }
  /// With exactly so many digits behind the point.
  fixed(value: number, digits: number) {
    return this.numbers({ maximumFractionDigits: digits, minimumFractionDigits: digits })
      .format(value)
      .replace("-", "−");
  }
  private sign(currency: string) {
    if (!currency) return "";
    const known = this.signs.get(currency);
    if (known !== undefined) return known;
    const sign = this.find_sign(currency);
    this.signs.set(currency, sign);
    return sign;
  }
  private find_sign(currency: string) {
    try {
      const parts = this.numbers({
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
      }).formatToParts(0);
      const sign = parts.find((part) => part.type === "currency")?.value ?? currency;
      // Krona, krone and koruna share a sign; a code says which.
      return sign.length > 1 || sign === "kr" ? currency : sign;
    } catch {
      return currency;
    }
  }

  /// A day as '12 Nov', with the year when it is not this one. `day` is YYYY-MM-DD or an instant.
  day(day: string, now = new Date()) {
    const date = to_date(day);
    const zone = is_day(day) ? "UTC" : this.zone;
    const same_year = date.getUTCFullYear() === now.getUTCFullYear();
    return this.dates({
      day: "numeric",
      month: "short",
      ...(same_year ? {} : { year: "numeric" }),
      timeZone: zone,
    }).format(date);
  }
  full_day(day: string) {
    return this.dates({
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: is_day(day) ? "UTC" : this.zone,
    }).format(to_date(day));
  }
  /// 'Jul 2026', or 'Jul'; `day` is any day of the month.
  month(day: string, with_year = true) {
    return this.dates({
      month: "short",
      ...(with_year ? { year: "numeric" } : {}),
      timeZone: "UTC",
    }).format(to_date(day));
  }
  long_day(day: string) {
    return this.dates({
      weekday: "long",
      day: "numeric",
      month: "long",
      timeZone: is_day(day) ? "UTC" : this.zone,
    }).format(to_date(day));
  }
  time(instant: string) {
    return this.dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));
  }
  day_and_time(instant: string) {
    return `${this.day(instant)}, ${this.time(instant)}`;
  }
  /// Of today in the workspace's zone: YYYY-MM-DD.
  today(now = new Date()) {
    return day_in(now, this.zone);
  }
  /// A sentence of the server's with its ISO days as `day` writes them; one that ends with a point ends the sentence, too.
  sentence(text: string) {
    return text.replaceAll(/\b(\d{4}-\d\d-\d\d)(\.?)/g, (written, iso: string, point: string) => {
      if (Number.isNaN(to_date(iso).getTime())) return written;
      const words = this.day(iso);
      return words.endsWith(".") ? words : words + point;
    });
  }
  list(words: string[]) {
    return this.kept("l", () => new Intl.ListFormat(this.locale, { type: "conjunction" })).format(words);
  }
}

export function is_day(text: string) {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

function to_date(text: string) {
  return new Date(is_day(text) ? `${text}T00:00:00Z` : text);
}

const iso_days = new Map<string, Intl.DateTimeFormat>();

/// The day (YYYY-MM-DD) that it is in a time zone.
export function day_in(instant: Date, zone: string) {
  let format = iso_days.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    iso_days.set(zone, format);
  }
  return format.format(instant);
}

/// The day (YYYY-MM-DD) so many days after another, or before it.
export function add_days(day: string, days: number) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/// Whole days from one day to another (YYYY-MM-DD); negative when `to` is before.
export function days_between(from: string, to: string) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/// Days, with parts of one, from an instant to another.
export function days_since(instant: string, now: Date) {
  return (now.getTime() - Date.parse(instant)) / 86_400_000;
}

const locales: Record<string, string> = { en: "en-GB", de: "de-DE" };
const locale_listeners = new Set<() => void>();

/// The locale that was chosen on this device; empty: the language's own.
export function kept_locale() {
  return globalThis.localStorage?.getItem("locale") ?? "";
}

export function set_locale(locale: string) {
  if (locale) localStorage.setItem("locale", locale);
  else localStorage.removeItem("locale");
  for (const act of locale_listeners) act();
}

function useKeptLocale() {
  return useSyncExternalStore((act) => {
    locale_listeners.add(act);
    return () => locale_listeners.delete(act);
  }, kept_locale);
}

export function useFormat() {
  const { i18n } = useTranslation();
  const workspace = $api.useQuery("get", "/api/workspace", {}, { staleTime: 300_000 });
  const zone = workspace.data?.zone || "UTC";
  const kept = useKeptLocale();
  const locale = kept || locales[i18n.language] || "en-GB";
  return useMemo(() => new Format(locale, zone), [locale, zone]);
}
