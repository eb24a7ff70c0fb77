import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { patience_ms, within } from "./deadline.ts";
import { Printed } from "./printed.ts";

const web = resolve(import.meta.dirname, "../..");
export const program_path = resolve(process.env.STAGECRAFT_PROGRAM ?? `${web}/../build/release/stagecraft`);
const pages_path = resolve(process.env.STAGECRAFT_PAGES ?? `${web}/dist`);

const limitless = [
  "--requests-per-second",
  "0",
  "--connections-per-client",
  "0",
  "--streams-per-person",
  "1000",
];

/// `stagecraft serve` on a free port, with the pages of web/dist. It can be stopped, and started again at its address.
export class Program {
  private child: ChildProcess | undefined;
  private port = 0;
  private said = "";
  private readonly data: string;
  private readonly flags: string[];

  /// `data` is a folder; `flags` are those of `serve` beside the usual ones.
  constructor(data: string, flags: string[] = []) {
    this.data = data;
    this.flags = flags;
  }

  /// Of the pages and the API.
  get address() {
    return `http://127.0.0.1:${this.port}`;
  }

  /// Returns the path with the secret that sets a new workspace up, as printed; '' where it is set up.
  async start(): Promise<string> {
    const words = [
      ...["serve", "--data", this.data, "--listen", `127.0.0.1:${this.port}`, "--pages", pages_path],
      ...limitless,
      ...this.flags,
    ];
    // However this process ends, the program ends with it.
    const child = spawn("setpriv", ["--pdeathsig", "KILL", program_path, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    child.stderr.on("data", (piece) => {
      this.said += piece;
    });
    const printed = new Printed(child.stdout);
    child.once("error", (error) => printed.fail(error));
    child.once("exit", (code) => printed.fail(new Error(`${program_path} ended with ${code}. ${this.said}`)));
    const line = (pattern: RegExp) =>
      within(patience_ms, `The program's line ${pattern}`, printed.find(pattern));
    this.port = Number(new URL(await line(/listens on (http:\S+)/)).port);
    const setup = (await (await fetch(`${this.address}/api/setup`)).json()) as { is_needed: boolean };
    if (!setup.is_needed) return "";
    const link = new URL(await line(/(http:\S+\/setup#\S+)/));
    return link.pathname + link.hash;
  }

  /// What it wrote to its log.
  log() {
    return this.said;
  }

  async stop(how: "SIGTERM" | "SIGKILL" = "SIGTERM") {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((go_on) => child.once("exit", go_on));
    child.kill(how);
    await within(patience_ms, "The program's end", ended);
  }

  /// For good.
  async end() {
    await this.stop().catch(() => this.stop("SIGKILL"));
  }
}
