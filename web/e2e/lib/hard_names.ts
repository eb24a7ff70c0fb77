import { data_of } from "./api.ts";
import { day_from_today } from "./days.ts";
import type { Person, World } from "./world.ts";

/// Names as they come: from right to left, mixed with figures, 120 letters long, and without a place to break.
const long =
  "Modernisation of the planning of turbine hall two and of the five cooling circuits behind it, first lot with tests";
const unbroken =
  "Donaudampfschifffahrtsgesellschaftskapitaensanwaerterpruefungsvorbereitungslehrgangsteilnehmerverzeichnisverwaltungssoft";

const hard_names = [
  {
    deal: "تخطيط قاعة التوربينات رقم 2 (المرحلة الأولى)",
    account: "شركة الخليج للطاقة والصناعة المحدودة",
    contact: "فاطمة الزهراء بنت عبد الرحمن",
    promise: "إرسال أوامر العمل لسنة 2025 قبل الاجتماع",
  },
  { deal: long, account: `${long.slice(0, 110)} AG & Co. KG`, contact: long.slice(0, 118), promise: long },
  { deal: unbroken, account: unbroken, contact: unbroken.slice(0, 110), promise: unbroken },
  { deal: "(2) أتمتة", account: "Nordwerk – نورد", contact: "יוסף בן־דוד", promise: "שליחת הצעה (v2)!" },
];

/// Deals with such names in every place that shows a name. Returns their numbers.
export async function add_hard_deals(world: World, mara: Person) {
  const process = await world.add_process(mara);
  const deals: number[] = [];
  for (const names of hard_names) deals.push(await add_deal(mara, names));
  return { process, deals };
}

async function add_deal({ api }: Person, names: (typeof hard_names)[number]) {
  const account = data_of(await api.POST("/api/accounts", { body: { name: names.account } })).id;
  const of_account = { account, name: names.contact, position: names.account };
  const contact = data_of(await api.POST("/api/contacts", { body: of_account })).id;
  const values = [
    { name: "account", value: `${account}` },
    { name: "channel", value: "direct" },
    { name: "offering", value: "planner" },
    { name: "campaign", value: names.deal },
    { name: "amount", value: "98765432" },
    { name: "expected_close", value: day_from_today(20) },
  ];
  const at = new Date(Date.now() - 20 * 86_400_000).toISOString();
  const body = { name: names.deal, contacts: [contact], qualify: true, values, at };
  const deal = data_of(await api.POST("/api/deals", { body })).id;
  const params = { path: { deal } };
  for (const [side, days] of [
    ["us", 0],
    ["customer", 1],
  ] as const)
    await api.POST("/api/deals/{deal}/promises", {
      params,
      body: { side, text: names.promise, due: day_from_today(days), contacts: [contact] },
    });
  const late = { side: "customer", text: names.promise, due: day_from_today(-3), contacts: [contact] };
  await api.POST("/api/deals/{deal}/promises", { params, body: { ...late, at } });
  for (const days of [90, 160])
    await api.PATCH("/api/deals/{deal}", {
      params,
      body: { values: [{ name: "expected_close", value: day_from_today(days) }], note: names.promise },
    });
  await api.POST("/api/deals/{deal}/buying-group", {
    params,
    body: { contact, roles: ["decision_maker"], need: names.promise },
  });
  await api.POST("/api/deals/{deal}/objections", {
    params,
    body: { text: names.promise, contacts: [contact] },
  });
  await api.POST("/api/deals/{deal}/touchpoints", {
    params,
    body: { kind: "call", contacts: [contact], note: names.promise },
  });
  return deal;
}
