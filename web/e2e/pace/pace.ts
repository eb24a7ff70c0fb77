import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { data_of } from "../lib/api.ts";
import { launch_browser } from "../lib/launch.ts";
import { measure_acts } from "./acts.ts";
import { measure_frames } from "./frames.ts";
import { measure_live } from "./live.ts";
import { measure_blank, measure_loads } from "./loads.ts";
import { measure_memory } from "./memory.ts";
import { make_setting, type Setting } from "./setting.ts";

const out = resolve(import.meta.dirname, "../../../out");
const lines: string[] = [];

/// Said at once and kept, so that a long run shows how far it is.
function say(line = "") {
  lines.push(line);
  console.log(line);
}

function table(head: string[], rows: (string | number)[][]) {
  say(`| ${head.join(" | ")} |`);
  say(`|${" --- |".repeat(head.length)}`);
  for (const row of rows) say(`| ${row.join(" | ")} |`);
  say();
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const load_now = () => `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`;

let browser: Browser | undefined;
let setting: Setting;

beforeAll(async () => {
  browser = await launch_browser();
  setting = await make_setting(browser);
  const { model } = cpus()[0] ?? { model: "?" };
  say(`${new Date().toISOString().slice(0, 16)}, ${model}, ${load_now()}; Chromium ${browser.version()}`);
  say(`${setting.deals} deals, ${setting.cards} cards on the board`);
  say();
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await setting?.world.end();
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "pace.md"), `${lines.join("\n")}\n`);
});

test("loads", async () => {
  const query = { process: setting.process, status: ["open"], limit: 1 };
  const deal = data_of(await setting.mara.api.GET("/api/deals", { params: { query } })).deals[0]?.id ?? 1;
  const blank = await measure_blank(setting);
  const loads = await measure_loads(setting, deal);
  say(`First loads, nothing kept; an empty page paints after ${ms(blank)} (${load_now()})`);
  say();
  table(
    ["page", "JavaScript, gzip", "CSS, gzip", "first paint", "ready", "blocked before", "layout shift"],
    loads.map((one) => [
      one.name,
      `${one.js_kb.toFixed(0)} kB`,
      `${one.css_kb.toFixed(0)} kB`,
      ms(one.paint_ms),
      ms(one.ready_ms),
      ms(one.blocked_ms),
      one.shift.toFixed(3),
    ]),
  );
  for (const { name, moved } of loads)
    for (const [what, by] of moved.filter(([, by]) => by > 0.02))
      say(`${name}: ${what} moves by ${by.toFixed(3)}`);
  say();
});

test("frames", async () => {
  const { found, elements } = await measure_frames(setting);
  say(`Frames; the list has ${elements} elements (${load_now()})`);
  say();
  table(
    ["what", "median frame", "p95", "time in frames over 33 ms"],
    found.map(([what, { median, p95, slow }]) => [
      what,
      `${median.toFixed(1)} ms`,
      `${p95.toFixed(1)} ms`,
      `${(slow * 100).toFixed(0)} %`,
    ]),
  );
});

test("acts", async () => {
  const acts = await measure_acts(setting);
  say(`Acts, from input to the next frame, and to the frame that shows the answer (${load_now()})`);
  say();
  table(
    ["what", "next frame: median", "worst", "answer: median", "worst"],
    acts.map(({ name, frame, answer }) => [
      name,
      ...[frame.median, frame.worst, answer.median, answer.worst].map(ms),
    ]),
  );
});

test("live", async () => {
  const live = await measure_live(setting);
  say(`From an act in one browser until another shows it (${load_now()})`);
  say();
  table(
    ["what", "median", "worst"],
    live.map(({ name, median, worst }) => [name, ms(median), ms(worst)]),
  );
});

test("memory", async () => {
  const found = await measure_memory(setting);
  say(`Memory after acts, one every ten seconds of somebody's work (${load_now()})`);
  say();
  table(
    ["acts", "JavaScript heap", "nodes", "listeners"],
    found.map(({ acts, heap_mb, nodes, listeners }) => [acts, `${heap_mb.toFixed(1)} MB`, nodes, listeners]),
  );
});
