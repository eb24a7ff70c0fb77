import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { extname, join } from "node:path";

/// Whether the program can serve pages from a folder. Until then PagesProxy stands before it.
export function knows_pages(program: string) {
  return execFileSync(program, ["serve", "--help"], { encoding: "utf8" }).includes("--pages");
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/// Pages from a folder, /api from the program.
export class PagesProxy {
  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async start(folder: string, port: number) {
    const server = createServer((incoming, answer) => {
      if (incoming.url?.startsWith("/api")) forward(incoming, answer, port);
      else send_file(folder, incoming.url ?? "/", answer);
    });
    await new Promise<void>((go_on) => server.listen(0, "127.0.0.1", go_on));
    const bound = server.address();
    if (typeof bound !== "object" || !bound) throw new Error("The proxy has no address.");
    return new PagesProxy(server, `http://127.0.0.1:${bound.port}`);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((go_on) => this.server.close(go_on));
  }
}

function forward(incoming: IncomingMessage, answer: ServerResponse, port: number) {
  const host = `127.0.0.1:${port}`;
  const headers = { ...incoming.headers, host };
  if (headers.origin) headers.origin = `http://${host}`;
  const outgoing = request({ host: "127.0.0.1", port, path: incoming.url, method: incoming.method, headers });
  outgoing.on("response", (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
    response.on("error", () => answer.destroy());
  });
  // As if the server were not there at all.
  outgoing.on("error", () => incoming.socket.destroy());
  answer.on("close", () => outgoing.destroy());
  incoming.pipe(outgoing);
}

function send_file(folder: string, url: string, answer: ServerResponse) {
  const path = join(folder, new URL(url, "http://x").pathname);
  const is_there = existsSync(path) && statSync(path).isFile();
  const file = is_there ? path : join(folder, "index.html");
  answer.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(answer);
}
