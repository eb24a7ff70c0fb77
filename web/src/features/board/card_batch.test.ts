import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "../../api/client.ts";
import { card_options } from "./card_batch.ts";

vi.mock("../../api/client.ts", () => ({ api: { GET: vi.fn() } }));
const get = vi.mocked(api.GET) as unknown as ReturnType<typeof vi.fn>;

/// The deals of each request.
const asked = () => get.mock.calls.map(([, init]) => init.params.query.deals);
const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

beforeEach(() => {
  get.mockReset();
  get.mockImplementation((_, init) =>
    Promise.resolve({
      data: {
        cards: init.params.query.deals.filter((deal: number) => deal < 900).map((deal: number) => ({ deal })),
      },
    }),
  );
});

test("cards that are wanted one soon after the other are one request, each deal once", async () => {
  const one = client();
  const other = client();
  const cards = await Promise.all([
    one.fetchQuery(card_options(1)),
    one.fetchQuery(card_options(2)),
    other.fetchQuery(card_options(1)),
  ]);
  expect(cards.map((card) => card?.deal)).toEqual([1, 2, 1]);
  expect(asked()).toEqual([[1, 2]]);
  await one.fetchQuery(card_options(3));
  expect(asked()).toEqual([[1, 2], [3]]);
});

test("a request asks for a hundred at most", async () => {
  const one = client();
  const deals = Array.from({ length: 230 }, (_, i) => i + 1);
  await Promise.all(deals.map((deal) => one.fetchQuery(card_options(deal))));
  expect(asked().map((of) => of.length)).toEqual([100, 100, 30]);
});

test("a deal that is gone has no card; a request that fails fails for all it was for", async () => {
  const one = client();
  const [gone, there] = await Promise.all([
    one.fetchQuery(card_options(901)),
    one.fetchQuery(card_options(4)),
  ]);
  expect([gone, there?.deal]).toEqual([null, 4]);
  get.mockRejectedValueOnce(new Error("away"));
  const both = await Promise.allSettled([one.fetchQuery(card_options(5)), one.fetchQuery(card_options(6))]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
