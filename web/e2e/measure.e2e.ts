import { deepStrictEqual, match, ok } from "node:assert/strict";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { story } from "./lib/story.ts";

const deals = 600;

story(
  "a manager measures, slices, opens the deals behind a figure, and looks at a past day",
  async (stage) => {
    const mara = await stage.world.set_up();
    const process = await stage.world.add_process(mara);
    await stage.world.import_files(mara, process, stage.world.sample("four-goals", "events", deals));

    const page = await stage.open(`/measure?process=${process}&period=365d`, mara);
    await page.getByRole("heading", { level: 1, name: /: measured$/ }).waitFor();
    // What needs resampling comes after the rest; then the page says no more that it refines.
    await page
      .getByRole("button", { name: /^Conversion: 1 / })
      .first()
      .waitFor();
    await page.getByText("Refining the intervals …").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: /limit/ }).waitFor();
    await check_axe_in_both_themes(page, "the measured map");

    // A stage opens beside the map and stands in the address.
    await page.getByRole("button", { name: /^2\.1/ }).click();
    await page.getByRole("complementary").getByRole("heading", { level: 2, name: /^2\.1/ }).waitFor();
    match(page.url(), /stage=problem_named/);
    await check_axe_in_both_themes(page, "a stage in detail");

    // A figure opens its definition and the deals behind it, as many as it says.
    await page
      .getByRole("button", { name: /^Conversion: 1 / })
      .first()
      .click();
    const panel = page.getByRole("complementary");
    await panel.getByText("Of the deals that first entered in the period").waitFor();
    const n = Number(await panel.locator("dt:text('Deals or visits') + dd").innerText());
    ok(n > 0);
    await panel.getByRole("heading", { name: `The deals behind it: ${n}` }).waitFor();
    await check_axe_in_both_themes(page, "a figure in detail");

    // The same deals as a list to work with, and the way back.
    await panel.getByRole("link", { name: /^open (as list|the first)/ }).click();
    await page.getByRole("button", { name: `These ${Math.min(n, 150)} deals: show all` }).waitFor();
    await page
      .getByText(new RegExp(`^${Math.min(n, 100)} deals`))
      .first()
      .waitFor();
    await page.goBack();
    await panel.getByRole("heading", { name: `The deals behind it: ${n}` }).waitFor();
    await page.getByRole("button", { name: "Close" }).click();

    // A slice is a condition on the same figures.
    await page.getByRole("button", { name: "Offering All" }).click();
    await page.getByRole("menuitemradio").nth(1).click();
    await page.waitForURL(/offering=/);
    await page.waitForFunction(
      ([words, before]) => {
        const buttons = [...document.querySelectorAll("button[aria-label]")];
        const button = buttons.find((one) => one.getAttribute("aria-label")?.startsWith(`${words}`));
        const now = Number(button?.textContent?.replace(/\D/g, ""));
        return button !== undefined && now < Number(before) && !document.querySelector("[aria-busy=true]");
      },
      ["Entered, first entries: 1 ", n] as const,
    );

    // The end of a day of the past, as it stood then.
    await page.getByRole("button", { name: /^Followed to/ }).click();
    const day = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10);
    await page.getByRole("dialog").getByLabel("Day", { exact: true }).fill(day);
    await page.getByRole("button", { name: "Show that day" }).click();
    await page.getByText("As they stood then.").waitFor();
    const search = new URL(page.url()).searchParams;
    deepStrictEqual([search.get("at"), search.get("known")], [day, "then"]);
  },
);

story("the measured map of a process without deals says what will appear", async (stage) => {
  const mara = await stage.world.set_up();
  const process = await stage.world.add_process(mara);
  const page = await stage.open(`/measure?process=${process}`, mara, { width: 390, touch: true });
  await page.getByText("Nothing has been measured yet.").waitFor();
  await page.getByRole("heading", { name: "The limit cannot be told" }).waitFor();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  deepStrictEqual(wider, 0);
  await check_axe_in_both_themes(page, "a measured map without deals");
});
