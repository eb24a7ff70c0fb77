import { appendFile } from "node:fs/promises";
import type { components } from "../../src/api/schema.d.ts";
import { data_of } from "./api.ts";
import { day_from_today } from "./days.ts";
import { patience_ms, until } from "./deadline.ts";
import type { Person, World } from "./world.ts";

type Schemas = components["schemas"];

/// A workspace as pictures show it: an invented company whose history ends now, and an administrator beside its people.
export interface Sample {
  mara: Person;
  /// A rep of the company, who owns deals.
  rep: Person;
  process: number;
  /// An open deal of the rep, far on the way.
  deal: number;
  /// The stage after the deal's, which its criteria do not let it enter yet.
  next: string;
  account: number;
  contact: number;
  /// Where a customer sees the plan of the deal, without signing in.
  plan: string;
  /// Of a file with rows that could not be read.
  import_job: number;
}

export async function fill_with_sample(world: World, deals = 1200): Promise<Sample> {
  const mara = await world.set_up();
  const process = await make_company(mara, deals);
  await begin_draft(mara, process);
  const far = await far_deal(mara);
  const rep = await world.let_sign_in(mara, far.owner);
  const plan = await share_plan(mara, far.deal, far.contact);
  return { mara, rep, process, ...far, plan, import_job: await try_file_with_faults(world, mara, process) };
}

/// A plan of the deal with steps of both sides, one of them confirmed by the contact; its address.
async function share_plan(mara: Person, deal: number, contact: number) {
  const steps = [
    { side: "customer", text: "Send two years of work orders", due: day_from_today(4) },
    { side: "us", text: "Plan one month of them in the trial", due: day_from_today(11) },
    { side: "customer", text: "Two planners judge the result", due: day_from_today(18) },
    { side: "us", text: "Present the business case to the board", due: day_from_today(25) },
  ];
  for (const step of steps)
    await mara.api.POST("/api/deals/{deal}/promises", {
      params: { path: { deal } },
      body: { ...step, in_plan: true },
    });
  const body = {
    title: "From trial to decision",
    good_until: day_from_today(60),
    mode: "confirm" as const,
    contact,
    shows: ["goals"],
  };
  const made = await mara.api.POST("/api/deals/{deal}/plan/links", { params: { path: { deal } }, body });
  const { path } = data_of(made);
  const secret = path.split("#")[1] ?? "";
  const plan = data_of(await mara.api.POST("/api/shared-plans/openings", { body: { secret } }));
  const step = plan.steps.find((one) => one.may_agree)?.number;
  if (step !== undefined)
    await mara.api.POST("/api/shared-plans/confirmations", {
      body: { secret, step, said: "agreed", name: "" },
    });
  return path;
}

/// Its process.
export async function make_company(mara: Person, deals: number) {
  await mara.api.POST("/api/sample-data", { params: { query: { deals } } });
  const is_made = async () => {
    const now = data_of(await mara.api.GET("/api/sample-data"));
    return now.is_there && now;
  };
  const { process } = await until("The invented company", is_made, patience_ms + deals * 50);
  if (!process) throw new Error("The invented company has no process.");
  return process;
}

/// A change of each kind, so that there is something to compare.
async function begin_draft(mara: Person, process: number) {
  const at = "stage:trial_run";
  const criterion = { id: "data_sent", text: "Send security answers to the prospect" };
  const ops = [
    { op: "set", at, field: "expected_days", from: 21, to: 18 },
    { op: "insert", at, field: "does", value: "Fetches two years of orders", after: null },
    {
      op: "delete",
      at,
      field: "does",
      value: "Compares the plan with what really happened",
      after: "Two planners work with the trial for a week",
    },
    { op: "add", at: "stage:case_accepted", list: "exit", item: criterion, after: null },
  ];
  const params = { path: { process } };
  await mara.api.POST("/api/processes/{process}/draft/operations", { params, body: { base_seq: 0, ops } });
}

/// A file with two rows that nobody can read, tried but not kept: the company stays as it is.
async function try_file_with_faults(world: World, mara: Person, process: number) {
  const files = world.sample("four-goals", "pipedrive", 40);
  for (const file of files) await appendFile(file, "x\ny\n");
  return (await world.import_files(mara, process, files, { dry_run: true })).id;
}

/// Of the large open deals that have come far the one with most people, objections, quotes and promises.
async function far_deal(mara: Person) {
  const query = {
    status: ["open" as const],
    stage: ["deciders_met", "needs_agreed", "case_accepted", "trial_run"],
    currency: ["EUR"],
    limit: 200,
  };
  const found = data_of(await mara.api.GET("/api/deals", { params: { query } })).deals;
  const deals = await Promise.all(found.filter((row) => row.owner).map((row) => told_deal(mara, row)));
  const [busiest] = deals.sort((one, other) => other.events - one.events);
  if (!busiest) throw new Error("The sample has no open deal that has come far.");
  return busiest.place;
}

async function told_deal(mara: Person, { id, owner, account }: Schemas["ListedDeal"]) {
  const params = { path: { deal: id } };
  const { deal, guide } = data_of(await mara.api.GET("/api/deals/{deal}", { params }));
  const forward = guide.moves.find((move) => move.move === "forward");
  const { buying_group, objections, quotes, promises, date_moves } = deal;
  const events = [buying_group, objections, quotes, promises, date_moves]
    .map((list) => Math.min(list.length, 4))
    .reduce((all, count) => all + count, 0);
  const contact = buying_group[0]?.contact ?? 1;
  const next = forward?.to ?? "";
  const is_held = forward !== undefined && !forward.is_ready;
  return {
    events: is_held ? events : 0,
    place: { deal: id, next, owner: owner ?? 0, account: account ?? 1, contact },
  };
}
