import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { type Stage, story } from "./lib/story.ts";
import type { Person } from "./lib/world.ts";

async function choose_files(page: Page, files: string[]) {
  await page.getByLabel("Choose files").setInputFiles(files);
  await page.getByRole("button", { name: "Say what they mean" }).waitFor();
}

async function deals_of(person: Person) {
  const query = { status: ["lead", "open", "won", "lost", "no_decision"], limit: 500 } as never;
  return data_of(await person.api.GET("/api/deals", { params: { query } })).deals.length;
}

/// Maven-like: a row a deal, in a workspace that has the map for it.
story("a table of deals of a known system comes in, is reported, and is undone as a whole", async (stage) => {
  const mara = await stage.world.set_up();
  await stage.world.add_process(mara, "maven-crm");
  const files = stage.world.sample("maven-crm", "maven", 120);
  const page = await stage.open("/import", mara);
  await page.getByText("Imports appear here").waitFor();
  await check_axe_in_both_themes(page, "the empty import page");
  await choose_files(page, files);
  await page.getByText("Known export: maven-crm").waitFor();
  await check_axe_in_both_themes(page, "the files");
  await page.getByRole("button", { name: "Say what they mean" }).click();
  await page.getByText("120 deals,").waitFor();
  await check_axe_in_both_themes(page, "map and columns");
  await page.getByRole("button", { name: "Match the stages" }).click();
  await page.getByText("The map knows every step of these files.").waitFor();
  await check_axe_in_both_themes(page, "the stages");
  await page.getByRole("button", { name: "Go to the trial" }).click();
  expect(await page.getByLabel("Where the files come from").inputValue()).toBe("maven");
  await check_axe_in_both_themes(page, "the trial");
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByText("120 deals would be made").waitFor();
  expect(await deals_of(mara)).toBe(0);
  // Owners of the file are nobody here.
  await page.getByRole("heading", { name: "Names that nobody here goes by" }).waitFor();
  const name = page.getByLabel(/^Ada Novak/);
  await name.selectOption({ label: "Mara Lindqvist" });
  await check_axe_in_both_themes(page, "the report of a trial");
  await page.getByRole("button", { name: "Import it" }).click();
  await page.getByText("120 deals made").waitFor();
  expect(await deals_of(mara)).toBe(120);
  await check_axe_in_both_themes(page, "the report of an import");

  // Its number is in the address.
  await page.reload();
  await page.getByText("120 deals made").waitFor();
  await page.getByRole("button", { name: "Undo the import of maven-crm.csv" }).click();
  await check_axe_in_both_themes(page, "the question before undoing");
  await page.getByRole("button", { name: "Undo the import", exact: true }).click();
  await page.getByText("120 deals undone.").waitFor();
  expect(await deals_of(mara)).toBe(0);
  await page.getByRole("link", { name: "All imports" }).click();
  await page.getByText(/undone on .* by Mara Lindqvist/).waitFor();
});

/// Pipedrive-like: a row a changed field, in a workspace without a map, with stages renamed.
story(
  "changes of fields make a map of their own, and stages that it does not know find their place",
  async (stage) => {
    const mara = await stage.world.set_up();
    const [file = ""] = stage.world.sample("pipedrive-deals", "pipedrive", 80);
    const page = await stage.open("/import", mara);
    await choose_files(page, [file]);
    await page.getByText("Known export: pipedrive-changes").waitFor();
    await page.getByRole("button", { name: "Say what they mean" }).click();
    await page.getByText("There is no published map yet.").waitFor();
    await page.getByLabel("Name of the map").fill("From Pipedrive");
    await check_axe_in_both_themes(page, "making a map");
    await page.getByRole("button", { name: "Make and publish it" }).click();
    await page.getByText("80 deals,").waitFor();
    await page.getByRole("button", { name: "Match the stages" }).click();
    await page.getByText("The map knows every step of these files.").waitFor();

    // The same export with a stage by another name: what is not known is placed by hand.
    const text = await readFile(file, "utf8");
    const stage_name = /stage_id,([a-z_]+)/.exec(text)?.[1] ?? "";
    const renamed = join(stage.world.folder, "renamed.csv");
    await writeFile(renamed, text.replaceAll(`stage_id,${stage_name}`, `stage_id,${stage_name}s`));
    await page.goto("/import");
    await choose_files(page, [renamed]);
    await page.getByRole("button", { name: "Say what they mean" }).click();
    await page.getByRole("button", { name: "Match the stages" }).click();
    await page.getByRole("button", { name: `Take ${stage_name}` }).click();
    await page.getByText("placed", { exact: true }).waitFor();
    await page.getByText("0 steps").waitFor();
    await check_axe_in_both_themes(page, "placed stages");
    // What was said is there after a reload.
    await page.reload();
    await page.getByText("placed", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Go to the trial" }).click();
    await page.getByRole("button", { name: "Try it" }).click();
    await page.getByText("80 deals would be made").waitFor();
    await page.getByRole("button", { name: "Import it" }).click();
    await page.getByText("80 deals made").waitFor();
    await page.getByRole("link", { name: "See the deals on the board" }).waitFor();
  },
);

async function files_of_a_bad_day(stage: Stage) {
  const write = async (name: string, bytes: string | Uint8Array) => {
    const path = join(stage.world.folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const rows = ["1;first_contact;2026-02-30;1", "2;first_contact;2026-02-03;2", "2;won;2026-02-04;2"];
  return {
    empty: await write("empty.csv", ""),
    noise: await write("noise.csv", Uint8Array.from([0, 1, 2, 0, 255, 254, 10, 0])),
    table: await write("table.csv", Buffer.from(["Nr;Was;Wann;Größe", ...rows].join("\n"), "latin1")),
  };
}

story(
  "files that are empty, no table or in another encoding are told apart, and bad rows are named",
  async (stage) => {
    const mara = await stage.world.set_up();
    await stage.world.add_process(mara, "seven-steps");
    const { empty, noise, table } = await files_of_a_bad_day(stage);
    const page = await stage.open("/import", mara);
    const files = page.getByLabel("Choose files");
    await files.setInputFiles([empty]);
    await page.getByRole("alert").getByText("The file is empty.").waitFor();
    await check_axe_in_both_themes(page, "a refused file");
    await page.getByRole("button", { name: "Leave it out" }).click();

    await files.setInputFiles([noise]);
    await page.getByRole("alert").getByText("can't be read").waitFor();
    await page.getByRole("button", { name: "Remove noise.csv" }).click();
    await page.getByRole("heading", { name: "Earlier imports" }).waitFor();

    await choose_files(page, [table]);
    await page.getByText("Windows-1252").waitFor();
    await page.getByText("4 columns").click();
    await page.getByRole("cell", { name: "Größe" }).waitFor();
    await page.getByRole("button", { name: "Say what they mean" }).click();
    await page.getByRole("button", { name: "an event" }).click();
    await page.getByText("Nothing yet. Still to choose").waitFor();
    await page.getByLabel("The deal's number").selectOption("Nr");
    await page.getByLabel("What happened").selectOption("Was");
    await page.getByLabel("When").selectOption("Wann");
    await page.getByLabel("Dates").selectOption("iso");
    await page.getByText("1 deal, 2 events").waitFor();
    await page.getByText("1 of them cannot be used").waitFor();
    await check_axe_in_both_themes(page, "the form of columns");

    // As text: what the server says against it stands at the field, and what was typed stays.
    await page.getByRole("button", { name: "Text", exact: true }).click();
    const text = page.getByLabel("Mapping", { exact: true });
    const good = await text.inputValue();
    await text.fill(`${good}unheard_of: 1\n`);
    await page.getByRole("button", { name: "Read it so" }).click();
    await page.getByText("unknown key 'unheard_of'").first().waitFor();
    expect(await text.inputValue()).toContain("unheard_of");
    await text.fill(good);
    await page.getByRole("button", { name: "Read it so" }).click();
    await page.getByText("1 deal, 2 events").waitFor();

    await page.getByRole("button", { name: "Match the stages" }).click();
    await page.getByRole("button", { name: "Go to the trial" }).click();
    await page.getByLabel("Where the files come from").fill("table");
    await page.getByRole("button", { name: "Try it" }).click();
    await page.getByText("1 deal would be made").waitFor();
    await page.getByRole("cell", { name: "2026-02-30" }).waitFor();
    await check_axe_in_both_themes(page, "a report with rejected rows");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download all lines (CSV)" }).click();
    const lines = await readFile(await (await download).path(), "utf8");
    expect(lines).toContain("2026-02-30");
  },
);

/// Presses Tab until what is looked for has the focus.
async function tab_to(page: Page, role: "button" | "textbox", name: RegExp) {
  const wanted = page.getByRole(role, { name });
  await wanted.waitFor();
  for (let i = 0; i < 80; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}.`);
}

story("an import goes by keyboard alone, on a narrow screen as well", async (stage) => {
  const mara = await stage.world.set_up();
  await stage.world.add_process(mara, "four-goals");
  const files = stage.world.sample("four-goals", "events", 40);
  const page = await stage.open("/import", mara, { width: 390, height: 844 });
  // Waited for first: what is asked of the browser after it comes after it.
  const chooser = page.waitForEvent("filechooser");
  await page.getByText("Imports appear here").waitFor();
  await page.getByLabel("Choose files").focus();
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(files);
  for (const name of [/^Say what they mean/, /^Match the stages/, /^Go to the trial/]) {
    await tab_to(page, "button", name);
    await page.keyboard.press("Enter");
    await page.evaluate(
      () => document.documentElement.scrollWidth <= 390 || Promise.reject("The page is too wide."),
    );
  }
  await tab_to(page, "textbox", /^Where the files come from/);
  await page.keyboard.type("sample");
  await page.keyboard.press("Enter");
  await page.getByText("40 deals would be made").waitFor();
  await tab_to(page, "button", /^Import it/);
  await page.keyboard.press("Enter");
  await page.getByText("40 deals made").waitFor();
  await check_axe_in_both_themes(page, "a report on a narrow screen");
});

story("whoever may not import is told so", async (stage) => {
  const mara = await stage.world.set_up();
  const ada = await stage.world.add_person(mara, "Ada Lopez", "rep");
  const page = await stage.open("/import", ada);
  await page.getByText("You may not import.").waitFor();
});
