import { execFileSync } from "node:child_process";
import { openAsBlob } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type Api, data_of, make_api, session_of } from "./api.ts";
import { until } from "./deadline.ts";
import { Program, program_path } from "./program.ts";

export const password = "a long password";
const maps = resolve(import.meta.dirname, "../../../examples/maps");

/// Somebody who can sign in. `api` acts as them.
export interface Person {
  id: number;
  name: string;
  email: string;
  cookie: string;
  api: Api;
}

type Role = "administrator" | "manager" | "editor" | "rep" | "viewer";

/// A workspace of its own for one story, in a folder that goes with it.
export class World {
  readonly program: Program;
  readonly folder: string;
  /// Of the new workspace, until somebody sets it up.
  setup_path = "";

  private constructor(folder: string, flags: string[]) {
    this.folder = folder;
    this.program = new Program(join(folder, "data"), flags);
  }

  static async start(flags: string[] = []) {
    const world = new World(await mkdtemp(join(tmpdir(), "stagecraft-e2e-")), flags);
    try {
      world.setup_path = await world.program.start();
      return world;
    } catch (error) {
      await world.end();
      throw error;
    }
  }

  async end() {
    await this.program.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /// The first administrator, without a page; the workspace is in Berlin and counts in euros.
  async set_up(name = "Mara Lindqvist"): Promise<Person> {
    const secret = this.setup_path.split("#")[1] ?? "";
    const email = email_of(name);
    const answer = await this.api().POST("/api/setup", { body: { secret, name, email, password } });
    const mara = this.person(data_of(answer).person, name, email, session_of(answer.response));
    await mara.api.PATCH("/api/workspace", {
      body: { name: "Story", zone: "Europe/Berlin", currency: "EUR" },
    });
    return mara;
  }

  /// Somebody added by `by`, who has a password and is signed in.
  async add_person(by: Person, name: string, role: Role, team?: number): Promise<Person> {
    const email = email_of(name);
    const body = { name, email, role, ...(team ? { team } : {}) };
    const { id } = data_of(await by.api.POST("/api/people", { body }));
    return this.let_sign_in(by, id);
  }

  /// Somebody who is there already gets a password by `by`, and is signed in.
  async let_sign_in(by: Person, id: number): Promise<Person> {
    const params = { path: { person: id } };
    const { name, email } = data_of(await by.api.GET("/api/people/{person}", { params }));
    const link = data_of(await by.api.POST("/api/people/{person}/password-links", { params }));
    const secret = link.path.split("#")[1] ?? "";
    await this.api().PUT("/api/password", { body: { secret, password } });
    return this.sign_in(id, name, email);
  }

  private async sign_in(id: number, name: string, email: string) {
    const answer = await this.api().POST("/api/session", { body: { email, password } });
    return this.person(id, name, email, session_of(answer.response));
  }

  async add_team(by: Person, name: string) {
    return data_of(await by.api.POST("/api/teams", { body: { name } })).id;
  }

  /// A published process: `map` is the name of an example (`four-goals`) or the text of a map.
  async add_process(by: Person, map = "four-goals") {
    const text = map.includes("\n") ? map : await example_map(map);
    const { process } = data_of(await by.api.POST("/api/processes", { body: { text } }));
    await by.api.POST("/api/processes/{process}/versions", {
      params: { path: { process } },
      body: { note: "First" },
    });
    return process;
  }

  /// Files of a simulated history for an example map up to a day, made by `stagecraft sample`.
  sample(map: string, layout: "events" | "maven" | "pipedrive" | "xes", deals: number, until = "2026-06-30") {
    const path = join(this.folder, `${map}.${layout === "xes" ? "xes" : "csv"}`);
    const words = ["--map", example_path(map), "--layout", layout, "--deals", `${deals}`, "--until", until];
    execFileSync(program_path, ["sample", ...words, "--seed", "7", "-o", path], { stdio: "pipe" });
    return layout === "events" ? [path, path.replace(/\.csv$/, ".deals.csv")] : [path];
  }

  /// Imports files as they are and waits for the end of it; `people` and `teams` say who is meant by a name of the files.
  async import_files(by: Person, process: number, files: string[], who: Partial<Named> = {}) {
    const uploads: number[] = [];
    for (const file of files) uploads.push(await this.upload(by, process, file));
    const { people = {}, teams = {}, dry_run = false } = who;
    const body = { uploads, process, system: "sample", people, teams, dry_run };
    const job = data_of(await by.api.POST("/api/imports", { body })).id;
    return until(`The end of the import, job ${job},`, async () => {
      const now = data_of(await by.api.GET("/api/jobs/{job}", { params: { path: { job } } }));
      if (now.state === "failed") throw new Error(`The import failed: ${now.failure}`);
      return now.ended_at ? now : undefined;
    });
  }

  async upload(by: Person, process: number, file: string) {
    const query = new URLSearchParams({ name: basename(file), process: `${process}` });
    const answer = await fetch(`${this.program.address}/api/uploads?${query}`, {
      method: "POST",
      headers: { cookie: by.cookie, "content-type": "text/csv" },
      body: await openAsBlob(file),
    });
    if (!answer.ok) throw new Error(`The upload of ${file}: ${await answer.text()}`);
    return ((await answer.json()) as { upload: { id: number } }).upload.id;
  }

  private api() {
    return make_api(this.program.address);
  }

  private person(id: number, name: string, email: string, cookie: string): Person {
    return { id, name, email, cookie, api: make_api(this.program.address, cookie) };
  }
}

interface Named {
  people: Record<string, number>;
  teams: Record<string, number>;
  /// Nothing is kept.
  dry_run: boolean;
}

function example_path(map: string) {
  return join(maps, `${map}.yaml`);
}

export function example_map(map: string) {
  return readFile(example_path(map), "utf8");
}

/// 'Ada Lopez' is ada@example.org.
function email_of(name: string) {
  return `${name.split(" ")[0]?.toLowerCase()}@example.org`;
}
