import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { follow_events } from "./event_stream.ts";

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static made: FakeSource[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    FakeSource.made.push(this);
  }
  close() {
    this.readyState = FakeSource.CLOSED;
  }
  fail(state: number) {
    this.readyState = state;
    this.onerror?.();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  FakeSource.made = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a stream that was refused is opened again, later and later, and hears what is told then", () => {
  const heard: string[] = [];
  const stop = follow_events("/api/events", { on: { deal_event: ({ data }) => heard.push(data) } });
  FakeSource.made[0]?.fail(FakeSource.CLOSED);
  vi.advanceTimersByTime(1999);
  expect(FakeSource.made.length).toBe(1);
  vi.advanceTimersByTime(1);
  expect(FakeSource.made.map(({ url }) => url)).toEqual(["/api/events", "/api/events"]);
  FakeSource.made[1]?.fail(FakeSource.CLOSED);
  vi.advanceTimersByTime(3999);
  expect(FakeSource.made.length).toBe(2);
  vi.advanceTimersByTime(1);
  FakeSource.made[2]?.onopen?.();
  FakeSource.made[2]?.dispatchEvent(new MessageEvent("deal_event", { data: "one" }));
  expect(heard).toEqual(["one"]);
  FakeSource.made[2]?.fail(FakeSource.CLOSED);
  vi.advanceTimersByTime(2000);
  expect(FakeSource.made.length).toBe(4);
  stop();
});

test("where the browser comes back by itself it is left to it, and what is over stays closed", () => {
  const on_error = vi.fn();
  const stop = follow_events("/api/events", { on: {}, on_error });
  FakeSource.made[0]?.fail(0);
  vi.advanceTimersByTime(60_000);
  expect([FakeSource.made.length, on_error.mock.calls.length]).toEqual([1, 1]);
  FakeSource.made[0]?.fail(FakeSource.CLOSED);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.made.length).toBe(1);
});
