import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { patience_ms, story_ms, within } from "./deadline.ts";
import { launch_browser } from "./launch.ts";
import { PageLog } from "./watched_page.ts";
import { type Person, World } from "./world.ts";

const out = resolve(import.meta.dirname, "../out");
let browser: Browser | undefined;
beforeAll(async () => {
  browser = await launch_browser();
});
afterAll(() => browser?.close());

export interface PageOptions {
  width?: number;
  height?: number;
  theme?: "light" | "dark";
  touch?: boolean;
  locale?: string;
}

interface Opened {
  context: BrowserContext;
  page: Page;
  log: PageLog;
}

/// One story: its workspace, and the pages that people have open in it.
export class Stage {
  readonly world: World;
  private readonly opened: Opened[] = [];

  constructor(world: World) {
    this.world = world;
  }

  /// A page at `path` in a browser of its own; `person` is signed in, nobody is where it is left out.
  async open(path: string, person?: Person, options: PageOptions = {}): Promise<Page> {
    const context = await this.new_context(options);
    if (person) {
      const [name = "", value = ""] = person.cookie.split("=");
      await context.addCookies([{ name, value, url: this.world.program.address }]);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(patience_ms);
    this.opened.push({ context, page, log: new PageLog(page) });
    await page.goto(path);
    return page;
  }

  /// What the browser may say of this page without failing the story.
  allow(page: Page, pattern: RegExp) {
    this.opened.find((one) => one.page === page)?.log.allow(pattern);
  }

  check() {
    for (const { log } of this.opened) log.check();
  }

  /// A picture of each page, what the browser said, what the program said.
  async keep(name: string) {
    const stem = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    await mkdir(out, { recursive: true });
    for (const [i, { page, log }] of this.opened.entries()) {
      if (page.isClosed()) continue;
      const path = join(out, `${stem}-${i + 1}`);
      await writeFile(`${path}.log`, `${page.url()}\n${log.text()}\n`);
      await page.screenshot({ path: `${path}.png`, timeout: 5000 }).catch(() => undefined);
    }
    await writeFile(join(out, `${stem}-program.log`), this.world.program.log());
  }

  /// The pages alone; the workspace goes on.
  async close() {
    for (const { context } of this.opened) await context.close().catch(() => undefined);
  }

  async end() {
    await this.close();
    await this.world.end();
  }

  private new_context({
    width = 1440,
    height = 900,
    theme = "light",
    touch = false,
    locale = "en-GB",
  }: PageOptions) {
    if (!browser) throw new Error("Stories run inside story(), which has the browser.");
    const options: BrowserContextOptions = {
      baseURL: this.world.program.address,
      viewport: { width, height },
      colorScheme: theme,
      reducedMotion: "reduce",
      timezoneId: "Europe/Berlin",
      acceptDownloads: true,
      hasTouch: touch,
      locale,
    };
    return browser.newContext(options);
  }
}

/// `tell` runs against a new workspace. The story fails when it throws, when the browser complains, or when it takes too
/// long; then pictures and logs of it are kept in e2e/out. Servers and pages end in any case.
export function story(
  name: string,
  tell: (stage: Stage) => Promise<void>,
  options: { flags?: string[] } = {},
) {
  test(name, async () => {
    const stage = new Stage(await World.start(options.flags));
    try {
      await within(story_ms, `The story '${name}'`, tell(stage));
      stage.check();
    } catch (error) {
      await stage.keep(name);
      throw error;
    } finally {
      await stage.end();
    }
  });
}
