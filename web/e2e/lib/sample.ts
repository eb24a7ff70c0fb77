import { readFile } from "node:fs/promises";
import { data_of } from "./api.ts";
import type { Person, World } from "./world.ts";

/// A workspace as pictures show it: a simulated history that ends today, and the people who sold.
export interface Sample {
  mara: Person;
  /// A rep, who owns deals.
  rep: Person;
  process: number;
  /// An open deal far on the way.
  deal: number;
  import_job: number;
}

const deals = 600;

export async function fill_with_sample(world: World): Promise<Sample> {
  const mara = await world.set_up();
  const process = await world.add_process(mara);
  const today = new Date().toISOString().slice(0, 10);
  const files = world.sample("four-goals", "events", deals, today);
  const { people, teams, first } = await add_sellers(world, mara, files[1] ?? "");
  const job = await world.import_files(mara, process, files, { people, teams });
  return { mara, rep: first, process, deal: await far_deal(mara), import_job: job.id };
}

/// Owners and teams of the deals, as people and teams here. The first has a password.
async function add_sellers(world: World, mara: Person, file: string) {
  const [head = "", ...rows] = (await readFile(file, "utf8")).trim().split("\n");
  const names = head.split(",");
  const [owner, team] = [names.indexOf("owner"), names.indexOf("team")];
  const sellers = new Map<string, string>();
  for (const row of rows) {
    const cells = row.split(",");
    sellers.set(cells[owner] ?? "", cells[team] ?? "");
  }
  const teams: Record<string, number> = {};
  for (const name of new Set(sellers.values())) teams[name] = await world.add_team(mara, name);
  const people: Record<string, number> = {};
  let first: Person | undefined;
  for (const [name, of_team] of [...sellers].sort()) {
    const seller = await world.add_person(mara, name, "rep", teams[of_team]);
    people[name] = seller.id;
    first ??= seller;
  }
  if (!first) throw new Error(`${file} names no owner.`);
  return { people, teams, first };
}

async function far_deal(mara: Person) {
  const query = { status: ["open" as const], limit: 200 };
  const found = data_of(await mara.api.GET("/api/deals", { params: { query } })).deals;
  const busy = found.filter((one) => one.next_due);
  const size = (one: (typeof found)[number]) => one.amount_minor ?? 0;
  const [largest] = (busy.length > 0 ? busy : found).sort((one, other) => size(other) - size(one));
  if (!largest) throw new Error("The sample has no open deal.");
  return largest.id;
}
