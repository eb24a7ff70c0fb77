import type { Page } from "playwright-core";
import { expect } from "vitest";
import { data_of } from "./lib/api.ts";
import { day_from_today } from "./lib/days.ts";
import { settled } from "./lib/settled.ts";
import { story } from "./lib/story.ts";

const gone = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/;

const values = [
  { name: "channel", value: "direct" },
  { name: "offering", value: "planner" },
  { name: "amount", value: "72000" },
];

/// A poor line: half a second there and back, 50 kB a second.
async function slow_down(page: Page) {
  const session = await page.context().newCDPSession(page);
  const line = { offline: false, latency: 500, downloadThroughput: 50_000, uploadThroughput: 20_000 };
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", line);
}

/// How far what was shown jumped while the page came, by the browser's own measure; 0.1 is where it begins to disturb.
function shift_of(page: Page) {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
            sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
}

story("on a slow line pages say that they wait, do not jump, and send an act once", async (stage) => {
  const mara = await stage.world.set_up();
  const process = await stage.world.add_process(mara);
  const deal = data_of(
    await mara.api.POST("/api/deals", { body: { name: "Kiln downtime", qualify: true, values } }),
  ).id;
  await mara.api.POST("/api/deals/{deal}/promises", {
    params: { path: { deal } },
    body: { side: "us", text: "Send the guide", due: day_from_today(0) },
  });
  const page = await stage.open("/settings", mara);
  await settled(page);
  await slow_down(page);
  for (const path of ["/today", `/run?process=${process}`, `/deals/${deal}`]) {
    await page.goto(path, { waitUntil: "commit" });
    await page
      .getByRole("status", { name: /^Loading/ })
      .first()
      .waitFor();
    await settled(page);
    expect(await shift_of(page), path).toBeLessThan(0.1);
  }
  await page.getByRole("button", { name: "Act on the promise: Send the guide" }).click();
  await page.getByRole("menuitem", { name: "It was kept" }).click();
  await page.getByLabel("What came of it").fill("They read it at once");
  const keep = page.getByRole("button", { name: "It was kept", exact: true });
  await keep.click();
  await page.locator("button[data-pending]").waitFor();
  expect(await page.getByLabel("What came of it").inputValue()).toBe("They read it at once");
  await page.keyboard.press("Enter");
  await page.getByText("kept", { exact: true }).waitFor();
  const { events } = data_of(await mara.api.GET("/api/deals/{deal}/events", { params: { path: { deal } } }));
  expect(events.filter((event) => event.kind === "promise_kept")).toHaveLength(1);
});

story("a server that restarts during an import says so, and the import comes to its end", async (stage) => {
  const { world } = stage;
  const mara = await world.set_up();
  const process = await world.add_process(mara);
  const page = await stage.open("/import", mara);
  await settled(page);
  stage.allow(page, gone);
  const uploads: number[] = [];
  for (const file of world.sample("four-goals", "events", 6000))
    uploads.push(await world.upload(mara, process, file));
  const body = { uploads, process, system: "sample", people: {}, teams: {} };
  const job = data_of(await mara.api.POST("/api/imports", { body })).id;
  await page.goto(`/import?job=${job}`);
  await page.getByRole("progressbar").waitFor();
  await world.program.stop("SIGKILL");
  const away = page.getByRole("alert").getByText("The server cannot be reached.").first();
  await away.waitFor();
  await page.getByRole("progressbar").waitFor();
  await world.program.start();
  await away.waitFor({ state: "hidden" });
  await page.getByText("6,000 deals made").waitFor({ timeout: 120_000 });
});

story("what was typed outlives the server's restart, and is sent when it is back", async (stage) => {
  const mara = await stage.world.set_up();
  await stage.world.add_process(mara);
  const deal = data_of(
    await mara.api.POST("/api/deals", { body: { name: "Kiln downtime", qualify: true, values } }),
  ).id;
  const page = await stage.open(`/deals/${deal}?do=edit`, mara);
  stage.allow(page, gone);
  await page.getByLabel("Campaign").fill("Leipzig fair");
  await stage.world.program.stop();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("The server cannot be reached.").first().waitFor();
  await stage.world.program.start();
  await page.getByRole("alert").getByText("The server cannot be reached. This").waitFor();
  expect(await page.getByLabel("Campaign").inputValue()).toBe("Leipzig fair");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("The changes are saved.").waitFor();
});
