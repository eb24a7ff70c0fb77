import { get } from "node:http";
import { patience_ms } from "../lib/deadline.ts";
import { settled } from "../lib/settled.ts";
import { median } from "./probe.ts";
import { new_context, type Setting } from "./setting.ts";

interface Load {
  name: string;
  js_kb: number;
  css_kb: number;
  paint_ms: number;
  ready_ms: number;
  blocked_ms: number;
  shift: number;
  /// Of the worst load, the largest first.
  moved: [string, number][];
}

const rounds = Number(process.env.PACE_ROUNDS ?? 5);

/// Pages, and what is on them once one can work with them.
const pages = (process: number, deal: number) => [
  { name: "Today", path: "/today", there: "main .pl li, main .sec" },
  { name: "Board", path: `/run?process=${process}`, there: "[data-deal]" },
  { name: "List", path: `/run?process=${process}&show=list`, there: "[data-row]" },
  { name: "Deal", path: `/deals/${deal}`, there: "main h1" },
  { name: "Measure", path: `/measure?process=${process}`, there: "main h1" },
  { name: "Improve", path: `/improve?process=${process}`, there: "main h1" },
  { name: "Accounts", path: "/customers", there: "main tbody tr" },
  { name: "Import", path: "/import", there: "main h1" },
  { name: "Settings", path: "/settings", there: "main h1" },
];

const sizes = new Map<string, Promise<number>>();

/// Bytes of a file of ours as it is sent, packed by gzip.
function gzipped(url: string) {
  const known = sizes.get(url);
  if (known) return known;
  const size = new Promise<number>((go_on, fail) => {
    get(url, { headers: { "accept-encoding": "gzip" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (piece: Buffer) => {
        bytes += piece.length;
      });
      answer.on("end", () => go_on(bytes));
    }).on("error", fail);
  });
  sizes.set(url, size);
  return size;
}

async function kb_of(urls: readonly string[], ending: string) {
  const found = await Promise.all([...new Set(urls)].filter((url) => url.endsWith(ending)).map(gzipped));
  return found.reduce((sum, bytes) => sum + bytes, 0) / 1000;
}

/// One load by a browser that has nothing of ours yet.
async function load(setting: Setting, path: string, there: string) {
  const context = await new_context(setting, setting.mara);
  try {
    const page = await context.newPage();
    await page.goto(path);
    // The first frame in which there is something to work with, and nothing that only holds its place.
    const there_at = await page.evaluate<number>(
      `new Promise((go_on) => {
        const look = () => document.querySelector(${JSON.stringify(there)}) && !document.querySelector("main .skeleton")
          ? go_on(performance.now()) : requestAnimationFrame(look);
        look();
      })`,
    );
    await settled(page);
    const told = await page.evaluate(() => ({
      paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      urls: performance.getEntriesByType("resource").map((entry) => entry.name),
      long: window.pace.long,
      shift: window.pace.shift,
      moved: window.pace.moved,
    }));
    // Ready: what is there answers, because the task that drew it, and any that follows on its heels, is over.
    const ready = told.long.reduce(
      (at, [begin, length]) => (begin <= at + 50 ? Math.max(at, begin + length) : at),
      there_at,
    );
    const blocked = told.long.reduce((sum, [begin, length]) => sum + (begin < ready ? length - 50 : 0), 0);
    return { ...told, ready, blocked };
  } finally {
    await context.close();
  }
}

function worst_shift(loads: readonly Pick<Load, "shift" | "moved">[]) {
  const [worst] = loads.toSorted((a, b) => b.shift - a.shift);
  const moved = (worst?.moved ?? []).toSorted((a, b) => b[1] - a[1]);
  return { shift: worst?.shift ?? 0, moved };
}

export async function measure_loads(setting: Setting, deal: number): Promise<Load[]> {
  const found: Load[] = [];
  for (const { name, path, there } of pages(setting.process, deal)) {
    const loads = [];
    for (let i = 0; i < rounds; i++) loads.push(await load(setting, path, there));
    const urls = loads.flatMap((one) => one.urls);
    found.push({
      name,
      js_kb: await kb_of(urls, ".js"),
      css_kb: await kb_of(urls, ".css"),
      paint_ms: median(loads.map((one) => one.paint)),
      ready_ms: median(loads.map((one) => one.ready)),
      blocked_ms: median(loads.map((one) => one.blocked)),
      ...worst_shift(loads),
    });
  }
  return found;
}

/// A page of ours with nothing on it, for comparison: what the browser and the way to the server take.
export async function measure_blank(setting: Setting) {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const context = await new_context(setting, setting.mara);
    const page = await context.newPage();
    await page.route("**/blank", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: "<!doctype html><title>-</title><main><h1>-</h1></main>",
      }),
    );
    await page.goto("/blank", { timeout: patience_ms });
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    times.push(
      await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0),
    );
    await context.close();
  }
  return median(times);
}
