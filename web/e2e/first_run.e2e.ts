import type { Page } from "playwright-core";
import { data_of } from "./lib/api.ts";
import { check_axe_in_both_themes } from "./lib/axe.ts";
import { story } from "./lib/story.ts";
import { password } from "./lib/world.ts";

async function sign_in(page: Page, email: string, with_password: string) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(with_password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function sign_out(page: Page) {
  await page.getByRole("button", { name: /^You and the workspace/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

story("the link that the program prints leads to a working workspace", async (stage) => {
  const page = await stage.open(stage.world.setup_path);
  await check_axe_in_both_themes(page, "the set-up");
  await page.getByLabel("Your name").fill("Mara Lindqvist");
  await page.getByLabel("E-mail address").fill("mara@example.org");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL("**/today");
  await page.getByRole("button", { name: "You and the workspace: Mara Lindqvist" }).waitFor();

  await sign_out(page);
  await check_axe_in_both_themes(page, "the sign-in");
  await sign_in(page, "mara@example.org", "a wrong password");
  await page.getByRole("alert").getByText("This address and password do not fit.").waitFor();
  await check_axe_in_both_themes(page, "a refused sign-in");

  // What was typed is still there.
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/today");

  const again = await stage.open(stage.world.setup_path);
  await again.getByLabel("Your name").fill("Somebody else");
  await again.getByLabel("E-mail address").fill("else@example.org");
  await again.getByLabel("Password").fill(password);
  await again.getByRole("button", { name: "Begin" }).click();
  await again.getByRole("alert").waitFor();
});

story("a password link lets a new colleague in, once, to the page they came for", async (stage) => {
  const mara = await stage.world.set_up();
  const body = { name: "Ada Lopez", email: "ada@example.org", role: "rep" } as const;
  const { id } = data_of(await mara.api.POST("/api/people", { body }));
  const params = { path: { person: id } };
  const link = data_of(await mara.api.POST("/api/people/{person}/password-links", { params })).path;

  const page = await stage.open(link);
  await check_axe_in_both_themes(page, "a password link");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Keep this password" }).click();
  // The browser says how long it has to be.
  await page.locator("input:invalid").waitFor();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Keep this password" }).click();
  await page.getByText("The password is set. Sign in with it.").waitFor();

  await page.goto("/measure?process=1");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await sign_in(page, "ada@example.org", password);
  await page.waitForURL("**/measure?process=1");
  await page.getByRole("button", { name: /Ada Lopez$/ }).waitFor();

  const used = await stage.open(link);
  await used.getByLabel("Password").fill("another long password");
  await used.getByRole("button", { name: "Keep this password" }).click();
  await used.getByRole("alert").waitFor();
});
