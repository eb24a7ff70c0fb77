import createFetchClient, { type Middleware } from "openapi-fetch";
import createClient from "openapi-react-query";
import { connection } from "./connection.ts";
import type { components, paths } from "./schema.d.ts";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/// What the server refused. `message` is its sentence; `problem.faults` says which fields.
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
  get status() {
    return this.problem.status;
  }
}

/// The server could not be reached.
export class AwayError extends Error {
  constructor() {
    super("The server cannot be reached.");
    this.name = "AwayError";
  }
}

/// Where a session ended: the shell goes to the sign-in.
const signed_out = new Set<() => void>();
export function on_signed_out(act: () => void) {
  signed_out.add(act);
  return () => signed_out.delete(act);
}

async function to_problem(response: Response): Promise<Problem> {
  const fallback: Problem = {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    detail: "",
    faults: [],
    request_id: response.headers.get("x-request-id") ?? "",
  };
  try {
    return { ...fallback, ...(await response.json()) };
  } catch {
    return fallback;
  }
}

/// Sentences of the server come in the language of the page.
const in_our_language: Middleware = {
  onRequest({ request }) {
    request.headers.set("accept-language", document.documentElement.lang);
    return request;
  },
};

/// Every answer that is no success becomes an error, so that a query either has its data or failed.
const errors_throw: Middleware = {
  async onResponse({ response, request }) {
    connection.reached();
    if (response.ok || response.status === 304) return undefined;
    const problem = await to_problem(response);
    const is_sign_in = new URL(request.url).pathname === "/api/session";
    if (response.status === 401 && !is_sign_in) for (const act of signed_out) act();
    throw new ApiError(problem);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    connection.lost();
    return new AwayError();
  },
};

export const api = createFetchClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  fetch: (request) => globalThis.fetch(request),
});
api.use(in_our_language, errors_throw);

/// Queries and mutations by path; keys come from `$api.queryOptions(...).queryKey`, never by hand.
export const $api = createClient(api);
