import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ApiError } from "../api/client.ts";
import { fault_at, is_told_at, told_at, useOnce } from "./acts.ts";

function refused(faults: { at: string; message: string; mend: string }[]) {
  return new ApiError({
    type: "about:blank",
    title: "",
    status: 422,
    detail: "No.",
    faults,
    request_id: "",
  });
}

describe("faults of a form", () => {
  const error = refused([
    { at: "/due", message: "not a day", mend: "write it as 2026-01-31" },
    { at: "/values/0/value", message: "no amount", mend: "" },
  ]);
  it("stand at their field, with how to mend them", () => {
    expect(fault_at(error, "/due")).toBe("not a day. write it as 2026-01-31");
  });
  it("stand at the field that holds what is wrong", () => {
    expect(fault_at(error, "/values/0")).toBe("no amount");
    expect(fault_at(error, "/val")).toBeUndefined();
  });
  it("need no telling beside the button when each stands at a field", () => {
    expect(is_told_at(error, ["/due", "/values"])).toBe(true);
    expect(is_told_at(error, ["/due"])).toBe(false);
    expect(is_told_at(refused([]), ["/due"])).toBe(false);
  });
});

describe("the time of an act that is told for a day", () => {
  it("is the server's now when the day is today", () => {
    expect(told_at("2026-11-22", "2026-11-22")).toEqual({});
    expect(told_at("", "2026-11-22")).toEqual({});
  });
  it("is noon of another day", () => {
    expect(told_at("2026-11-20", "2026-11-22")).toEqual({ at: "2026-11-20T12:00:00Z" });
  });
});

describe("the word of a request", () => {
  it("stays while the body does, and is another one for another body", () => {
    const { result } = renderHook(() => useOnce());
    const first = result.current.header({ note: "a" })["Idempotency-Key"];
    expect(result.current.header({ note: "a" })["Idempotency-Key"]).toBe(first);
    expect(result.current.header({ note: "b" })["Idempotency-Key"]).not.toBe(first);
  });
  it("is another one for the same body once it was done", () => {
    const { result } = renderHook(() => useOnce());
    const first = result.current.header({ note: "a" })["Idempotency-Key"];
    result.current.done();
    expect(result.current.header({ note: "a" })["Idempotency-Key"]).not.toBe(first);
  });
});
