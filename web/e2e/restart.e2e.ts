import { story } from "./lib/story.ts";

const gone = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/;

story("while the server is away the page says so, and goes on when it is back", async (stage) => {
  const mara = await stage.world.set_up();
  await stage.world.add_process(mara);
  const page = await stage.open("/today", mara);
  stage.allow(page, gone);
  const away = page.getByRole("alert").getByText("The server cannot be reached.");
  await page.getByRole("button", { name: /Mara Lindqvist$/ }).waitFor();

  await stage.world.program.stop();
  await away.waitFor();
  await stage.world.program.start();
  await away.waitFor({ state: "hidden" });

  await stage.world.program.stop("SIGKILL");
  await away.waitFor();
  await stage.world.program.start();
  await away.waitFor({ state: "hidden" });
  // The session outlives the server.
  await page.reload();
  await page.getByRole("button", { name: /Mara Lindqvist$/ }).waitFor();
});
