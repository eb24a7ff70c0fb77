import { ApiError, AwayError, type Schemas } from "../../api/client.ts";
import { rebase } from "./edit.ts";
import type { JsonObject } from "./elements.ts";
import { about, apply_all, flat, invert_all, Mismatch, type Operation } from "./operations.ts";

export type Draft = Schemas["DraftView"];
export type MapOps = Schemas["MapOps"];

/// What the server said to an edit that raced: what was wanted, and what stands there.
export interface Conflict {
  ops: Operation[];
  rows: { message: string; operation: Operation; now: JsonObject[string] }[];
  /// Who changed it meanwhile, as far as that is known.
  by: number | null;
}

export interface Hearing {
  on_ops: (ops: MapOps) => void;
  /// Without `after` also once it has begun, since something may have come before.
  on_reset: () => void;
  /// Who has this draft open now, oneself too.
  on_here: (people: readonly number[]) => void;
}

export interface Transport {
  send: (base_seq: number, ops: Operation[], key: string) => Promise<{ seq: number }>;
  /// Null where the process has no draft.
  read: () => Promise<Draft | null>;
  /// The newest version's map, for a process without a draft.
  read_head: () => Promise<JsonObject | null>;
  listen: (after: number | undefined, hearing: Hearing) => () => void;
}

interface Batch {
  ops: Operation[];
  key: string;
  /// Of the server, once it has accepted them.
  seq?: number;
}

export interface Touch {
  by: number | null;
  at: string;
}

export interface DocState {
  phase: "loading" | "ready" | "failed";
  /// With what is typed here and not yet accepted; null where the text of the draft cannot be read.
  map: JsonObject | null;
  /// Null while there is no draft: the map is then the newest version's.
  draft: Draft | null;
  is_saving: boolean;
  error: unknown;
  conflict: Conflict | null;
  can_undo: boolean;
  can_redo: boolean;
  /// What others changed since this page was opened, newest last.
  touched: ReadonlyMap<string, Touch>;
  /// Who has it open now, oneself too; empty where the server is away.
  here: readonly number[];
  /// The draft was published or thrown away by somebody.
  is_gone: boolean;
}

const read_after_ms = 250;
const retry_ms = 2000;

/// The draft that one edits, as the server has it and with one's own changes on top. Every change is an operation; the
/// server is the judge: after each accepted one the draft is read again, and where anything does not fit as well.
export class DraftDoc {
  private state: DocState = {
    phase: "loading",
    map: null,
    draft: null,
    is_saving: false,
    error: null,
    conflict: null,
    can_undo: false,
    can_redo: false,
    touched: new Map(),
    here: [],
    is_gone: false,
  };
  private known: JsonObject | null = null;
  private seq = 0;
  private batches: Batch[] = [];
  private undone: Operation[][] = [];
  private done: Operation[][] = [];
  private held: MapOps[] = [];
  private is_sending = false;
  /// The server was away: the same request is sent again in a moment.
  private is_waiting = false;
  private read_timer: ReturnType<typeof setTimeout> | undefined;
  private retry_timer: ReturnType<typeof setTimeout> | undefined;
  private stop_listening: (() => void) | undefined;
  private is_closed = false;
  private readonly listeners = new Set<() => void>();
  private readonly transport: Transport;

  constructor(transport: Transport) {
    this.transport = transport;
  }

  get = () => this.state;
  subscribe = (act: () => void) => {
    this.listeners.add(act);
    return () => {
      this.listeners.delete(act);
    };
  };

  open() {
    this.is_closed = false;
  }
  close() {
    this.is_closed = true;
    clearTimeout(this.read_timer);
    clearTimeout(this.retry_timer);
    this.stop_listening?.();
    this.stop_listening = undefined;
  }

  /// Reads the draft, or the newest version where there is none. Own changes that are under way stay.
  async read() {
    clearTimeout(this.read_timer);
    try {
      const draft = await this.transport.read();
      const head = draft ? null : await this.transport.read_head();
      if (this.is_closed) return;
      if (this.is_sending) return this.read_soon();
      // An answer that was under way while a newer change was accepted here says nothing new.
      if (draft && draft.seq < this.seq) return;
      this.take(draft, draft ? (draft.map as JsonObject | null) : head);
    } catch (error) {
      if (!this.is_closed) this.set({ error, phase: this.state.phase === "ready" ? "ready" : "failed" });
    }
  }

  private take(draft: Draft | null, map: JsonObject | null) {
    const was_draft = this.state.draft !== null;
    this.known = map;
    this.seq = draft?.seq ?? 0;
    this.batches = this.batches.filter((batch) => batch.seq === undefined);
    this.set({ phase: "ready", draft, error: null, is_gone: was_draft && !draft });
    // Also while there is no draft: somebody's first change begins one.
    this.stop_listening ??= this.transport.listen(draft?.seq, {
      on_ops: this.hear,
      on_reset: () => void this.read(),
      on_here: (here) => this.set({ here }),
    });
  }

  private read_soon() {
    clearTimeout(this.read_timer);
    this.read_timer = setTimeout(() => void this.read(), read_after_ms);
  }

  private hear = (event: MapOps) => {
    // What comes while an own change is under way may be that change: its number is not known yet.
    if (this.is_sending) {
      this.held.push(event);
      return;
    }
    if (event.seq <= this.seq) return;
    if (event.seq !== this.seq + 1 || !this.known || !this.state.draft) return void this.read();
    try {
      this.known = apply_all(this.known, event.ops as Operation[]);
    } catch {
      return void this.read();
    }
    this.seq = event.seq;
    const touched = new Map(this.state.touched);
    for (const op of flat(event.ops as Operation[])) touched.set(about(op), { by: event.by, at: event.at });
    this.set({ touched });
    this.read_soon();
  };

  /// Does operations here at once and sends them. Throws Mismatch where they do not fit the map.
  edit(ops: Operation[]) {
    if (ops.length === 0) return;
    this.apply_here(ops);
    this.done.push(ops);
    this.undone = [];
    this.set({});
    void this.flush();
  }

  private apply_here(ops: Operation[]) {
    if (!this.state.map) throw new Mismatch("There is no map to change.");
    apply_all(this.state.map, ops);
    this.batches.push({ ops, key: crypto.randomUUID() });
  }

  /// False where the map has moved on so that nothing can be undone.
  undo() {
    return this.swap(this.done, this.undone);
  }
  redo() {
    return this.swap(this.undone, this.done);
  }
  private swap(from: Operation[][], to: Operation[][]) {
    const ops = from.pop();
    if (!ops) return false;
    const back = invert_all(ops);
    try {
      this.apply_here(back);
    } catch {
      this.set({});
      return false;
    }
    to.push(back);
    this.set({});
    void this.flush();
    return true;
  }

  private async flush() {
    const batch = this.batches.find((one) => one.seq === undefined);
    if (!batch || this.is_sending || this.is_waiting || this.state.conflict || this.is_closed) return;
    this.is_sending = true;
    this.set({});
    try {
      const { seq } = await this.transport.send(this.seq, batch.ops, batch.key);
      this.accept(batch, seq);
    } catch (error) {
      this.refused(batch, error);
    }
    this.is_sending = false;
    this.set({});
    const held = this.held;
    this.held = [];
    for (const event of held) this.hear(event);
    void this.flush();
  }

  private accept(batch: Batch, seq: number) {
    batch.seq = seq;
    // The next number is this change alone; else others' came before it, and the stream or a reading brings them.
    if (this.known && (seq === this.seq + 1 || this.seq === 0)) {
      try {
        this.known = apply_all(this.known, batch.ops);
        this.seq = seq;
        this.batches = this.batches.filter((one) => one !== batch);
      } catch {
        // The reading below says what is there.
      }
    }
    this.set({ error: null });
    this.read_soon();
  }

  private refused(batch: Batch, error: unknown) {
    if (error instanceof AwayError || (error instanceof ApiError && [429, 503].includes(error.status))) {
      this.is_waiting = true;
      this.set({ error });
      this.retry_timer = setTimeout(() => {
        this.is_waiting = false;
        void this.flush();
      }, retry_ms);
      return;
    }
    this.batches = this.batches.filter((one) => one !== batch);
    this.done = this.done.filter((ops) => ops !== batch.ops);
    this.undone = this.undone.filter((ops) => ops !== batch.ops);
    const conflict = error instanceof ApiError ? to_conflict(error, batch.ops) : undefined;
    this.set(conflict ? { conflict } : { error });
    this.read_soon();
  }

  /// After a race: keeps what others wrote, or puts one's own in its place.
  settle(keep: "theirs" | "mine") {
    const conflict = this.state.conflict;
    this.set({ conflict: null });
    if (keep === "mine" && conflict) {
      for (const op of conflict.ops) {
        const again = this.state.map ? rebase(this.state.map, op) : undefined;
        if (again) this.edit([again]);
      }
    }
    void this.flush();
  }

  clear_error() {
    this.set({ error: null });
  }

  private local(): JsonObject | null {
    if (!this.known) return null;
    let map = this.known;
    for (const batch of this.batches) {
      try {
        map = apply_all(map, batch.ops);
      } catch {
        // The server will say why; until then the map is shown without it.
      }
    }
    return map;
  }

  private set(change: Partial<DocState>) {
    this.state = {
      ...this.state,
      ...change,
      map: this.local(),
      is_saving: this.batches.some((batch) => batch.seq === undefined),
      can_undo: this.done.length > 0,
      can_redo: this.undone.length > 0,
    };
    for (const act of this.listeners) act();
  }
}

function to_conflict(error: ApiError, ops: Operation[]): Conflict | undefined {
  const problem = error.problem as typeof error.problem & {
    conflicts?: { message: string; operation: unknown; now: unknown }[];
    since?: MapOps[];
  };
  if (error.status !== 409 || !problem.conflicts?.length) return undefined;
  const rows = problem.conflicts.map((row) => ({
    message: row.message,
    operation: row.operation as Operation,
    now: row.now as JsonObject[string],
  }));
  const places = new Set(rows.flatMap((row) => flat([row.operation]).map(about)));
  const last = (problem.since ?? []).findLast((one) =>
    flat(one.ops as Operation[]).some((op) => places.has(about(op))),
  );
  return { ops, rows, by: last?.by ?? null };
}
