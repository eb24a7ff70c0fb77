import { ApiError, AwayError, type Problem, type Schemas } from "../../api/client.ts";

type MadeUpload = Schemas["MadeUpload"];

interface Sending {
  file: File;
  process?: number | undefined;
  signal: AbortSignal;
  /// Bytes that have left; the server then still reads the file.
  on_progress: (sent: number) => void;
}

/// Sends a file and resolves with what the server saw in it. By XMLHttpRequest, which alone tells how far it is.
export function send_file({ file, process, signal, on_progress }: Sending): Promise<MadeUpload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name.slice(0, 200) });
    if (process) query.set("process", `${process}`);
    request.open("POST", `/api/uploads?${query}`);
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.setRequestHeader("accept-language", document.documentElement.lang);
    request.upload.onprogress = (event) => on_progress(event.loaded);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status === 201) resolve(answer as MadeUpload);
      else reject(new ApiError(to_problem(request, answer)));
    };
    request.onerror = () => reject(new AwayError());
    request.onabort = () => reject(new DOMException("Stopped", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function to_problem(request: XMLHttpRequest, answer: unknown): Problem {
  const fallback: Problem = {
    type: "about:blank",
    title: request.statusText || `${request.status}`,
    status: request.status,
    detail: "",
    faults: [],
    request_id: request.getResponseHeader("x-request-id") ?? "",
  };
  return { ...fallback, ...(answer as Partial<Problem>) };
}
