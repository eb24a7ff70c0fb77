import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { InTurn } from "./in_turn.tsx";

const part = (key: string, is_there: boolean) => ({ key, is_there, shown: <p>{key}</p> });

test("a part comes once those above it are there", () => {
  const { rerender } = render(<InTurn parts={[part("one", false), part("two", true)]} />);
  expect(screen.getByText("one")).toBeVisible();
  expect(screen.queryByText("two")).toBeNull();
  rerender(<InTurn parts={[part("one", true), part("two", true)]} />);
  expect(screen.getByText("two")).toBeVisible();
});
