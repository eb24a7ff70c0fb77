import createFetchClient, { type Middleware } from "openapi-fetch";
import type { paths } from "../../src/api/schema.d.ts";

/// The API as one person, typed by its document; what is refused throws with the server's words.
export function make_api(address: string, cookie = "") {
  const checked: Middleware = {
    onRequest({ request }) {
      if (cookie) request.headers.set("cookie", cookie);
      return request;
    },
    async onResponse({ response, request }) {
      if (response.ok) return undefined;
      throw new Error(`${request.method} ${request.url}: ${response.status} ${await response.text()}`);
    },
  };
  const api = createFetchClient<paths>({ baseUrl: address });
  api.use(checked);
  return api;
}

export type Api = ReturnType<typeof make_api>;

/// The data of an answer; that it is there has been checked.
export function data_of<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw new Error("The answer has no data.");
  return answer.data;
}

/// 'name=secret' of the session that an answer begins.
export function session_of(response: Response) {
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (!cookie) throw new Error("The answer begins no session.");
  return cookie;
}
