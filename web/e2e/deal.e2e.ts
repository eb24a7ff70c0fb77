import { expect } from "vitest";
import { data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { day_from_today } from "./lib/days.ts";
import { type Stage, story } from "./lib/story.ts";
import type { Person } from "./lib/world.ts";

/// A deal of Ada's in the first stage, with an account and a contact there.
async function begin(stage: Stage, ada: Person) {
  const account = data_of(await ada.api.POST("/api/accounts", { body: { name: "Nordwerk Energie AG" } })).id;
  const contact = data_of(
    await ada.api.POST("/api/contacts", {
      body: { account, name: "Petra Kowalczyk", position: "head of maintenance" },
    }),
  ).id;
  const values = { account: `${account}`, channel: "direct", offering: "planner", amount: "186000" };
  const deal = data_of(
    await ada.api.POST("/api/deals", {
      body: {
        name: "Turbine hall planning",
        contacts: [contact],
        qualify: true,
        at: new Date(Date.now() - 20 * 86_400_000).toISOString(),
        values: [
          ...Object.entries(values).map(([name, value]) => ({ name, value })),
          { name: "expected_close", value: day_from_today(30) },
        ],
      },
    }),
  ).id;
  return { account, contact, deal, stage };
}

async function people(stage: Stage) {
  const mara = await stage.world.set_up();
  await stage.world.add_process(mara);
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  return { mara, ada };
}

story(
  "a rep works a deal on its page: touch, evidence, move, promises, dates, group, objection",
  async (stage) => {
    const { ada } = await people(stage);
    const { deal } = await begin(stage, ada);
    const page = await stage.open(`/deals/${deal}`, ada);
    await page.getByRole("heading", { level: 1, name: "Turbine hall planning" }).waitFor();

    // What shows the criterion is logged as a call, and the deal moves on.
    await page.getByRole("button", { name: "Log touch" }).click();
    const touch = page.getByRole("form", { name: "Log a touchpoint" });
    await touch.getByLabel("What came of it").fill("Asks whether late orders can be measured");
    await touch.getByText("Petra Kowalczyk").click();
    await touch.getByText("The prospect answers a message or asks for a talk").click();
    await touch.getByRole("button", { name: "Log touchpoint" }).click();
    await page.getByText("To leave 1.1: 1 of 1 met").waitFor();
    await page.getByText("Asks whether late orders can be measured", { exact: false }).first().waitFor();
    await page.getByRole("button", { name: "Move to 1.2" }).click();
    await page.getByRole("button", { name: "Move to 1.2", exact: true }).click();
    await page.getByText("To leave 1.2: 0 of 1 met").waitFor();

    // A promise of the customer is made, moved for a reason, and kept.
    await page.getByRole("button", { name: "add a promise of the customer" }).click();
    await page.getByLabel("What is promised").fill("Send two years of work orders");
    await page.getByLabel("By when").fill(day_from_today(2));
    await page.getByRole("button", { name: "Note promise" }).click();
    const acts = page.getByRole("button", { name: "Act on the promise: Send two years of work orders" });
    await acts.click();
    await page.getByRole("menuitem", { name: "Another day" }).click();
    await page.getByLabel("New day").fill(day_from_today(5));
    await page.getByRole("button", { name: "Move promise" }).click();
    await page.getByText("Say why it moves.").waitFor();
    await page.getByLabel("Why it moves").fill("Their export broke");
    await page.getByRole("button", { name: "Move promise" }).click();
    await page.getByText("moved once, first for", { exact: false }).waitFor();
    await acts.click();
    await page.getByRole("menuitem", { name: "It was kept" }).click();
    await page.getByRole("button", { name: "It was kept" }).click();
    await page.getByText("customer kept 1 of 1").waitFor();

    // The close moves later only with a reason.
    const dates = page.getByRole("region", { name: "Close date" });
    await dates.getByRole("button", { name: "move" }).click();
    await page.getByLabel("New date").fill(day_from_today(60));
    await page.getByRole("button", { name: "Set date" }).click();
    await page.getByText("the expected close moves later without a reason", { exact: false }).waitFor();
    await page.getByLabel("Why (asked for when it moves later)").fill("budget round moved");
    await page.getByRole("button", { name: "Set date" }).click();
    await dates.getByText("30 days from the first date").waitFor();
    await dates.getByText("budget round moved").waitFor();

    const group = page.getByRole("region", { name: "Buying group" });
    // Somebody who is not known yet joins the buying group and is against; an objection is raised and answered.
    await group.getByRole("button", { name: "add a person" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Henrik Aasgaard");
    await page.getByLabel("decision maker").check();
    await page.getByRole("button", { name: "against", exact: true }).click();
    await page.getByRole("button", { name: "Add to the group" }).click();
    await page.getByRole("button", { name: /Henrik Aasgaard .*not met.*against/ }).waitFor();
    await page.getByRole("button", { name: "note one" }).click();
    await page.getByLabel("In their words").fill("Our data never leaves the plant");
    await page.getByRole("button", { name: "Note objection" }).click();
    await page.getByRole("button", { name: "answer: Our data never leaves the plant" }).click();
    await page.getByLabel("What we answered").fill("On-site extract");
    await page.getByRole("button", { name: "Note answer" }).click();
    await page.getByText("Answered: On-site extract", { exact: false }).first().waitFor();

    await check_axe_in_both_themes(page, "the deal page");
    const events = data_of(
      await ada.api.GET("/api/deals/{deal}/events", { params: { path: { deal } } }),
    ).events;
    expect(events.filter((event) => event.kind === "objection_raised")).toHaveLength(1);
  },
);

story("a discount against the rules waits for whoever may approve it", async (stage) => {
  const { mara, ada } = await people(stage);
  await mara.api.PUT("/api/workspace/selling", {
    body: { due_soon_days: 3, follow_up_days: null, roles: { sales_lead: [mara.id] } },
  });
  const { deal } = await begin(stage, ada);
  const reps = await stage.open(`/deals/${deal}`, ada);
  await reps.getByRole("button", { name: "new quote" }).click();
  await reps.getByLabel("Amount after discount, EUR").fill("175000");
  await reps.getByLabel("Discount, %").fill("5.9");
  await reps.getByRole("button", { name: "Make quote" }).click();
  await reps.getByText("breaks 2 rules").waitFor();
  await reps.getByText("Mara Lindqvist can approve.").first().waitFor();
  expect(await reps.getByRole("button", { name: "Approve", exact: true }).count()).toBe(0);

  const page = await stage.open(`/deals/${deal}`, mara);
  const quotes = page.getByRole("region", { name: "Quote check" });
  await quotes.getByRole("button", { name: "Refuse" }).click();
  await page.getByRole("button", { name: "Refuse quote" }).click();
  await page.getByText("the reason is missing", { exact: false }).waitFor();
  await page.getByLabel("Why, and what would make it acceptable").fill("Not before the proof");
  await page.getByRole("button", { name: "Refuse quote" }).click();
  await quotes.getByText("refused", { exact: false }).first().waitFor();
  // The rep sees it without asking again.
  await reps.getByText("Quote 1 refused").waitFor();
});

story("an edit that raced is shown, and what was typed stays", async (stage) => {
  const { mara, ada } = await people(stage);
  const { deal } = await begin(stage, ada);
  const page = await stage.open(`/deals/${deal}?do=edit`, ada);
  await page.getByLabel("Campaign").fill("Leipzig fair");
  await mara.api.PATCH("/api/deals/{deal}", {
    params: { path: { deal } },
    body: { values: [{ name: "campaign", value: "Search ads" }] },
  });
  await page.getByText("Campaign: ", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Somebody changed this deal while you were typing", { exact: false }).waitFor();
  await page.getByText("Campaign: – became Search ads", { exact: false }).waitFor();
  expect(await page.getByLabel("Campaign").inputValue()).toBe("Leipzig fair");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("The changes are saved.").waitFor();
  const view = data_of(await ada.api.GET("/api/deals/{deal}", { params: { path: { deal } } }));
  expect(view.deal.attributes.campaign).toBe("Leipzig fair");
});

story("accounts that are one are merged, and a contact is exported and erased", async (stage) => {
  const { mara, ada } = await people(stage);
  const { account, contact } = await begin(stage, ada);
  await ada.api.POST("/api/accounts", { body: { name: "Nordwerk Energie" } });
  const page = await stage.open("/customers?tab=duplicates", mara);
  await page.getByRole("button", { name: /^merge: Nordwerk/ }).click();
  await page.getByRole("heading", { level: 2, name: /Nordwerk Energie/ }).waitFor();
  await page
    .getByRole("form", { name: /^Merge Nordwerk/ })
    .getByRole("button", { name: "Merge" })
    .click();
  await page.getByText(/went into Nordwerk Energie/).waitFor();

  await page.goto(`/customers?contact=${contact}`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as a file" }).click();
  expect((await download).suggestedFilename()).toBe(`contact-${contact}.json`);
  await page.getByRole("button", { name: "Erase for good …" }).click();
  await page.getByRole("button", { name: "Erase for good", exact: true }).click();
  await page.getByText("That is not the name.").waitFor();
  await page.getByLabel(/^To confirm/).fill("Petra Kowalczyk");
  await page.getByRole("button", { name: "Erase for good", exact: true }).click();
  await page.getByText("The data of this contact was erased", { exact: false }).waitFor();
  expect(account).toBeGreaterThan(0);
  await check_axe_in_both_themes(page, "accounts and contacts");
});

story("the deal page works with a thumb at 390 px", async (stage) => {
  const { ada } = await people(stage);
  const { deal } = await begin(stage, ada);
  const page = await stage.open(`/deals/${deal}`, ada, { width: 390, height: 844, touch: true });
  await page.getByRole("button", { name: "add a promise of ours" }).tap();
  await page.getByLabel("What is promised").fill("Description of the fields we read");
  await page.getByLabel("By when").fill(day_from_today(1));
  await page.getByRole("button", { name: "Note promise" }).tap();
  await page.getByText("Description of the fields we read").first().waitFor();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
  await check_axe_in_both_themes(page, "the deal page, narrow");
});
