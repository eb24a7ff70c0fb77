import { renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Column } from "./column_model.ts";
import { cards_in_sight, columns_in_sight, useTellSeen } from "./in_sight.ts";

const columns = Array.from("abcdefgh", (id) => ({ id }) as Column);
const ids = (of: readonly Column[]) => of.map(({ id }) => id).join("");
const window_of = (width: number, height: number) => {
  vi.stubGlobal("innerWidth", width);
  vi.stubGlobal("innerHeight", height);
};

afterEach(() => vi.unstubAllGlobals());

test("before there is a board, the columns that have room in the window count as seen", () => {
  window_of(700, 900);
  expect(ids(columns_in_sight(columns))).toBe("abcd");
  expect(ids(columns_in_sight(columns.slice(0, 1)))).toBe("a");
});

test("a board that was scrolled is seen from its first seen column on, and what is gone is not", () => {
  window_of(390, 900);
  const [a, d, h] = [0, 3, 7].map((i) => columns[i] as Column) as [Column, Column, Column];
  const { unmount } = renderHook(() => {
    useTellSeen(a, false);
    useTellSeen(d, true);
    useTellSeen(h, true);
  });
  expect(ids(columns_in_sight(columns))).toBe("deh");
  unmount();
  expect(ids(columns_in_sight(columns))).toBe("ab");
});

test("a higher window shows more cards of a column, at least one, and no more than a first page has", () => {
  const at = (height: number) => {
    window_of(1000, height);
    return cards_in_sight();
  };
  expect([200, 900, 1200, 9000].map(at)).toEqual([1, 4, 6, 12]);
});
