import { expect } from "vitest";
import { data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { day_from_today } from "./lib/days.ts";
import { type Stage, story } from "./lib/story.ts";
import type { Person } from "./lib/world.ts";

const deal_name = "Hidden name of the deal";

async function begin(stage: Stage) {
  const mara = await stage.world.set_up();
  data_of(await mara.api.PUT("/api/workspace/brand", { body: { name: "Planwerk", colour: "#1f6f8b" } }));
  const process = await stage.world.add_process(mara);
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  const account = data_of(await ada.api.POST("/api/accounts", { body: { name: "Nordwerk Energie AG" } })).id;
  const contact = data_of(
    await ada.api.POST("/api/contacts", { body: { account, name: "Petra Kowalczyk" } }),
  ).id;
  const deal = data_of(
    await ada.api.POST("/api/deals", {
      body: {
        name: deal_name,
        process,
        contacts: [contact],
        qualify: true,
        values: [
          { name: "account", value: `${account}` },
          { name: "amount", value: "186000" },
        ],
      },
    }),
  ).id;
  return { ada, deal };
}

async function promise(ada: Person, deal: number, side: string, text: string, days: number) {
  const body = { side, text, due: day_from_today(days), in_plan: true };
  await ada.api.POST("/api/deals/{deal}/promises", { params: { path: { deal } }, body });
}

story("a rep shares the plan, the prospect confirms a step, and a revoked link says so", async (stage) => {
  const { ada, deal } = await begin(stage);
  await promise(ada, deal, "us", "Send the offer", 12);
  const page = await stage.open(`/deals/${deal}`, ada);
  const plan = page.getByRole("region", { name: "Plan with the customer" });
  await plan.getByText("Send the offer").waitFor();

  // A step of theirs, from the beginning.
  await plan.getByRole("button", { name: "add a step" }).click();
  await page.getByLabel("What is promised").fill("Send two years of work orders");
  await page.getByLabel("By when").fill(day_from_today(5));
  await page.getByRole("button", { name: "Note promise" }).click();
  await plan.getByText("Send two years of work orders").waitFor();
  await plan.getByText("0 of 2 done").waitFor();

  await plan.getByRole("button", { name: "share" }).click();
  const panel = page.getByRole("complementary", { name: "Share the plan" });
  await panel.getByLabel("For whom").selectOption({ label: "Petra Kowalczyk" });
  await panel.getByLabel("Also show what they gain", { exact: false }).check();
  await check_axe_in_both_themes(page, "the panel to share a plan");
  await panel.getByRole("button", { name: "Make link" }).click();
  const address = await panel.getByLabel("Link to the plan").inputValue();
  await panel.getByText("not opened yet", { exact: false }).waitFor();

  // The prospect, in a browser of their own, on a telephone, in German.
  const link = new URL(address);
  const theirs = await stage.open(link.pathname + link.hash, undefined, {
    width: 390,
    touch: true,
    locale: "de-DE",
  });
  await theirs.getByRole("heading", { level: 1, name: "Our plan with Nordwerk Energie AG" }).waitFor();
  await theirs.getByText("0 von 2 Schritten erledigt").waitFor();
  await theirs.getByText("Planwerk", { exact: true }).waitFor();
  // Neither how we call the deal nor what it is worth, however it is written.
  expect(await theirs.content()).not.toContain(deal_name);
  expect(await theirs.content()).not.toMatch(/186(?:[.,\s]|&nbsp;)?000/);
  await check_axe_in_both_themes(theirs, "the plan that the customer sees");
  const is_wider = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
  expect(await theirs.evaluate(is_wider)).toBe(false);
  await theirs
    .getByRole("button", { name: /^Das machen wir bis .*: Send two years of work orders$/ })
    .click();
  await theirs.getByText(/Bestätigt am .* von Petra Kowalczyk/).waitFor();

  // The rep sees it without loading the page again, and what came of it later.
  await plan.getByText(/confirmed on .* by Petra Kowalczyk/).waitFor();
  await plan.getByText("1 confirmed by them", { exact: false }).waitFor();
  await panel.getByText(/opened once/).waitFor();
  await theirs.getByRole("button", { name: "Das ist erledigt: Send two years of work orders" }).click();
  await theirs.getByRole("button", { name: "Ja, es ist erledigt" }).click();
  await theirs.getByText("1 von 2 Schritten erledigt").waitFor();
  await plan.getByText("told by Petra Kowalczyk through a link").waitFor();
  await page.getByText("customer kept 1 of 1").waitFor();
  await check_axe_in_both_themes(page, "the deal page with a plan");

  await panel.getByRole("button", { name: "Revoke the link", exact: false }).click();
  await panel.getByText("revoked", { exact: false }).waitFor();
  await theirs.reload();
  await theirs.getByRole("heading", { name: "Dieser Link gilt nicht mehr" }).waitFor();
});

story(
  "whoever has a link without a name says who they are, and a link to read confirms nothing",
  async (stage) => {
    const { ada, deal } = await begin(stage);
    await promise(ada, deal, "customer", "Choose a month to compare", 4);
    const share = async (mode: "confirm" | "read_only") => {
      const body = { title: "Turbine hall", good_until: day_from_today(9), mode };
      return data_of(await ada.api.POST("/api/deals/{deal}/plan/links", { params: { path: { deal } }, body }))
        .path;
    };
    const page = await stage.open(await share("confirm"));
    const agree = page.getByRole("button", { name: /^We will do this by/ });
    await agree.click();
    await page.getByText("Write your name, on one line.").waitFor();
    await page.getByLabel("Your name").fill("Henrik Aasgaard");
    await agree.click();
    await page.getByText(/^✓ Confirmed on .* by Henrik Aasgaard$/).waitFor();
    const reading = await stage.open(await share("read_only"));
    await reading.getByText("Choose a month to compare").waitFor();
    expect(await reading.getByRole("button", { name: /^(We will|This is done)/ }).count()).toBe(0);
  },
);
