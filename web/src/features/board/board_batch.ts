import { api, type Schemas } from "../../api/client.ts";
import {
  type BoardQuery,
  board_filter,
  column_filter,
  column_query,
  first_page_size,
  heads_init,
} from "./board_query.ts";
import type { Column } from "./column_model.ts";
import { cards_in_sight, columns_in_sight } from "./in_sight.ts";
import type { DealPage } from "./pages_model.ts";
import { orders } from "./search_model.ts";

type Board = Schemas["BoardView"];
type Heads = Schemas["BoardHeads"];

/// Something of a board, to be found in an answer that has all of it, or asked for by itself.
interface Wish<T> {
  column: Column | undefined;
  of: (board: Board) => T;
  alone: () => Promise<T>;
}
interface Waiting extends Wish<unknown> {
  give: (found: unknown) => void;
  fail: (error: unknown) => void;
}

let waiting = new Map<string, { board: BoardQuery; wishes: Waiting[] }>();

/// What is seen of the columns comes with what its cards say, so that it is whole from the start.
async function ask({ process, order }: BoardQuery, filter: string, columns: readonly Column[]) {
  const card_stages = columns_in_sight(columns).map(({ stage }) => stage);
  const cards = card_stages.length > 0 ? cards_in_sight() : 0;
  const query = { filter, ...orders[order], limit: first_page_size, cards, card_stages };
  const { data } = await api.GET("/api/processes/{process}/board", { params: { path: { process }, query } });
  return data as Board;
}

async function fulfil(board: BoardQuery, wishes: readonly Waiting[]) {
  const columns = wishes.flatMap(({ column }) => column ?? []);
  // A whole board for a single column would be a waste.
  if (columns.length < 2) {
    for (const { alone, give, fail } of wishes) void alone().then(give, fail);
    return;
  }
  try {
    const answer = await ask(board, board_filter(board.filters), columns);
    for (const { of, give } of wishes) give(of(answer));
  } catch (error) {
    for (const { fail } of wishes) fail(error);
  }
}

function send() {
  const all = waiting;
  waiting = new Map();
  for (const { board, wishes } of all.values()) void fulfil(board, wishes);
}

function wish<T>(board: BoardQuery, { column, of, alone }: Wish<T>): Promise<T> {
  return new Promise((give, fail) => {
    if (waiting.size === 0) queueMicrotask(send);
    const key = JSON.stringify(board);
    const asked = waiting.get(key) ?? { board, wishes: [] };
    asked.wishes.push({ column, of, alone, give: give as (found: unknown) => void, fail });
    waiting.set(key, asked);
  });
}

/// Counts, sums and ages. With the first pages of columns that are asked for in the same turn they are one request.
export function wish_heads(board: BoardQuery): Promise<Heads> {
  const alone = async () => {
    const { data } = await api.GET("/api/processes/{process}/stage-counts", heads_init(board));
    return data as Heads;
  };
  return wish(board, { column: undefined, of: ({ stages, ages }) => ({ stages, ages }), alone });
}

async function ask_list(board: BoardQuery, column: Column): Promise<DealPage> {
  const query = { ...column_query(board, column), limit: first_page_size };
  const { data } = await api.GET("/api/deals", { params: { query } });
  return data as DealPage;
}

/// The first page of a column; see wish_heads.
export function wish_first_page(board: BoardQuery, column: Column): Promise<DealPage> {
  const [status, ...others] = column.statuses;
  // The pages of two lists make none of both.
  if (others.length > 0) return ask_list(board, column);
  const of = ({ columns }: Board): DealPage => {
    const found = columns.find((one) => one.status === status && one.stage === column.stage);
    return found ?? { deals: [], next: "" };
  };
  const alone = async () => of(await ask(board, column_filter(board, column), [column]));
  return wish(board, { column, of, alone });
}
