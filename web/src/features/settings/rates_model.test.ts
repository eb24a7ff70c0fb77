import { describe, expect, it } from "vitest";
import { read_faults, read_rates, write_rates } from "./rates_model.ts";

const text = `stagecraft_settings: 1
reporting_currency: EUR
rates:                         # EUR for one
  - {currency: USD, from: 2026-01-01, rate: 0.92}
  - {currency: "SEK", from: 2026-01-01, rate: 0.088}
working_calendar:
  days: [mon, tue]
`;

describe("rates in the settings' text", () => {
  it("are read from the lines of their block", () => {
    expect(read_rates(text)).toEqual([
      { currency: "USD", from: "2026-01-01", rate: "0.92" },
      { currency: "SEK", from: "2026-01-01", rate: "0.088" },
    ]);
  });
  it("are none where the text has no block", () => {
    expect(read_rates("")).toEqual([]);
    expect(read_rates("stagecraft_settings: 1\n")).toEqual([]);
    expect(read_rates("stagecraft_settings: 1\nrates: []\n")).toEqual([]);
  });
  it("are left to the text where they are written in another way", () => {
    expect(read_rates("rates: *others\n")).toBeUndefined();
    expect(read_rates("rates: [{currency: USD, from: 2026-01-01, rate: 1}]\n")).toBeUndefined();
    expect(
      read_rates("rates:\n  # the bank's\n  - {currency: USD, from: 2026-01-01, rate: 1}\n"),
    ).toBeUndefined();
    expect(read_rates("rates:\n  - currency: USD\n    from: 2026-01-01\n    rate: 1\n")).toBeUndefined();
  });
  it("are written in their place, and all else stays", () => {
    const written = write_rates(text, [{ currency: "USD", from: "2026-07-01", rate: "0.9" }], "EUR");
    expect(written).toBe(`stagecraft_settings: 1
reporting_currency: EUR
rates:                         # EUR for one
  - {currency: USD, from: 2026-07-01, rate: 0.9}
working_calendar:
  days: [mon, tue]
`);
    expect(read_rates(written)).toHaveLength(1);
  });
  it("begin a text where there is none, with the currency that they convert into", () => {
    expect(write_rates("", [{ currency: "USD", from: "2026-01-01", rate: "1" }], "EUR")).toBe(
      "stagecraft_settings: 1\nreporting_currency: EUR\nrates:\n  - {currency: USD, from: 2026-01-01, rate: 1}\n",
    );
  });
  it("leave no empty block behind", () => {
    expect(
      write_rates(
        "stagecraft_settings: 1\nrates:\n  - {currency: USD, from: 2026-01-01, rate: 1}\n",
        [],
        "EUR",
      ),
    ).toBe("stagecraft_settings: 1\n");
  });
});

describe("what is wrong with the settings", () => {
  it("is told with its line", () => {
    expect(read_faults("settings:2:1: unknown key 'ratez'\nsettings:4:16: a currency is needed")).toEqual([
      { line: 2, text: "unknown key 'ratez'" },
      { line: 4, text: "a currency is needed" },
    ]);
  });
});
