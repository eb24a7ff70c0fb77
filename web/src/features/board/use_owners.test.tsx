import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { usePeople } from "../../deals/names.ts";
import { useOwners } from "./use_owners.ts";

const people = [
  { id: 1, name: "Mara", is_active: true },
  { id: 2, name: "Ada", is_active: true },
  { id: 3, name: "Gone Greta", is_active: false },
];
vi.mock("../../api/client.ts", () => ({
  $api: { useQuery: () => ({ data: { people }, isPending: false }) },
}));
vi.mock("../../app/session.tsx", () => ({ useSession: () => ({ person: 1, name: "Mara" }) }));

test("an owner who is not active any more has a name where chosen, and can be taken out", () => {
  const { result } = renderHook(() => useOwners({ owner: [3] }));
  expect(result.current.shown).toBe("Gone Greta");
  expect(result.current.choices.map((one) => one.id)).toEqual(["1", "2", "3"]);
});

test("nobody is offered who is not active and not chosen", () => {
  const { result } = renderHook(() => useOwners({}));
  expect(result.current.choices.map((one) => one.id)).toEqual(["1", "2"]);
  expect(renderHook(() => usePeople()).result.current.names.get(3)).toBe("Gone Greta");
});
