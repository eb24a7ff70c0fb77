import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { World } from "./world.ts";

/// Steps on a deal's page that several stories take.

interface Touch {
  kind?: string;
  with: string;
  came: string;
  /// Text of the criterion that it showed.
  showed?: string;
}

export async function log_touch(page: Page, touch: Touch) {
  await page.getByRole("button", { name: "Log touch" }).click();
  const form = page.getByRole("form", { name: "Log a touchpoint" });
  if (touch.kind) await form.getByLabel("Kind").selectOption({ label: touch.kind });
  await form.getByLabel(touch.with).check();
  await form.getByLabel("What came of it").fill(touch.came);
  if (touch.showed) await form.getByLabel(touch.showed).check();
  await form.getByRole("button", { name: "Log touchpoint" }).click();
  await form.waitFor({ state: "detached" });
}

/// Attaches the document that shows a criterion, under it.
export async function show_by_document(page: Page, world: World, criterion: string, file: string) {
  const path = join(world.folder, file);
  await writeFile(path, `${file}, as the customer sent it`);
  await page.getByRole("button", { name: `Add evidence: ${criterion}` }).click();
  const form = page.getByRole("form", { name: "Evidence" });
  await form.locator("input[type=file]").setInputFiles(path);
  await form.getByRole("button", { name: "Save evidence" }).click();
  await form.waitFor({ state: "detached" });
}

/// To the next stage, which asks for nothing more.
export async function move_on(page: Page, number: string) {
  await page.getByRole("button", { name: `Move to ${number} …` }).click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: `Move to ${number}`, exact: true }).click();
  await panel.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: new RegExp(`^To leave ${number.replace(".", "\\.")}`) }).waitFor();
}
