import type { Page } from "playwright-core";
import { median, time_of } from "./probe.ts";
import { open_page, type Setting } from "./setting.ts";

export interface Timed {
  name: string;
  median: number;
  worst: number;
}

const rounds = Number(process.env.PACE_ACTS ?? 15);

async function timed(name: string, act: (i: number) => Promise<number>): Promise<Timed> {
  // The first time loads a part of the program, which is not asked about here.
  await act(0);
  const times: number[] = [];
  for (let i = 1; i <= rounds; i++) times.push(await act(i));
  return { name, median: median(times), worst: Math.max(...times) };
}

const at_rest = '!document.querySelector("main .skeleton")';
const on_deal = `location.pathname.startsWith("/deals/") && document.querySelector(".deal h1") && ${at_rest}`;
const on_board = 'document.querySelectorAll("[data-deal]").length > 8';

async function on_the_board(page: Page): Promise<Timed[]> {
  const backs: number[] = [];
  const open = await timed("opening a deal from the board", async (i) => {
    const link = page.locator("[data-deal] .to-deal").nth(i % 6);
    const ms = await time_of(page, on_deal, () => link.click());
    await page.locator("nav.views a[href^='/run']").first().hover();
    backs.push(await time_of(page, on_board, () => page.keyboard.press("2")));
    return ms;
  });
  const [, ...others] = backs;
  const filter = await timed("filtering the board by owner", async (i) => {
    await page.getByRole("button", { name: /^Owner/ }).click();
    // By turns a person is chosen and taken out again; the first of the list is whoever looks.
    const item = page.getByRole("menuitemcheckbox").nth(1 + (Math.floor(i / 2) % 3));
    await item.waitFor();
    const before = JSON.stringify(await page.locator(".slice .total").innerText());
    const has_changed = `document.querySelector(".slice .total")?.innerText !== ${before} && ${at_rest}`;
    const ms = await time_of(page, has_changed, () => item.click());
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    return ms;
  });
  const menu = await timed("opening the menu of a card", async (i) => {
    await page
      .locator("[data-deal] .to-deal")
      .nth(i % 6)
      .focus();
    const ms = await time_of(page, 'document.querySelector("[role=menu]")', () => page.keyboard.press("m"));
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    return ms;
  });
  return [
    open,
    { name: "going back to the board", median: median(others), worst: Math.max(...others) },
    filter,
    menu,
  ];
}

async function in_the_palette(page: Page): Promise<Timed[]> {
  // Each begins names of the sample.
  const words = ["kow", "kru", "ost", "bre", "ash", "per"];
  const opened: number[] = [];
  const search = await timed("searching in the palette, the last letter", async (i) => {
    const word = words[i % words.length] ?? "ash";
    opened.push(
      await time_of(page, 'document.activeElement?.getAttribute("role") === "combobox"', () =>
        page.keyboard.press("Control+k"),
      ),
    );
    await page.keyboard.type(word.slice(0, 2));
    const is_found = `[...document.querySelectorAll("[role=option]")].some((one) => one.innerText.toLowerCase().includes("${word}"))`;
    const ms = await time_of(page, is_found, () => page.keyboard.type(word.slice(2)));
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "detached" });
    return ms;
  });
  const [, ...others] = opened;
  return [{ name: "opening the palette", median: median(others), worst: Math.max(...others) }, search];
}

async function in_the_list(page: Page): Promise<Timed[]> {
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

/// From the input to the frame that shows what was asked for, answers of the server included.
export async function measure_acts(setting: Setting): Promise<Timed[]> {
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
