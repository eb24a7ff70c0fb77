import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { $api } from "../../api/client.ts";
import { send_file } from "./upload.ts";

/// A file on its way to the server.
export interface Sending {
  key: number;
  file: File;
  sent: number;
  error?: unknown;
}

interface Options {
  process: number | undefined;
  /// Ids of the uploads, once all that is under way has come to an end.
  on_sent: (ids: number[]) => void;
}

let last_key = 0;

/// Sends files one after the other; one that failed waits to be sent again.
export function useSending({ process, on_sent }: Options) {
  const client = useQueryClient();
  const [sending, set_sending] = useState<Sending[]>([]);
  const stops = useRef(new Map<number, AbortController>());
  const queue = useRef<Sending[]>([]);
  const is_running = useRef(false);
  const latest = useRef(on_sent);
  latest.current = on_sent;
  useEffect(() => {
    const all = stops.current;
    return () => {
      for (const one of all.values()) one.abort();
    };
  }, []);

  const change = (key: number, changes: Partial<Sending>) =>
    set_sending((list) => list.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const forget = (key: number) => set_sending((list) => list.filter((one) => one.key !== key));

  const send_one = async ({ key, file }: Sending): Promise<number | undefined> => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    try {
      const on_progress = (sent: number) => change(key, { sent });
      const made = await send_file({ file, process, signal: stop.signal, on_progress });
      forget(key);
      return made.upload.id;
    } catch (error) {
      const is_stopped = error instanceof DOMException && error.name === "AbortError";
      if (is_stopped) forget(key);
      else change(key, { error });
      return undefined;
    } finally {
      stops.current.delete(key);
    }
  };

  const run = async () => {
    if (is_running.current) return;
    is_running.current = true;
    const ids: number[] = [];
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      const id = await send_one(next);
      if (id !== undefined) ids.push(id);
    }
    is_running.current = false;
    await client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/uploads", {}).queryKey });
    if (ids.length > 0) latest.current(ids);
  };

  const enqueue = (list: Sending[]) => {
    queue.current.push(...list);
    void run();
  };

  return {
    sending,
    send: (files: File[]) => {
      const list = files.map((file) => ({ key: ++last_key, file, sent: 0 }));
      set_sending((before) => [...before, ...list]);
      enqueue(list);
    },
    again: (key: number) => {
      const one = sending.find((each) => each.key === key);
      if (!one) return;
      change(key, { error: undefined, sent: 0 });
      enqueue([{ key, file: one.file, sent: 0 }]);
    },
    stop: (key: number) => {
      queue.current = queue.current.filter((one) => one.key !== key);
      stops.current.get(key)?.abort();
      forget(key);
    },
  };
}
