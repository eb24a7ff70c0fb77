#!/usr/bin/env python3
"""Makes a workspace of many deals: fifty are walked through the API, and their rows of a back-up are told again and again
under other ids, names and times. What comes out is restored and checked by the program itself.

    big_workspace.py PROGRAM DATA [DEALS]      DATA: a folder, or postgresql://...

Prints the session cookies by role as JSON.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile

import serving
from world import World

PROTOTYPES = 50
DEALS_OF_AN_ACCOUNT = 5
# Columns that hold instants; all of a deal move together.
TIMES = {"created_at", "stage_entered_at", "closed_at", "last_event_at", "at", "recorded_at", "made_at", "ended_at",
         "since", "reached_at", "raised_at", "decided_at", "answered_at", "waits_since", "late_at"}
OF_A_DEAL = ("deals", "notes", "events", "promises", "buying_group", "objections", "quotes")
SYLLABLES = ("ba", "den", "kor", "lin", "mar", "no", "pel", "ras", "sto", "tur", "vel", "zan")


def word(chance):
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


class Prototypes:
    """Deals of about twenty events, half of them of a team each, in all states."""

    def __init__(self, program, data):
        self.world = World(program, data)
        server = serving.serve(program, data)
        try:
            # Those of the world are not repeated.
            admin = server.client(cookie=self.world.cookies["administrator"])
            self.dana = self.world.names["dana"]
            self.gear = self.world.names["gear"]
            self.clients = {role: server.client(cookie=self.world.cookies[role]) for role in ("rep", "stranger")}
            self.foreign = self.customers("stranger")
            self.first = None
            for number in range(PROTOTYPES):
                deal = self.make("rep" if number % 2 else "stranger", number)
                self.first = self.first or deal
            for number in range(PROTOTYPES):
                self.end(admin, self.first + number, number % 5)
        finally:
            server.stop()

    def customers(self, role):
        account = self.ask(role, "POST", "/api/accounts", {"name": "Mill", "owner": self.world.names[role]})["id"]
        contact = self.ask(role, "POST", "/api/contacts", {"name": "Mo", "account": account})["id"]
        return account, contact

    def ask(self, role, method, path, body):
        answer = self.clients[role].ask(method, path, body)
        assert answer.status in (200, 201), (path, body, answer.text)
        return answer.json()

    def make(self, role, number):
        account, contact = (self.gear, self.dana) if role == "rep" else self.foreign
        deal = self.ask(role, "POST", "/api/deals", {
            "name": f"Prototype {number}", "qualify": True, "contacts": [contact],
            "values": [{"name": "account", "value": str(account)}, {"name": "amount", "value": str(1000 + 37 * number)},
                       {"name": "channel", "value": ("web", "fair", "phone")[number % 3]}]})["id"]
        path = f"/api/deals/{deal}"
        self.ask(role, "POST", path + "/buying-group", {"contact": contact, "roles": ["decision_maker"]})
        for kind in ("call", "email", "meeting", "call", "email", "call"):
            self.ask(role, "POST", path + "/touchpoints", {"kind": kind, "contacts": [contact], "note": "Talked"})
        self.ask(role, "POST", path + "/evidence", {"criterion": "told", "note": "Said so"})
        for _ in range(2):
            self.ask(role, "POST", path + "/promises", {"side": "us", "text": "Call again", "due": "2099-01-31"})
        self.ask(role, "POST", path + "/promises/1/keepings", {})
        self.ask(role, "POST", path + "/objections", {"text": "Too dear"})
        self.ask(role, "POST", path + "/objections/1/answers", {"text": "It pays"})
        return deal

    def end(self, admin, deal, how):
        """Two of five stay open; one is lost, one won, one waits for its signature."""
        asked = {0: [], 1: [("stage-entries", {"stage": "offer"})],
                 2: [("closings", {"outcome": "gone", "reason": "price", "exception": "Said so"})],
                 3: [("stage-entries", {"stage": "offer"}), ("closings", {"outcome": "ordered", "exception": "By post"})],
                 4: [("stage-entries", {"stage": "offer"}),
                     ("quotes", {"amount": {"amount_minor": 5000, "currency": "EUR"}})]}[how]
        for what, body in asked:
            answer = admin.ask("POST", f"/api/deals/{deal}/{what}", body)
            assert answer.status == 201, answer.text


class Table:
    """One of the back-up: its head, its rows, and what its rows are told again with."""

    def __init__(self, head):
        self.head, self.rows = head, []
        self.place = {name: i for i, name in enumerate(head["columns"])}
        self.times = [i for name, i in self.place.items() if name in TIMES]

    @property
    def name(self):
        return self.head["table"]

    def last_id(self):
        return self.head.get("last_id", 0)


def read(file):
    with open(file) as lines:
        first, table = json.loads(next(lines)), None
        tables = []
        for line in lines:
            value = json.loads(line)
            if isinstance(value, list):
                table.rows.append(value)
            elif "table" in value:
                table = Table(value)
                tables.append(table)
            elif "attachment" in value:
                tables.append(line)
    return first, tables


class Copier:
    def __init__(self, tables, first_deal, deals):
        self.tables = {table.name: table for table in tables if isinstance(table, Table)}
        self.first, self.copies = first_deal, deals // PROTOTYPES
        self.chance = random.Random(7)
        self.words = [word(self.chance) for _ in range(3000)]
        events = self.tables["events"]
        kind, note = events.place["kind"], events.place["note_id"]
        self.kind_of_note = {row[note]: row[kind] for row in events.rows if row[note]}
        # A deal has the same name and the same shift in all tables.
        self.names = [" ".join(self.chance.choice(self.words).capitalize() for _ in range(2))
                      for _ in range(self.copies * PROTOTYPES)]
        self.customers = {"accounts": self.accounts, "contacts": self.contacts}
        self.shifts = [-self.chance.randrange(2 * 365 * 86_400_000) for _ in range(self.copies * PROTOTYPES)]

    def rows(self, table):
        """Its own, then the copies."""
        yield from table.rows
        if table.name in self.customers:
            yield from self.customers[table.name](table)
        if table.name not in OF_A_DEAL:
            return
        deal_column = table.place["id" if table.name == "deals" else "deal_id"]
        repeated = [row for row in table.rows if row[deal_column] >= self.first]
        for copy in range(1, self.copies):
            for row in repeated:
                yield self.copy(table, row, copy, deal_column)

    def copy(self, table, row, copy, deal_column):
        made = list(row)
        number = copy * PROTOTYPES + row[deal_column] - self.first
        made[deal_column] = row[deal_column] + copy * PROTOTYPES
        for i in table.times:
            if made[i] is not None:
                made[i] += self.shifts[number]
        if table.name in ("notes", "events"):
            made[0] += copy * self.tables[table.name].last_id()
        if table.name == "events" and made[table.place["note_id"]]:
            made[table.place["note_id"]] += copy * self.tables["notes"].last_id()
        if table.name == "notes":
            kind = self.kind_of_note[row[0]]
            if kind == "created":
                made[table.place["text"]] = self.names[number]
            elif kind == "touchpoint":
                made[table.place["text"]] = " ".join(self.chance.choice(self.words) for _ in range(8))
        self.give_customers(table, made, number)
        return made

    def give_customers(self, table, made, number):
        """The account and the contact of the deal, wherever its rows name them."""
        account, contact = self.account_of(number), self.contact_of(number)
        if table.name == "deals":
            made[table.place["name"]] = self.names[number]
            made[table.place["name_folded"]] = self.names[number].lower()
            made[table.place["account_id"]] = account
            attributes = table.place["attributes"]
            made[attributes] = json.dumps({**json.loads(made[attributes]), "account": str(account)})
        elif table.name == "buying_group":
            made[table.place["contact_id"]] = contact
        elif table.name == "events":
            details = table.place["details"]
            if made[table.place["kind"]] == "attribute_changed" and made[table.place["symbol"]] == "account":
                made[table.place["to"]] = str(account)
            if '"contacts"' in made[details]:
                made[details] = json.dumps({**json.loads(made[details]), "contacts": [contact]})

    # Deals of one team take turns with those of the other, and so do their accounts.
    def account_of(self, number):
        return self.tables["accounts"].last_id() + 1 + number // (2 * DEALS_OF_AN_ACCOUNT) * 2 + number % 2

    def contact_of(self, number):
        return self.tables["contacts"].last_id() + 1 + number

    def named(self, table, pattern, number):
        made = list(pattern)
        name = " ".join(self.chance.choice(self.words).capitalize() for _ in range(2))
        made[0] = number
        made[table.place["name"]], made[table.place["name_folded"]] = name, name.lower()
        return made

    def accounts(self, table):
        of_rep, of_stranger = table.rows[0], table.rows[-1]
        for number in range(self.account_of(self.copies * PROTOTYPES - 1) - table.last_id()):
            made = self.named(table, of_stranger if number % 2 == 0 else of_rep, table.last_id() + 1 + number)
            made[table.place["domain"]] = f"a{number}.example"
            yield made

    def contacts(self, table):
        for number in range(self.copies * PROTOTYPES):
            made = self.named(table, table.rows[0], self.contact_of(number))
            made[table.place["account_id"]] = self.account_of(number)
            made[table.place["email"]] = made[table.place["email_folded"]] = f"c{number}@example.org"
            yield made

    def last_id(self, table):
        last, number = table.last_id(), self.copies * PROTOTYPES - 1
        if table.name in ("notes", "events"):
            return last * self.copies
        if table.name == "deals":
            return last + (self.copies - 1) * PROTOTYPES
        return {"accounts": self.account_of, "contacts": self.contact_of}.get(table.name, lambda _: last)(number)


def write(file, first, tables, copier):
    """As the program writes back-ups: a line a row, and at the end their number and hash."""
    digest, count = hashlib.sha256(), 0
    with open(file, "w") as out:
        def put(line):
            nonlocal count
            out.write(line + "\n")
            digest.update((line + "\n").encode())
            count += 1

        put(json.dumps(first))
        for table in tables:
            if isinstance(table, str):
                put(table.rstrip("\n"))
                continue
            if "last_id" in table.head:
                table.head_line = json.dumps({**table.head, "last_id": copier.last_id(table)})
            else:
                table.head_line = json.dumps(table.head)
            put(table.head_line)
            for row in copier.rows(table):
                put(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        out.write(json.dumps({"end": count, "sha256": digest.hexdigest()}) + "\n")


def fill(program, data, deals):
    """The cookies of the people in the workspace that is made."""
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(program))) as folder:
        prototypes = Prototypes(program, folder + "/small")
        small, big = folder + "/small.backup", folder + "/big.backup"
        subprocess.run([program, "workspace", "back-up", "--data", folder + "/small", "-o", small], check=True,
                       stdout=subprocess.DEVNULL)
        first, tables = read(small)
        write(big, first, tables, Copier(tables, prototypes.first, deals))
        subprocess.run([program, "workspace", "restore", "--data", data, big], check=True)
        subprocess.run([program, "workspace", "check", "--data", data], check=True)
        return prototypes.world.cookies


def main():
    program, data = os.path.abspath(sys.argv[1]), sys.argv[2]
    deals = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    print(json.dumps(fill(program, data, deals)))


if __name__ == "__main__":
    main()
