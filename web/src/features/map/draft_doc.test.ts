import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, AwayError, type Problem } from "../../api/client.ts";
import { type Draft, DraftDoc, type Hearing, type MapOps, type Transport } from "./draft_doc.ts";
import { set_ops } from "./edit.ts";
import { find_spot, type JsonObject } from "./elements.ts";
import { apply_all, Mismatch, type Operation } from "./operations.ts";

const first: JsonObject = {
  stagecraft: 1,
  id: "small",
  name: "Small",
  goals: [{ id: "know", name: "Know", stages: [{ id: "talk", name: "Talk", expected_days: 5 }] }],
};

/// A server that keeps one draft, as the real one does.
class Server implements Transport {
  map = first;
  seq = 0;
  has_draft = true;
  log: MapOps[] = [];
  hear: ((ops: MapOps) => void) | undefined;
  on_reset: (() => void) | undefined;
  is_away = false;
  /// Set to hold back the next answer.
  gate: Promise<void> | undefined;
  sent: string[] = [];

  private write(ops: Operation[], by: number) {
    this.map = apply_all(this.map, ops);
    this.seq += this.has_draft ? 1 : 3;
    this.has_draft = true;
    const event = { process: 1, seq: this.seq, by, at: "2026-03-01T09:30:00.000Z", ops };
    this.log.push(event);
    return event;
  }
  /// Somebody else's change.
  other(ops: Operation[]) {
    const event = this.write(ops, 2);
    this.hear?.(event);
  }
  send = async (base_seq: number, ops: Operation[], key: string) => {
    if (this.is_away) throw new AwayError();
    this.sent.push(key);
    try {
      const event = this.write(ops, 1);
      this.hear?.(event);
      await this.gate;
      return { seq: event.seq };
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      const problem = {
        status: 409,
        title: "",
        detail: "The draft has moved on.",
        type: "",
        faults: [],
        request_id: "",
        conflicts: [{ path: "/ops/0", message: "moved on", operation: ops[0], now: "Theirs" }],
        since: this.log.filter((one) => one.seq > base_seq),
      };
      throw new ApiError(problem as unknown as Problem);
    }
  };
  read = async () =>
    this.has_draft ? ({ seq: this.seq, map: this.map, text: "", based_on: 1 } as unknown as Draft) : null;
  read_head = async () => this.map;
  listen = (_after: number | undefined, { on_ops, on_reset }: Hearing) => {
    this.hear = on_ops;
    this.on_reset = on_reset;
    return () => {
      this.hear = undefined;
    };
  };
}

const name_of = (map: JsonObject | null | undefined) => map && find_spot(map, "stage:talk")?.item.name;
const rename = (map: JsonObject, name: string) => set_ops(map, "stage:talk", "name", name);

async function opened(server: Server) {
  const doc = new DraftDoc(server);
  await doc.read();
  return doc;
}

describe("a draft that is edited", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const settle = () => vi.advanceTimersByTimeAsync(3000);

  test("shows a change at once and sends it", async () => {
    const server = new Server();
    const doc = await opened(server);
    doc.edit(rename(first, "Mine"));
    expect(name_of(doc.get().map)).toBe("Mine");
    expect(doc.get().is_saving).toBe(true);
    await settle();
    expect(name_of(server.map)).toBe("Mine");
    expect(doc.get().is_saving).toBe(false);
    doc.close();
  });

  test("begins with the newest version, and a draft with the first change", async () => {
    const server = new Server();
    server.has_draft = false;
    const doc = await opened(server);
    expect(doc.get().draft).toBeNull();
    doc.edit(rename(first, "Mine"));
    await settle();
    expect(doc.get().draft?.seq).toBe(3);
    expect(server.hear).toBeDefined();
    doc.close();
  });

  test("sees somebody else begin a draft", async () => {
    const server = new Server();
    server.has_draft = false;
    const doc = await opened(server);
    server.other(rename(first, "Theirs"));
    await settle();
    expect(name_of(doc.get().map)).toBe("Theirs");
    expect(doc.get().draft?.seq).toBe(3);
    server.other(rename(server.map, "Again"));
    expect(name_of(doc.get().map)).toBe("Again");
    doc.close();
  });

  test("takes in what others change, and remembers who", async () => {
    const server = new Server();
    const doc = await opened(server);
    server.other(rename(first, "Theirs"));
    expect(name_of(doc.get().map)).toBe("Theirs");
    expect(doc.get().touched.get("stage:talk")?.by).toBe(2);
    doc.close();
  });

  test("counts its own change once, also when the stream tells of it before the answer", async () => {
    const server = new Server();
    const doc = await opened(server);
    let open = () => {};
    server.gate = new Promise((done) => {
      open = done;
    });
    doc.edit(set_ops(first, "stage:talk", "does", null));
    doc.edit(rename(first, "Mine"));
    server.other(set_ops(server.map, "stage:talk", "expected_days", 7));
    open();
    await settle();
    expect(doc.get().touched.has("stage:talk")).toBe(true);
    expect(find_spot(doc.get().map ?? {}, "stage:talk")?.item).toMatchObject({
      name: "Mine",
      expected_days: 7,
    });
    expect(doc.get().map).toEqual(server.map);
    doc.close();
  });

  test("undoes and does again by new operations", async () => {
    const server = new Server();
    const doc = await opened(server);
    doc.edit(rename(first, "Mine"));
    await settle();
    expect(doc.undo()).toBe(true);
    await settle();
    expect(name_of(server.map)).toBe("Talk");
    expect(doc.redo()).toBe(true);
    await settle();
    expect(name_of(server.map)).toBe("Mine");
    doc.close();
  });

  test("does not undo over what somebody has changed since", async () => {
    const server = new Server();
    const doc = await opened(server);
    doc.edit(rename(first, "Mine"));
    await settle();
    server.other(rename(server.map, "Theirs"));
    expect(doc.undo()).toBe(false);
    expect(name_of(doc.get().map)).toBe("Theirs");
    doc.close();
  });

  test("shows both when an edit raced, and puts one's own when asked to", async () => {
    const server = new Server();
    const doc = await opened(server);
    const hear = server.hear;
    // The other's change is accepted, but has not been told yet.
    server.hear = undefined;
    server.other(rename(first, "Theirs"));
    server.hear = hear;
    doc.edit(rename(first, "Mine"));
    await settle();
    const conflict = doc.get().conflict;
    expect(conflict?.by).toBe(2);
    expect(conflict?.rows[0]).toMatchObject({ now: "Theirs", operation: { to: "Mine" } });
    expect(name_of(doc.get().map)).toBe("Theirs");
    doc.settle("mine");
    await settle();
    expect(name_of(server.map)).toBe("Mine");
    expect(doc.get().conflict).toBeNull();
    doc.close();
  });

  test("keeps theirs when asked to", async () => {
    const server = new Server();
    const doc = await opened(server);
    server.map = apply_all(first, rename(first, "Theirs"));
    server.seq += 1;
    doc.edit(rename(first, "Mine"));
    await settle();
    doc.settle("theirs");
    await settle();
    expect(name_of(server.map)).toBe("Theirs");
    expect(name_of(doc.get().map)).toBe("Theirs");
    expect(doc.get().can_undo).toBe(false);
    doc.close();
  });

  test("sends again, with the same word, when the server was away", async () => {
    const server = new Server();
    const doc = await opened(server);
    server.is_away = true;
    doc.edit(rename(first, "Mine"));
    await vi.advanceTimersByTimeAsync(500);
    expect(doc.get().error).toBeInstanceOf(AwayError);
    expect(name_of(doc.get().map)).toBe("Mine");
    server.is_away = false;
    await settle();
    expect(name_of(server.map)).toBe("Mine");
    expect(new Set(server.sent).size).toBe(server.sent.length);
    expect(doc.get().error).toBeNull();
    doc.close();
  });

  test("reads anew when somebody published it", async () => {
    const server = new Server();
    const doc = await opened(server);
    server.has_draft = false;
    server.on_reset?.();
    await settle();
    expect(doc.get().is_gone).toBe(true);
    expect(doc.get().draft).toBeNull();
    doc.close();
  });
});
