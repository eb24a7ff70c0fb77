import type { BrowserContext, Page } from "playwright-core";
import { patience_ms, within } from "../lib/deadline.ts";

/// What a page keeps of itself while it is measured; times are in ms since it began to load.
interface Probe {
  shift: number;
  /// What moved, by how much of the shift.
  moved: [string, number][];
  /// Beginning and length of tasks over 50 ms.
  long: [number, number][];
  /// Beginning of each input that is part of an act, and how long until the next frame after it was dealt with.
  inputs: [number, number][];
  /// Length of each frame since `begin_frames`.
  frames: number[];
  begin_frames: () => void;
  /// Begins to time: from the next input until what it shows has been drawn.
  watch: (is_done: () => boolean) => void;
  /// What the last watch timed.
  timed: Promise<Times>;
}

/// Of one act, in ms from its input.
export interface Times {
  /// Until the next frame, which shows that the input was taken; of its inputs the slowest. To 8 ms, as browsers tell it.
  frame: number;
  /// Until the frame that shows what was asked for.
  answer: number;
}

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

declare global {
  interface Window {
    pace: Probe;
  }
}

function install() {
  /// Longer than a browser takes to tell of an input, so that none is missed.
  const told_after_ms = 300;
  const pace: Probe = {
    shift: 0,
    moved: [],
    long: [],
    frames: [],
    begin_frames() {
      pace.frames = [];
      let before = performance.now();
      const frames = pace.frames;
      const frame = () => {
        const now = performance.now();
        frames.push(now - before);
        before = now;
        if (pace.frames === frames) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    },
    inputs: [],
    timed: Promise.resolve({ frame: 0, answer: 0 }),
    watch(is_done) {
      const kinds = ["pointerdown", "keydown", "wheel"];
      pace.timed = new Promise((go_on) => {
        const begin = (event: Event) => {
          for (const kind of kinds) removeEventListener(kind, begin, true);
          const end = (now: number) => {
            // The browser tells of an input after its frame; of one that takes less than 16 ms it tells nothing.
            const tell = () => {
              const of_act = pace.inputs.filter(([at]) => at >= event.timeStamp).map(([, ms]) => ms);
              go_on({ frame: Math.max(16, ...of_act), answer: now - event.timeStamp });
            };
            setTimeout(tell, told_after_ms);
          };
          const look = () => {
            if (!is_done()) return requestAnimationFrame(look);
            // A message that is sent in a frame comes after it has been drawn.
            const channel = new MessageChannel();
            channel.port1.onmessage = () => end(performance.now());
            return channel.port2.postMessage(0);
          };
          requestAnimationFrame(look);
        };
        for (const kind of kinds) addEventListener(kind, begin, true);
      });
    },
  };
  window.pace = pace;
  const observe = (type: string, hear: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({
      type,
      buffered: true,
      ...(type === "event" ? { durationThreshold: 16 } : {}),
    });
  observe("event", (entry) => {
    const { interactionId = 0 } = entry as PerformanceEntry & { interactionId?: number };
    if (interactionId > 0) pace.inputs.push([entry.startTime, entry.duration]);
  });
  observe("longtask", ({ startTime, duration }) => pace.long.push([startTime, duration]));
  observe("layout-shift", (entry) => {
    const { value, hadRecentInput, sources } = entry as Shift;
    if (hadRecentInput) return;
    pace.shift += value;
    const [first] = sources;
    const node = first?.node instanceof Element ? first.node : first?.node?.parentElement;
    const text = node?.textContent?.slice(0, 30) ?? "";
    pace.moved.push([`${node?.localName}.${node?.className} ${text}`, value]);
  });
}

export async function watch_pages(context: BrowserContext) {
  await context.addInitScript(install);
}

/// Waits until the page has nothing left to do, out of sight either: until five short waits end on time.
async function until_at_rest(page: Page) {
  const rest = page.evaluate(
    () =>
      new Promise<void>((go_on) => {
        const wait_ms = 20;
        let on_time = 0;
        const look = (begin: number) => {
          on_time = performance.now() - begin < wait_ms + 8 ? on_time + 1 : 0;
          if (on_time === 5) return go_on();
          wait();
        };
        const wait = () => {
          const begin = performance.now();
          setTimeout(() => look(begin), wait_ms);
        };
        wait();
      }),
  );
  return within(patience_ms, "A page at rest", rest);
}

/// How long one act takes, begun on a page at rest: `is_done`, an expression on the page, says when its answer is there.
export async function time_of(page: Page, is_done: string, act: () => Promise<unknown>) {
  await until_at_rest(page);
  // Input may overtake what the page is asked for, so the watch stands before the act begins.
  await page.evaluate(`pace.watch(() => ${is_done})`);
  await act();
  return within(patience_ms, is_done, page.evaluate<Times>("pace.timed"));
}

export interface Frames {
  median: number;
  p95: number;
  /// Share of the time that frames over 33 ms took: of what one sees as a stutter.
  slow: number;
}

export async function frames_of(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => window.pace.begin_frames());
  await act();
  const frames = await page.evaluate(() => window.pace.frames.splice(0));
  const all = frames.reduce((sum, ms) => sum + ms, 0);
  const slow = frames.filter((ms) => ms > 33.4).reduce((sum, ms) => sum + ms, 0);
  return { median: median(frames), p95: quantile(frames, 0.95), slow: slow / all };
}

function quantile(values: readonly number[], share: number) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
