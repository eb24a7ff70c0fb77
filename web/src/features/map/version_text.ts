import { api } from "../../api/client.ts";
import type { operations } from "../../api/schema.d.ts";

type Query = NonNullable<operations["get_processes_process_versions_version"]["parameters"]["query"]>;

/// The draft as it stands on the server, as an SVG.
export async function draft_picture(
  process: number,
  query: { theme: string; view?: string },
): Promise<string> {
  const { data } = await api.GET("/api/processes/{process}/draft/picture", {
    params: { path: { process }, query },
    parseAs: "text",
  });
  return data ?? "";
}

/// A version's map as a text: its file, or a picture.
export async function version_as(process: number, version: number, query: Query): Promise<string> {
  const { data } = await api.GET("/api/processes/{process}/versions/{version}", {
    params: { path: { process, version }, query },
    parseAs: "text",
  });
  return data ?? "";
}
