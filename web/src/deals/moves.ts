import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ApiError, api, type Schemas } from "../api/client.ts";
import { refresh_deals } from "../api/live.ts";
import { told_at } from "./acts.ts";
import type { Draft, Way } from "./evidence_model.ts";

export type Deal = Schemas["Deal"];
export type MovePreview = Schemas["MovePreview"];

interface Move {
  deal: number;
  /// A stage of the deal's map.
  to: string;
  /// A lead enters its first stage by being qualified.
  is_lead: boolean;
  /// Events of the deal as shown; the move is refused (412) when there are more by now.
  revision?: number | undefined;
  exception?: string;
}

function match(revision: number | undefined) {
  return revision === undefined ? {} : { "If-Match": `"${revision}"` };
}

async function send(move: Move): Promise<Deal> {
  const { deal, to, is_lead, revision, exception } = move;
  const options = { params: { path: { deal } }, headers: match(revision) };
  const body = { stage: to, ...(exception ? { exception } : {}) };
  const { data } = is_lead
    ? await api.POST("/api/deals/{deal}/qualifications", { ...options, body })
    : await api.POST("/api/deals/{deal}/stage-entries", { ...options, body });
  return data as Deal;
}

/// Tries a move to a stage; throws ApiError: 409 when the gate refuses, 412 when somebody was faster. Whatever came of
/// it, what is shown of the deal is asked for anew.
export async function move_deal(client: QueryClient, move: Move) {
  try {
    return await send(move);
  } finally {
    refresh_deals(client, new Set([move.deal]));
  }
}

export function useMove() {
  const client = useQueryClient();
  return useCallback((move: Move) => move_deal(client, move), [client]);
}

export function useClose() {
  const client = useQueryClient();
  return useCallback(
    async (deal: number, body: Schemas["CloseDealInput"], revision?: number) => {
      try {
        const options = { params: { path: { deal } }, headers: match(revision) };
        const { data } = await api.POST("/api/deals/{deal}/closings", { ...options, body });
        return data as Deal;
      } finally {
        refresh_deals(client, new Set([deal]));
      }
    },
    [client],
  );
}

export function is_refused(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 409;
}

export function is_raced(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 412;
}

/// The same file under the same name is attached once, so this may be repeated. `from` is the contact who gave it.
export async function attach(deal: number, file: File, from?: number): Promise<number> {
  const { data } = await api.POST("/api/deals/{deal}/attachments", {
    params: { path: { deal }, query: { name: file.name.slice(0, 200), ...(from ? { from } : {}) } },
    headers: { "Content-Type": file.type || "application/octet-stream" },
    // The document says text; what is sent is the file as it is.
    body: file as unknown as string,
    bodySerializer: (body: unknown) => body as File,
  });
  return (data as Schemas["Attachment"]).id;
}

interface Given {
  deal: number;
  criterion: string;
  way: Way;
  draft: Draft;
  today: string;
}

/// Sends one piece of evidence in the way that the map asks for; throws ApiError.
export async function send_evidence({ deal, criterion, way, draft, today }: Given): Promise<void> {
  const params = { path: { deal } };
  const note = draft.note.trim();
  const noted = note ? { note } : {};
  if (way.kind === "document") {
    const attachment = draft.file ? await attach(deal, draft.file) : Number(draft.attachment);
    const body = { criterion, evidence: "document", output: way.output, attachment, ...noted };
    await api.POST("/api/deals/{deal}/evidence", { params, body });
  } else if (way.kind === "answer") {
    const body = { criterion, evidence: "answer", choice: draft.choice, ...noted };
    await api.POST("/api/deals/{deal}/evidence", { params, body });
  } else if (way.kind === "person") {
    await api.POST("/api/deals/{deal}/evidence", { params, body: { criterion, note } });
  } else if (way.kind === "field") {
    const values = [{ name: way.field, value: draft.value.trim() }];
    await api.PATCH("/api/deals/{deal}", { params, body: { values, ...noted } });
  } else if (way.kind === "touchpoint") {
    const kind = draft.touch || way.of[0] || "meeting";
    const body = {
      kind,
      contacts: [Number(draft.contact)],
      confirms: [criterion],
      ...noted,
      ...told_at(draft.day, today),
    };
    await api.POST("/api/deals/{deal}/touchpoints", { params, body });
  }
}
