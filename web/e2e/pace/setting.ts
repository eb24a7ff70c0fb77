import type { Browser, BrowserContext, Page } from "playwright-core";
import { data_of } from "../lib/api.ts";
import { patience_ms, within } from "../lib/deadline.ts";
import { make_company } from "../lib/sample.ts";
import { type Person, World } from "../lib/world.ts";
import { watch_pages } from "./probe.ts";

const deals = Number(process.env.PACE_DEALS ?? 10_000);
const open_cards = Number(process.env.PACE_CARDS ?? 2_000);

/// A workspace of many deals, of which so many are open, and who looks at it.
export interface Setting {
  world: World;
  browser: Browser;
  mara: Person;
  process: number;
  deals: number;
  cards: number;
}

export async function make_setting(browser: Browser): Promise<Setting> {
  const world = await World.start();
  const mara = await world.set_up();
  const process = await within(600_000, "The company", make_company(mara, deals));
  const cards = await fill_up(mara, process);
  return { world, browser, mara, process, deals, cards };
}

async function open_ones(mara: Person, process: number) {
  const params = { path: { process } };
  const { stages } = data_of(await mara.api.GET("/api/processes/{process}/stage-counts", { params }));
  return stages.filter((row) => row.status === "open").reduce((sum, row) => sum + row.deals, 0);
}

/// Deals in the first stage, until there are enough cards.
async function fill_up(mara: Person, process: number) {
  const missing = open_cards - (await open_ones(mara, process));
  for (let i = 0; i < missing; i++) {
    const values = [{ name: "amount", value: `${1000 + 37 * i}` }];
    await mara.api.POST("/api/deals", {
      body: { name: `Plant ${i + 1}`, process, qualify: true, values },
    });
  }
  return open_ones(mara, process);
}

/// A browser of its own for one person, with nothing kept from before.
export async function new_context({ browser, world }: Setting, person: Person): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: world.program.address,
    viewport: { width: 1440, height: 900 },
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
  });
  const [name = "", value = ""] = person.cookie.split("=");
  await context.addCookies([{ name, value, url: world.program.address }]);
  await watch_pages(context);
  return context;
}

export async function open_page(setting: Setting, path: string, person = setting.mara): Promise<Page> {
  const context = await new_context(setting, person);
  const page = await context.newPage();
  page.setDefaultTimeout(patience_ms);
  await page.goto(path);
  return page;
}
