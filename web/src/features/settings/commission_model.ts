import { digits_of } from "../../app/format.ts";

/// A tier as it is typed: the amount in whole units, the rate in per cent.
export interface TypedTier {
  above: string;
  rate: string;
}

export interface TypedRule {
  role: string;
  offering: string;
  tiers: TypedTier[];
}

export interface TypedPlan {
  currency: string;
  rules: TypedRule[];
}

interface Plan {
  currency: string;
  rules: { role: string; offering: string; tiers: { above: number; rate: number }[] }[];
}

/// The server's rates are millionths: 50,000 is 5 %.
const millionths_of_a_percent = 10_000;

export function to_typed({ currency, rules }: Plan): TypedPlan {
  const unit = 10 ** digits_of(currency || "EUR");
  return {
    currency,
    rules: rules.map((rule) => ({
      ...rule,
      tiers: rule.tiers.map(({ above, rate }) => ({
        above: `${above / unit}`,
        rate: `${rate / millionths_of_a_percent}`,
      })),
    })),
  };
}

/// A comma is read as a point; what is no number is 0, and the server says what is wrong with that.
function number_of(text: string) {
  const value = Number(text.replace(",", ".").replaceAll(" ", ""));
  return Number.isFinite(value) ? value : 0;
}

export function from_typed({ currency, rules }: TypedPlan): Plan {
  const unit = 10 ** digits_of(currency || "EUR");
  return {
    currency,
    rules: rules.map((rule) => ({
      ...rule,
      tiers: rule.tiers.map(({ above, rate }) => ({
        above: Math.round(number_of(above) * unit),
        rate: Math.round(number_of(rate) * millionths_of_a_percent),
      })),
    })),
  };
}
