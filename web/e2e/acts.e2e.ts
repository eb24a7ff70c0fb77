import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Api, data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { day_from_today } from "./lib/days.ts";
import { has_focus } from "./lib/focus.ts";
import { story } from "./lib/story.ts";
import { example_map, type World } from "./lib/world.ts";

/// A deal of the person whose API it is; in `stage` by exception, which takes the right for it.
async function add_deal(api: Api, name: string, stage = "") {
  const values = [
    { name: "channel", value: "direct" },
    { name: "offering", value: "planner" },
    { name: "amount", value: "72000" },
  ];
  const body = { name, qualify: true, values };
  const deal = data_of(await api.POST("/api/deals", { body })).id;
  if (stage)
    await api.POST("/api/deals/{deal}/stage-entries", {
      params: { path: { deal } },
      body: { stage, exception: "Begun elsewhere." },
    });
  return deal;
}

async function begin(world: World) {
  const mara = await world.set_up();
  const process = await world.add_process(mara);
  return { mara, process };
}

async function win(api: Api, deal: number) {
  const body = { outcome: "won", reason: "trust", exception: "Signed on paper." };
  await api.POST("/api/deals/{deal}/closings", { params: { path: { deal } }, body });
}

async function choose_act(page: Page, name: string) {
  await page.getByRole("button", { name: "More acts on this deal" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

story("a lost deal opens again where it was left, a won one with the reason", async (stage) => {
  const { mara } = await begin(stage.world);
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  const deal = await add_deal(ada.api, "Kiln downtime");
  const body = { outcome: "no_decision", reason: "no_budget" };
  await ada.api.POST("/api/deals/{deal}/closings", { params: { path: { deal } }, body });
  const page = await stage.open(`/deals/${deal}`, ada);
  await page.getByRole("button", { name: "Open again" }).click();
  // Left by Escape, focus is back where it was.
  await has_focus(page, "Open the deal again");
  await page.keyboard.press("Escape");
  await has_focus(page, "Open again");
  await page.keyboard.press("Enter");
  await page.getByLabel("What changed").fill("The budget is there.");
  await check_axe_in_both_themes(page, "opening a deal again");
  await page.getByRole("complementary").getByRole("button", { name: "Open again" }).click();
  await page.getByText("Kiln downtime is open again.").waitFor();
  await page.getByRole("heading", { name: "To leave 1.1: 0 of 1 met" }).waitFor();

  // A rep has no exception to make, so what would take one is not offered.
  const won = await add_deal(mara.api, "Press shop", "agreement");
  await win(mara.api, won);
  const hers = await stage.open(`/deals/${won}`, mara);
  await choose_act(hers, "Open again");
  await hers.getByLabel("What changed").fill("They did not sign after all.");
  await hers.getByRole("complementary").getByRole("button", { name: "Open again" }).click();
  await hers.getByText("the process has no such move", { exact: false }).first().waitFor();
  expect(await hers.getByLabel("What changed").inputValue()).toBe("They did not sign after all.");
  await hers.getByLabel("Reason for the exception").fill("The signature was of the wrong company.");
  await hers.getByRole("complementary").getByRole("button", { name: "Open again" }).click();
  await hers.getByRole("heading", { name: /^To leave 3\.4/ }).waitFor();
});

story(
  "after the sale: payment, the stages after it, an upsell, and the end of the process",
  async (stage) => {
    const { mara } = await begin(stage.world);
    const deal = await add_deal(mara.api, "Press shop", "agreement");
    await win(mara.api, deal);
    const page = await stage.open(`/deals/${deal}`, mara);
    await page.getByRole("button", { name: "log payment", exact: true }).click();
    await page.getByRole("button", { name: "Log payment", exact: true }).click();
    await page.getByText("Give the amount.").waitFor();
    await page.getByLabel("Amount, EUR").fill("36000.50");
    await page.getByRole("button", { name: "Log payment", exact: true }).click();
    await page.getByText(/^paid /).waitFor();
    await has_focus(page, "log payment");

    await page.getByRole("button", { name: "Move to 4.1 …" }).click();
    await page.getByRole("complementary").getByRole("button", { name: "Move to 4.1", exact: true }).click();
    // What the map asks for after the sale is asked for here, too.
    await page.getByRole("heading", { name: "To leave 4.1: 1 of 2 met" }).waitFor();
    await mara.api.POST("/api/deals/{deal}/stage-entries", {
      params: { path: { deal } },
      body: { stage: "next_use", exception: "All well." },
    });
    await page.getByRole("heading", { name: "To leave 4.4: 0 of 1 met" }).waitFor();

    await choose_act(page, "Begin a deal from it");
    await page.getByLabel("Name of the new deal").fill("Press shop, second hall");
    await page.getByLabel("Amount").fill("41000");
    await page.getByRole("button", { name: "Begin deal" }).click();
    await page.getByRole("heading", { level: 1, name: /^Press shop, second hall/ }).waitFor();
    await page.getByRole("link", { name: "upsell of an earlier deal" }).click();

    await page.getByRole("button", { name: "Finish …" }).click();
    await page.getByText("The customer names a plant or a company and introduces us").last().waitFor();
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await page.getByText("Not moved to the end.", { exact: false }).waitFor();
    await page.getByLabel("Reason for the exception").fill("They sold the company.");
    await check_axe_in_both_themes(page, "finishing a deal");
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await page.getByText("Press shop went through to the end.").waitFor();
    await page.getByRole("button", { name: "Finish …" }).waitFor({ state: "detached" });
  },
);

story("a deal goes to whom the rules say, and one that should not be there is deleted", async (stage) => {
  const { mara } = await begin(stage.world);
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  const deal = await add_deal(mara.api, "Kiln downtime");
  const page = await stage.open(`/deals/${deal}`, mara);
  await choose_act(page, "Give away by the rules");
  await page.getByText("The rules choose nobody for this deal.").waitFor();
  expect(await page.getByRole("button", { name: "Give away" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await has_focus(page, "More acts on this deal");
  const rules = [{ name: "Everything", person: ada.id }];
  await mara.api.PUT("/api/assignment-rules", { body: { rules } });
  await choose_act(page, "Give away by the rules");
  await page.getByText("The rules give this deal to Ada Lopez.").waitFor();
  await page.getByRole("button", { name: "Give away" }).click();
  await page.getByRole("definition").filter({ hasText: "Ada Lopez" }).waitFor();

  await choose_act(page, "Delete");
  await page.getByRole("button", { name: "Delete deal" }).click();
  await page.getByText("Say why.").waitFor();
  await page.getByLabel("Why it should not be there").fill("It was a test.");
  await check_axe_in_both_themes(page, "deleting a deal");
  await page.getByRole("button", { name: "Delete deal" }).click();
  await page.getByText("deleted", { exact: true }).waitFor();
  // Nothing is offered that would be refused; the history stays.
  const acts = [
    "Log touch",
    "note one",
    "add a person",
    "attach",
    "add a promise of ours",
    "share",
    "add a step",
  ];
  for (const name of acts)
    expect(await page.getByRole("button", { name, exact: true }).count(), name).toBe(0);
  await page.getByText("It was a test.").waitFor();
  await check_axe_in_both_themes(page, "a deleted deal");
});

story("a deal moves to another version of its map after a look at what would change", async (stage) => {
  const { mara, process } = await begin(stage.world);
  const deal = await add_deal(mara.api, "Kiln downtime", "talking");
  const text = (await example_map("four-goals"))
    .replace("          - id: second_talk\n", "          - id: date_given\n")
    .replace("The prospect accepts a date for a second talk", "The prospect names a date and who comes");
  const params = { path: { process } };
  const headers = { "If-Match": '"0"' };
  await mara.api.PUT("/api/processes/{process}/draft", { params, body: { text }, headers });
  await mara.api.POST("/api/processes/{process}/versions", { params, body: { note: "Second" } });
  const page = await stage.open(`/deals/${deal}`, mara);
  await choose_act(page, "Move to another map version");
  const preview = page.getByRole("region", { name: "What would change" });
  await preview.getByText("Asked for anew, and not met").waitFor();
  await preview.getByText("The prospect names a date and who comes").waitFor();
  await preview.getByText("It stands in 1.2 First conversation, and would stand in 1.2").waitFor();
  await check_axe_in_both_themes(page, "a look at another version");
  await page.getByLabel("Version", { exact: true }).selectOption({ label: "v1" });
  await page.getByText("It runs on this version now.", { exact: false }).waitFor();
  await page.getByLabel("Version", { exact: true }).selectOption({ label: "v2" });
  await preview.waitFor();
  await page.getByRole("button", { name: "Move to this version" }).click();
  await page.getByText("The deal runs on version 2 now.").waitFor();
  await page.getByText("The prospect names a date and who comes").first().waitFor();
});

story("two deals that are one become one", async (stage) => {
  const { mara } = await begin(stage.world);
  const gone = await add_deal(mara.api, "Kiln downtime (copy)");
  const stays = await add_deal(mara.api, "Kiln stoppages");
  const page = await stage.open(`/deals/${gone}`, mara);
  await choose_act(page, "Merge into another deal");
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByText("Choose the deal.").waitFor();
  await page.getByLabel("Into which deal").fill("Kiln");
  await page.getByLabel("Kiln stoppages").check();
  await page.getByLabel("Note").fill("Entered twice");
  await check_axe_in_both_themes(page, "merging deals");
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.waitForURL(`**/deals/${stays}`);
  await page.getByRole("heading", { level: 1, name: "Kiln stoppages" }).waitFor();
  await page.goto(`/deals/${gone}`);
  await page.getByRole("link", { name: "merged into another deal" }).waitFor();
  expect(await page.getByRole("button", { name: "Log touch" }).count()).toBe(0);
});

async function promise(api: Api, deal: number, text: string, days: number) {
  const body = { side: "us", text, due: day_from_today(days) };
  await api.POST("/api/deals/{deal}/promises", { params: { path: { deal } }, body });
}

story("promises are kept, moved and withdrawn on Today, and focus stays with the list", async (stage) => {
  const { mara } = await begin(stage.world);
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  const deal = await add_deal(ada.api, "Kiln downtime");
  await promise(ada.api, deal, "Send the guide", 0);
  await promise(ada.api, deal, "Call the planner", 0);
  await promise(ada.api, deal, "Bring the cost sheet", 2);
  const page = await stage.open("/today", ada);
  await page.getByRole("button", { name: "Kept: Send the guide" }).click();
  const keep = page.getByRole("form", { name: "Kept: Send the guide" });
  await page.keyboard.press("Escape");
  await has_focus(page, "Kept: Send the guide");
  await page.getByRole("button", { name: "Kept: Send the guide" }).click();
  await keep.getByLabel("What came of it").fill("They read it at once");
  await keep.getByRole("button", { name: "It was kept" }).click();
  await page.getByRole("button", { name: "Kept: Send the guide" }).waitFor({ state: "detached" });
  await has_focus(page, "Promises");

  await page.getByRole("button", { name: "Move: Call the planner" }).click();
  const move = page.getByRole("form", { name: "Another day: Call the planner" });
  await move.getByLabel("New day").fill(day_from_today(1));
  await move.getByRole("button", { name: "Move promise" }).click();
  await move.getByText("Say why it moves.").waitFor();
  expect(await move.getByLabel("New day").inputValue()).toBe(day_from_today(1));
  await move.getByLabel("Why it moves").fill("The planner is ill");
  await check_axe_in_both_themes(page, "a promise that is moved on Today");
  await move.getByRole("button", { name: "Move promise" }).click();
  await page.getByText("moved once", { exact: false }).waitFor();

  await page.getByRole("button", { name: "More acts: Bring the cost sheet" }).click();
  await page.getByRole("menuitem", { name: "Withdraw" }).click();
  const withdraw = page.getByRole("form", { name: "Withdraw: Bring the cost sheet" });
  await withdraw.getByRole("button", { name: "Withdraw promise" }).click();
  await page.getByRole("button", { name: "More acts: Bring the cost sheet" }).waitFor({ state: "detached" });
  const { deal: view } = data_of(await ada.api.GET("/api/deals/{deal}", { params: { path: { deal } } }));
  expect(view.promises.map(({ state, moves }) => [state, moves])).toEqual([
    ["kept", 0],
    ["open", 1],
    ["withdrawn", 0],
  ]);
});
