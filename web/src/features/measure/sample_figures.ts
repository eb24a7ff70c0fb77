import { index_map, type ProcessMap } from "../../app/process.tsx";
import type { Figure } from "./figures.ts";

/// A figure with every key, for tests.
export function a_figure(of: Partial<Figure> = {}): Figure {
  return {
    measure: "conversion",
    part: "reached",
    stage: "a",
    goal: null,
    to: "b",
    slice: null,
    unit: "share",
    currency: null,
    value: 0.5,
    low: 0.4,
    high: 0.6,
    high_is_open: false,
    value_is_bound: false,
    level: 0.95,
    method: "wilson",
    n: 100,
    n_open: 0,
    excluded: {},
    state: "ok",
    reason: null,
    period: { from: "2026-01-01", to: "2026-04-01" },
    as_of: "2026-11-22T13:00:00Z",
    known_at: "2026-11-22T13:00:00Z",
    map_version: "m@1",
    definition: "conversion@1",
    query: "",
    extras: {},
    remarks: [],
    ...of,
  };
}

/// Two goals: a, b and an internal stage; then c.
export const a_map = index_map({
  stagecraft: 1,
  id: "m",
  name: "Selling",
  goals: [
    {
      id: "g",
      name: "Begin",
      measures: [{ measure: "conversion", target: 0.2 }],
      stages: [
        { id: "a", name: "First", expected_days: 7 },
        { id: "inside", name: "Ours", internal: true },
        { id: "b", name: "Second" },
      ],
    },
    { id: "h", name: "End", stages: [{ id: "c", name: "Third" }] },
  ],
  outcomes: [
    { id: "won", name: "Agreed", kind: "won" },
    { id: "lost", name: "Lost", kind: "lost" },
  ],
} as ProcessMap);
