import { useEffect, useMemo, useSyncExternalStore } from "react";
import { ApiError, api } from "../../api/client.ts";
import { follow_events } from "../../api/event_stream.ts";
import { type Draft, DraftDoc, type MapOps, type Transport } from "./draft_doc.ts";
import type { JsonObject } from "./elements.ts";

function transport_of(process: number, head: number): Transport {
  const path = { process };
  return {
    send: async (base_seq, ops, key) => {
      const { data } = await api.POST("/api/processes/{process}/draft/operations", {
        params: { path, header: { "Idempotency-Key": key } },
        body: { base_seq, ops },
      });
      if (!data) throw new Error("The server said nothing.");
      return data;
    },
    read: async () => {
      try {
        const { data } = await api.GET("/api/processes/{process}/draft", { params: { path } });
        return (data as Draft | undefined) ?? null;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    read_head: async () => {
      if (head < 1) return null;
      const { data } = await api.GET("/api/processes/{process}/versions/{version}", {
        params: { path: { process, version: head } },
      });
      return (data as JsonObject | undefined) ?? null;
    },
    listen: (after, { on_ops, on_reset, on_here }) => {
      const from = after === undefined ? "" : `?after=${after}`;
      let is_unread = after === undefined;
      return follow_events(`/api/processes/${process}/draft/events${from}`, {
        on: {
          map_ops: ({ data }) => on_ops(JSON.parse(data) as MapOps),
          reset: on_reset,
          here: ({ data }) => on_here((JSON.parse(data) as { people: number[] }).people),
        },
        on_open: () => {
          if (is_unread) on_reset();
          is_unread = false;
        },
        on_error: () => on_here([]),
      });
    },
  };
}

/// The draft of a process, live; undefined where `process` is not known or not to be edited.
export function useDraftDoc(process: number | undefined, head: number | undefined) {
  const doc = useMemo(
    () =>
      process === undefined || head === undefined ? undefined : new DraftDoc(transport_of(process, head)),
    [process, head],
  );
  useEffect(() => {
    if (!doc) return;
    doc.open();
    void doc.read();
    return () => doc.close();
  }, [doc]);
  const state = useSyncExternalStore(doc?.subscribe ?? no_subscription, doc?.get ?? nothing);
  return { doc, state };
}

function no_subscription() {
  return () => undefined;
}
function nothing() {
  return undefined;
}
