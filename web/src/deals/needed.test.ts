import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { fault_at } from "./acts.ts";
import { useNeeded } from "./needed.ts";

test("what was left empty is said at its field, before and instead of what the server said", () => {
  const { result } = renderHook(() => useNeeded(new Error("refused")));
  let is_told = true;
  act(() => {
    is_told = result.current.is_told({ "/due": "Name the day.", "/text": "" });
  });
  expect(is_told).toBe(false);
  expect(fault_at(result.current.error, "/due")).toBe("Name the day.");
  expect(fault_at(result.current.error, "/text")).toBeUndefined();
});

test("a form that is filled says what the server said", () => {
  const { result } = renderHook(() => useNeeded("refused"));
  act(() => {
    expect(result.current.is_told({ "/due": "" })).toBe(true);
  });
  expect(result.current.error).toBe("refused");
});
