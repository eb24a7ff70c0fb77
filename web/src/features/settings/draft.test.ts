import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useDraft } from "./draft.ts";

interface Name {
  name: string;
}

function begin() {
  return renderHook(({ data, etag }) => useDraft<Name>({ data, etag }), {
    initialProps: { data: { name: "Sample" }, etag: '"1"' },
  });
}

describe("a draft", () => {
  it("follows what is there while nothing is typed", () => {
    const { result, rerender } = begin();
    rerender({ data: { name: "Other" }, etag: '"2"' });
    expect(result.current.value.name).toBe("Other");
    expect(result.current.etag).toBe('"2"');
  });
  it("keeps what is typed when somebody else saves, and shows theirs", () => {
    const { result, rerender } = begin();
    act(() => result.current.set({ name: "Mine" }));
    rerender({ data: { name: "Theirs" }, etag: '"2"' });
    expect(result.current.value.name).toBe("Mine");
    expect(result.current.theirs).toEqual({ name: "Theirs" });
    expect(result.current.etag).toBe('"1"');
  });
  it("may then be saved over theirs, or given up for it", () => {
    const { result, rerender } = begin();
    act(() => result.current.set({ name: "Mine" }));
    rerender({ data: { name: "Theirs" }, etag: '"2"' });
    act(() => result.current.keep_mine());
    expect(result.current.etag).toBe('"2"');
    expect(result.current.value.name).toBe("Mine");
    expect(result.current.theirs).toBeUndefined();
    act(() => result.current.take_theirs());
    expect(result.current.value.name).toBe("Theirs");
    expect(result.current.is_changed).toBe(false);
  });
  it("is no longer changed once it was saved", () => {
    const { result, rerender } = begin();
    act(() => result.current.set({ name: "Mine" }));
    rerender({ data: { name: "Mine" }, etag: '"2"' });
    expect(result.current.is_changed).toBe(false);
    expect(result.current.etag).toBe('"2"');
  });
});
