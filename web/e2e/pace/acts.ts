import type { Page } from "playwright-core";
import { median, type Times, time_of } from "./probe.ts";
import { open_page, type Setting } from "./setting.ts";

interface Spread {
  median: number;
  worst: number;
}

export interface TimedAct {
  name: string;
  frame: Spread;
  answer: Spread;
}

const rounds = Number(process.env.PACE_ACTS ?? 15);

function summary(name: string, all: readonly Times[]): TimedAct {
  const of = (times: number[]) => ({ median: median(times), worst: Math.max(...times) });
  return { name, frame: of(all.map(({ frame }) => frame)), answer: of(all.map(({ answer }) => answer)) };
}

async function timed(name: string, act: (i: number) => Promise<Times>): Promise<TimedAct> {
  // The first time loads a part of the program, which is not asked about here.
  await act(0);
  const times: Times[] = [];
  for (let i = 1; i <= rounds; i++) times.push(await act(i));
  return summary(name, times);
}

const at_rest = '!document.querySelector("main .skeleton")';
const on_deal = `location.pathname.startsWith("/deals/") && document.querySelector(".deal h1") && ${at_rest}`;
const on_board = 'document.querySelectorAll("[data-deal]").length > 8';

/// Each time a deal that has not been opened before, and back.
async function to_deals_and_back(page: Page): Promise<TimedAct[]> {
  const backs: Times[] = [];
  const open = await timed("opening a deal from the board", async (i) => {
    const link = page.locator("[data-deal] .to-deal").nth(i);
    const times = await time_of(page, on_deal, () => link.click());
    await page.locator("nav.views a[href^='/run']").first().hover();
    backs.push(await time_of(page, on_board, () => page.keyboard.press("2")));
    return times;
  });
  return [open, summary("going back to the board", backs.slice(1))];
}

/// By each owner in turn, none of whom has been asked for before, and by nobody again.
async function filter_by_owner(page: Page): Promise<TimedAct[]> {
  const chosen: Times[] = [];
  const taken_out: Times[] = [];
  await page.getByRole("button", { name: /^Owner/ }).click();
  const people = page.getByRole("menuitemcheckbox");
  await people.first().waitFor();
  const count = await people.count();
  await page.keyboard.press("Escape");
  // The first of the list is whoever looks; the second loads what is not asked about here.
  for (let i = 1; i < count; i++)
    for (const times of [chosen, taken_out]) {
      await page.getByRole("button", { name: /^Owner/ }).click();
      const before = JSON.stringify(await page.locator(".slice .total").textContent());
      const has_changed = `document.querySelector(".slice .total")?.textContent !== ${before} && ${at_rest}`;
      times.push(await time_of(page, has_changed, () => people.nth(i).click()));
      await page.keyboard.press("Escape");
      await page.getByRole("menu").waitFor({ state: "detached" });
    }
  return [
    summary("filtering the board by an owner", chosen.slice(1)),
    summary("taking the filter out", taken_out.slice(1)),
  ];
}

async function on_the_board(page: Page): Promise<TimedAct[]> {
  const menu = await timed("opening the menu of a card", async (i) => {
    await page
      .locator("[data-deal] .to-deal")
      .nth(i % 6)
      .focus();
    const times = await time_of(page, 'document.querySelector("[role=menu]")', () =>
      page.keyboard.press("m"),
    );
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    return times;
  });
  return [...(await to_deals_and_back(page)), ...(await filter_by_owner(page)), menu];
}

async function in_the_palette(page: Page): Promise<TimedAct[]> {
  // Each begins names of the sample.
  const words = ["kow", "kru", "ost", "bre", "ash", "per"];
  const opened: Times[] = [];
  const search = await timed("searching in the palette, the last letter", async (i) => {
    const word = words[i % words.length] ?? "ash";
    opened.push(
      await time_of(page, 'document.activeElement?.getAttribute("role") === "combobox"', () =>
        page.keyboard.press("Control+k"),
      ),
    );
    await page.keyboard.type(word.slice(0, 2));
    const is_found = `[...document.querySelectorAll("[role=option]")].some((one) => one.innerText.toLowerCase().includes("${word}"))`;
    const times = await time_of(page, is_found, () => page.keyboard.type(word.slice(2)));
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "detached" });
    return times;
  });
  return [summary("opening the palette", opened.slice(1)), search];
}

async function in_the_list(page: Page): Promise<TimedAct[]> {
  const sort = await timed("sorting the list", async (i) => {
    const head = page.getByRole("button", { name: i % 2 === 0 ? "Amount" : "Deal", exact: true });
    const before = JSON.stringify(await page.locator("[data-row]").first().innerText());
    return time_of(page, `document.querySelector("[data-row]")?.innerText !== ${before}`, () => head.click());
  });
  const select = await timed("selecting a row", async (i) => {
    const row = page.locator("[data-row]").nth(i % 8);
    const now = await row.getAttribute("aria-selected");
    const index = await row.getAttribute("data-row");
    const is_done = `document.querySelector('[data-row="${index}"]').getAttribute("aria-selected") !== "${now}"`;
    return time_of(page, is_done, () => row.locator("input").click());
  });
  return [sort, select];
}

/// Answers of the server included.
export async function measure_acts(setting: Setting): Promise<TimedAct[]> {
  const page = await open_page(setting, `/run?process=${setting.process}`);
  await page.locator("[data-deal]").nth(8).waitFor();
  const found = await on_the_board(page);
  found.push(...(await in_the_palette(page)));
  await page.goto(`/run?process=${setting.process}&show=list`);
  await page.locator("[data-row]").first().waitFor();
  found.push(...(await in_the_list(page)));
  await page.context().close();
  return found;
}
