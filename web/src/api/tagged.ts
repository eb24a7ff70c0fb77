import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { $api, ApiError, api } from "./client.ts";
import type { paths } from "./schema.d.ts";

/// What a path answers to GET, as JSON.
export type Got<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer T } } } };
}
  ? T
  : never;

export interface Tagged<T> {
  data: T;
  /// The state that was read, for If-Match.
  etag: string;
}

type Ask = (path: string, init: object) => Promise<{ data?: unknown; response: Response }>;
type KeyOf = (method: "get", path: string, init: object) => { queryKey: readonly unknown[] };

/// A query that keeps the answer's ETag beside it, for a change that must not overwrite what nobody has seen. Its key
/// begins with that of the plain query, so that both are refreshed together.
export function useTagged<P extends keyof paths>(path: P, init: object = {}): UseQueryResult<Tagged<Got<P>>> {
  const key_of = $api.queryOptions as unknown as KeyOf;
  return useQuery({
    queryKey: [...key_of("get", path, init).queryKey, "tagged"],
    queryFn: async ({ signal }) => {
      const { data, response } = await (api.GET as unknown as Ask)(path, { ...init, signal });
      return { data: data as Got<P>, etag: response.headers.get("etag") ?? "" };
    },
  });
}

/// Whether somebody else changed the thing since it was read: what was typed is kept, and what is there now shown.
export function was_overtaken(error: unknown) {
  return error instanceof ApiError && error.status === 412;
}
