import { renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { useInTurn } from "./in_view.ts";

test("what is seen gets its value at once, all others one after the other, later", async () => {
  const order = new Set<string>();
  const hook = (name: string, is_seen: boolean) =>
    renderHook(
      ({ value }) => {
        const shown = useInTurn(value, is_seen);
        if (shown !== undefined) order.add(`${name} ${shown}`);
        return shown;
      },
      { initialProps: { value: 1 } },
    );
  const far = hook("far", false);
  const further = hook("further", false);
  const seen = hook("seen", true);
  expect([far, further, seen].map((one) => one.result.current)).toEqual([undefined, undefined, 1]);
  await waitFor(() => expect(further.result.current).toBe(1));
  far.rerender({ value: 2 });
  seen.rerender({ value: 2 });
  expect([far.result.current, seen.result.current]).toEqual([1, 2]);
  await waitFor(() => expect(far.result.current).toBe(2));
  expect([...order].filter((one) => one.endsWith("1"))).toEqual(["seen 1", "far 1", "further 1"]);
});

test("what goes before its turn is not drawn any more", async () => {
  const gone = renderHook(() => useInTurn(1, false));
  const other = renderHook(() => useInTurn(1, false));
  gone.unmount();
  await waitFor(() => expect(other.result.current).toBe(1));
  expect(gone.result.current).toBeUndefined();
});
