import { data_of } from "../lib/api.ts";
import { median } from "./probe.ts";
import { open_page, type Setting } from "./setting.ts";

interface Timed {
  name: string;
  median: number;
  worst: number;
}

/// No more than the cards of a column that a screen shows at once.
const rounds = Number(process.env.PACE_LIVE ?? 7);

async function live_board(setting: Setting): Promise<number[]> {
  const { mara, process, world } = setting;
  const selma = await world.add_person(mara, "Selma Berg", "manager");
  for (let i = 0; i < rounds; i++)
    data_of(await mara.api.POST("/api/deals", { body: { name: `Live ${i + 1}`, process } }));
  const path = `/run?process=${process}&name=Live`;
  const [one, other] = [await open_page(setting, path), await open_page(setting, path, selma)];
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const name = { name: `Live ${i + 1}`, exact: true };
    const column = (page: typeof one, id: string) =>
      page.locator(`[data-column='${id}']`).getByRole("link", name);
    await column(other, "lead").or(column(other, "leads")).first().waitFor();
    await column(one, "lead").or(column(one, "leads")).first().focus();
    await one.keyboard.press("m");
    const item = one.getByRole("menuitem", { name: /First sign of interest/ });
    await item.waitFor();
    const seen = column(other, "noticed").waitFor();
    const begin = performance.now();
    await item.click();
    await seen;
    times.push(performance.now() - begin);
  }
  await one.context().close();
  await other.context().close();
  return times;
}

async function live_map(setting: Setting): Promise<number[]> {
  const { mara, process, world } = setting;
  const edda = await world.add_person(mara, "Edda Kern", "editor");
  const path = `/improve?process=${process}&at=stage:noticed&side=fields`;
  const [one, other] = [await open_page(setting, path), await open_page(setting, path, edda)];
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const name = `Interest, ${i + 1}`;
    const field = one.getByLabel("Name", { exact: true }).first();
    await other.getByLabel("Name", { exact: true }).first().waitFor();
    await field.fill(name);
    const seen = other.getByText(name, { exact: true }).first().waitFor();
    const begin = performance.now();
    await field.press("Tab");
    await seen;
    times.push(performance.now() - begin);
  }
  await one.context().close();
  await other.context().close();
  return times;
}

/// From an act in one browser until another shows it.
export async function measure_live(setting: Setting): Promise<Timed[]> {
  const of = (name: string, times: number[]) => ({ name, median: median(times), worst: Math.max(...times) });
  return [
    of("a card moved on the board", await live_board(setting)),
    of("a stage renamed on the map", await live_map(setting)),
  ];
}
