import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Plan } from "./model.ts";
import { PlanPage } from "./page.tsx";
import { a_plan, a_step } from "./samples.ts";

interface Answer {
  status: number;
  body: unknown;
}
const asked = vi.fn<(path: string, body: unknown) => Answer | Promise<Answer>>();

beforeEach(() => {
  location.hash = "#secret";
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const answer = await asked(path, JSON.parse(`${init.body}`));
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  asked.mockReset();
});

/// An answer that comes when the test says so.
function later() {
  let come: (answer: Answer) => void = () => {};
  const promise = new Promise<Answer>((resolve) => {
    come = resolve;
  });
  return { promise, come };
}

function show(plan: Plan, language: "en" | "de" = "en") {
  asked.mockReturnValue({ status: 200, body: plan });
  render(<PlanPage language={language} locale={language === "en" ? "en-GB" : "de-DE"} />);
}

test("shows the steps of both sides, in either language", async () => {
  show(
    a_plan([a_step({ number: 1 }), a_step({ number: 2, side: "us", text: "Send the offer", state: "done" })]),
    "de",
  );
  await screen.findByRole("heading", { level: 1, name: "Turbine hall" });
  expect(screen.getByText("1 von 2 Schritten erledigt")).toBeTruthy();
  expect(screen.getByText("Send the offer")).toBeTruthy();
  expect(asked).toHaveBeenCalledWith("/api/shared-plans/openings", { secret: "secret" });
});

test("offers what may be confirmed and nothing else", async () => {
  show(
    a_plan([a_step({ number: 1, may_agree: true, may_finish: true }), a_step({ number: 2, text: "Sign" })]),
  );
  await screen.findByRole("button", { name: "This is done: Send the data" });
  expect(screen.queryByRole("button", { name: /Sign/ })).toBeNull();
});

test("notes a confirmation and says so", async () => {
  const open = a_step({ number: 7, may_agree: true, may_finish: true });
  show(a_plan([open]));
  const agree = await screen.findByRole("button", { name: /^We will do this by .*: Send the data$/ });
  const by = { by: "Ilse Brandt", on: "2026-11-22" };
  asked.mockReturnValue({ status: 200, body: a_plan([{ ...open, may_agree: false, confirmed: by }]) });
  await userEvent.click(agree);
  await screen.findByText(/^Noted for .*: you will do “Send the data”/);
  expect(screen.getByText(/Confirmed on .* by Ilse Brandt/)).toBeTruthy();
  expect(asked).toHaveBeenLastCalledWith("/api/shared-plans/confirmations", {
    secret: "secret",
    step: 7,
    said: "agreed",
    name: "",
  });
});

test("keeps a confirmation when an older look at the plan is answered after it", async () => {
  const open = a_step({ number: 7, may_agree: true, may_finish: true });
  show(a_plan([open]));
  const agree = await screen.findByRole("button", { name: /^We will do this/ });
  const look = later();
  const noted = later();
  asked.mockReturnValueOnce(look.promise).mockReturnValueOnce(noted.promise);
  document.dispatchEvent(new Event("visibilitychange"));
  await userEvent.click(agree);
  // No look begins while the confirmation is on its way.
  document.dispatchEvent(new Event("visibilitychange"));
  expect(asked).toHaveBeenCalledTimes(3);
  const confirmed = { by: "Ilse Brandt", on: "2026-11-22" };
  noted.come({ status: 200, body: a_plan([{ ...open, may_agree: false, confirmed }]) });
  await screen.findByText(/Confirmed on .* by Ilse Brandt/);
  await act(async () => look.come({ status: 200, body: a_plan([open]) }));
  expect(screen.getByText(/Confirmed on .* by Ilse Brandt/)).toBeTruthy();
});

test("asks again before something counts as done", async () => {
  show(a_plan([a_step({ number: 7, may_finish: true })]));
  await userEvent.click(await screen.findByRole("button", { name: "This is done: Send the data" }));
  expect(asked).toHaveBeenCalledTimes(1);
  await userEvent.click(screen.getByRole("button", { name: "Yes, it is done" }));
  expect(asked.mock.lastCall?.[1]).toMatchObject({ step: 7, said: "done" });
});

test("says at the field that the name is missing, and keeps what is shown", async () => {
  show(a_plan([a_step({ number: 7, may_agree: true, may_finish: true })], { asks_name: true }));
  const agree = await screen.findByRole("button", { name: /^We will do this/ });
  asked.mockReturnValue({ status: 422, body: { faults: [{ at: "/name" }] } });
  await userEvent.click(agree);
  await screen.findByText("Write your name, on one line.");
  expect(screen.getByLabelText("Your name").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("Send the data")).toBeTruthy();
});

test("says that a link ended, and that one is not complete", async () => {
  asked.mockReturnValue({ status: 404, body: {} });
  const { unmount } = render(<PlanPage language="en" locale="en-GB" />);
  await screen.findByRole("heading", { name: "This link no longer works" });
  unmount();
  location.hash = "";
  render(<PlanPage language="en" locale="en-GB" />);
  await screen.findByRole("heading", { name: "This link is not complete" });
});
