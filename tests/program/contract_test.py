#!/usr/bin/env python3
"""Holds the server to the OpenAPI document that it serves.

    contract_test.py PROGRAM [TEST...]

Operations, bodies and errors come from the document, so a new operation is tested as soon as it is served. By hand
come only who may ask it (role_table.txt) and how an error is provoked that belongs to one operation (error_cases.txt);
where a line is missing, the failure says which.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import unittest
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import document as contract  # noqa: E402
import table  # noqa: E402
from contract_case import PROGRAM, Contract, quote  # noqa: E402
from contract_errors import Errors  # noqa: E402,F401
from server import Postgres, Server  # noqa: E402
from world import COLUMNS, LIMITLESS, MARK, PASSWORD, World  # noqa: E402

SEED = int(os.environ.get("SEED", "1"))
RANDOM_BODIES = int(os.environ.get("RANDOM_BODIES", "25"))


class Form(Contract):
    def test_the_document_is_an_openapi_document(self):
        """By a validator that others keep: it is installed with npm, once a build folder."""
        if shutil.which("npm") is None:
            self.skipTest("npm is not installed")
        sources = os.path.join(table.HERE, "../../tools/openapi")
        place = os.path.join(os.path.dirname(PROGRAM), "openapi-validator")
        validator = place + "/node_modules/.bin/validate-api"
        if not os.path.exists(validator):
            os.makedirs(place, exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(os.path.join(sources, name), place)
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=place, check=True, capture_output=True)
        with open(self.folder + "/openapi.json", "w") as file:
            json.dump(self.document.api, file)
        said = subprocess.run([validator, file.name], capture_output=True, text=True)
        self.assertEqual((said.returncode, json.loads(said.stdout)), (0, {"valid": True}))


    def test_every_test_that_is_named_is_there(self):
        root = os.path.join(table.HERE, "../..")
        with open(root + "/docs/security.md") as file:
            named = re.findall(r"`(\w+)\.(\w+)`", file.read())
        named += [tuple(row.asking.shown_by.split(".")) for rows in self.cases.values() for row in rows
                  if row.asking.shown_by]
        sources = ""
        for folder, _, files in os.walk(root + "/tests"):
            for name in files:
                if name.endswith((".cpp", ".py")):
                    with open(os.path.join(folder, name)) as file:
                        sources += file.read()
        missing = [f"{suite}.{name}" for suite, name in named
                   if not re.search(rf"\({suite},\s+{name}[,)]|def {name}\(", sources)]
        self.assertEqual(missing, [])
        self.assertGreater(len(named), 30)


class Roles(Contract):
    def test_every_role_gets_what_the_table_says(self):
        for operation in self.document.operations:
            got = self.ask_as_everybody(operation)
            with self.subTest(operation=operation.name):
                rows = self.rows.get(operation.name)
                if rows is None:
                    self.fail("tests/program/role_table.txt does not say who may ask this. Check each status of this "
                              "line, say behind | how it is asked so that it succeeds, and add it:\n"
                              + table.to_line(operation.name, got))
                self.assertEqual(got, rows[0].statuses, f"columns: {COLUMNS}; now\n"
                                 + table.to_line(operation.name, got))

    def test_no_row_is_about_an_operation_that_is_gone(self):
        served = {operation.name for operation in self.document.operations}
        self.assertEqual(sorted((set(self.rows) | set(self.cases)) - served), [])

    def ask_as_everybody(self, operation):
        """The statuses by column; each role finds the world untouched."""
        asking = self.asking(operation) if operation.name in self.rows else table.Asking()
        got, columns = [], list(COLUMNS)
        while columns:
            with self.fresh() as server:
                while columns:
                    role = columns.pop(0)
                    answer = self.send(self.client(server, role), operation, asking)
                    got.append(answer.status)
                    if operation.is_unsafe and answer.status < 400:
                        break
        return got

    def test_nothing_of_other_peoples_deals_reaches_a_stranger(self):
        with self.fresh() as server:
            stranger, owner = self.client(server, "stranger"), self.client(server, "rep")
            leaks = []
            shown = 0
            for operation in self.operations():
                if operation.is_unsafe:
                    continue
                shown += MARK.encode() in self.send(owner, operation).text
                if MARK.encode() in self.send(stranger, operation).text:
                    leaks.append(operation.name)
            self.assertEqual(leaks, [])
            self.assertGreater(shown, 5, "the world has to hold something that could leak")


class Bodies(Contract):
    def test_every_broken_body_is_refused_where_it_is_broken(self):
        count = 0
        with self.fresh() as server:
            for operation in self.operations():
                if not operation.body_schema:
                    continue
                client = self.client(server)
                value = self.asking(operation).filled_body(self.world) or {}
                for broken in contract.broken_bodies(self.document, operation.body_schema, value):
                    count += 1
                    answer = self.send(client, operation, body=json.dumps(broken.value))
                    asked = f"{operation.name} with {broken.what} at {broken.at}: {str(broken.value)[:200]}"
                    self.expect(answer, {422}, asked)
                    if answer.status == 422:
                        places = [fault["at"] for fault in answer.json()["faults"]]
                        with self.subTest(asked=asked):
                            self.assertTrue(any(place.startswith(broken.at) for place in places),
                                            f"the faults are at {places}")
        self.assertGreater(count, 1000)

    def test_ids_in_bodies_that_nothing_has_are_refused(self):
        for operation in self.operations():
            value = self.asking(operation).filled_body(self.world) or {}
            if not operation.body_schema:
                continue
            for name, broken in contract.foreign_ids(self.document, operation.body_schema, value):
                with self.fresh() as server:
                    answer = self.send(self.client(server), operation, body=broken)
                # A job says it in the line of that deal.
                is_job = answer.status == 201 and answer.json().get("state") == "queued"
                self.expect(answer, {201} if is_job else {403, 404, 409, 422}, f"{operation.name} with a {name} that is nobody's")

    def test_a_key_of_idempotency_does_a_thing_once(self):
        for operation in self.operations():
            administrator = self.rows[operation.name][0].statuses[1]
            if not operation.takes_header("Idempotency-Key") or administrator >= 400:
                continue
            with self.fresh() as server:
                client, key = self.client(server), [("Idempotency-Key", "a-word-of-mine")]
                first = self.send(client, operation, headers=key)
                again = self.send(client, operation, headers=key)
                self.expect(first, {200, 201, 202, 204}, operation.name)
                with self.subTest(operation=operation.name):
                    self.assertEqual((again.status, again.text), (first.status, first.text))
                    self.assertEqual(again.headers.get("idempotent-replayed"), "true")
                    self.assertEqual(again.headers.get("location"), first.headers.get("location"))


class Secrets(Contract):
    """The names of fields and headers that hold a secret; of an answer, every text below them."""

    FIELDS = ("secret", "password", "before", "after", "url")

    def test_no_secret_is_in_the_log(self):
        with self.fresh(*LIMITLESS, "--log-level", "debug") as server:
            secrets = {cookie.split("=")[1] for cookie in self.world.cookies.values()} | {PASSWORD}
            for operation in self.operations():
                asking = self.asking(operation)
                secrets |= self.texts_of(asking.filled_body(self.world))
                answer = self.send(self.client(server), operation)
                if "json" in answer.type and answer.text:
                    secrets |= self.texts_of(answer.json())
                secrets |= {cookie.split(";")[0].split("=")[1] for cookie in [answer.headers.get("set-cookie", "=")]}
                # Where people put them by mistake.
                server.client(token="stagecraft_by_mistake").ask(
                    operation.method, operation.target({}) + "?token=secret_in_the_address")
            secrets = {secret for secret in secrets if len(secret) >= 8}
            secrets |= {"stagecraft_by_mistake", "secret_in_the_address"}
            log = server.log_text()
            self.assertGreater(len(secrets), 10)
            self.assertGreater(log.count('"event":"request"'), 100)
            self.assertEqual([secret for secret in secrets if secret in log], [])

    def texts_of(self, value, is_secret=False):
        if isinstance(value, dict):
            return set().union(*(self.texts_of(member, is_secret or name in self.FIELDS)
                                 for name, member in value.items()), set())
        if isinstance(value, list):
            return set().union(*(self.texts_of(item, is_secret) for item in value), set())
        if not isinstance(value, str):
            return set()
        # A link's secret stands behind its #.
        return {value} if is_secret else {value.split("#")[1]} if value.startswith("/") and "#" in value else set()

    def test_sessions_end_when_rights_change(self):
        changes = {"role": {"role": "viewer"}, "team": {"team": self.world.names["south"]}, "exclusion": {"is_active": False}}
        for what, change in changes.items():
            with self.fresh() as server, self.subTest(what=what):
                rep = self.client(server, "rep")
                token = rep.ask("POST", "/api/tokens", {"name": "Mine", "scopes": ["all"]}).json()["secret"]
                program = server.client(token=token)
                deal = f"/api/deals/{self.world.names['open']}"
                self.assertEqual((rep.ask("GET", deal).status, program.ask("GET", deal).status), (200, 200))
                self.assertEqual(program.ask("PATCH", deal, {"values": [{"name": "amount", "value": "1400"}]}).status, 200)
                changed = self.client(server).ask("PATCH", f"/api/people/{self.world.names['rep']}", change)
                self.assertEqual(changed.status, 200, changed.text)
                self.assertEqual(rep.ask("GET", deal).status, 401, "the session has ended")
                expected = {"role": 403, "team": 200, "exclusion": 401}[what]
                again = program.ask("PATCH", deal, {"values": [{"name": "amount", "value": "1500"}]})
                self.assertEqual(again.status, expected, "a token does what its owner may at that moment")


class Chances(Contract):
    """Bodies and query strings made by chance from the document, on both engines."""

    def test_sqlite_answers_anything_as_documented(self):
        with self.fresh() as server:
            self.try_luck(server)

    def test_postgresql_answers_anything_as_documented(self):
        if not Postgres.is_installed():
            self.skipTest("PostgreSQL 15 is not installed")
        postgres = Postgres()
        try:
            self.world = World(PROGRAM, postgres.address())
            server = Server(PROGRAM, postgres.address(), *LIMITLESS)
            try:
                self.try_luck(server)
            finally:
                server.stop()
        finally:
            postgres.stop()

    def try_luck(self, server):
        # Whoever is not signed in would be refused everywhere, whatever they send.
        self.assertEqual(self.client(server).ask("GET", "/api/session").status, 200)
        words = ["needs", "offer", "use", "ordered", "gone", "told", "signed", "price", "us", "customer", "guide", "EUR",
                 "owner", "amount", "account", "name", "id", "all", "own", "deal.read", "decision_maker", "resolved"]
        for operation in self.operations():
            if operation.name in ("DELETE /api/session", "PUT /api/session/password"):
                continue  # They would end the session that asks.
            # A seed an operation: another operation changes nothing for this one.
            chance = contract.Chance(self.document, zlib.crc32(operation.name.encode()) + SEED, words)
            client = self.client(server)
            for _ in range(RANDOM_BODIES):
                self.send(client, operation, target=self.lucky_target(operation, chance), body=self.lucky_body(operation, chance))

    def lucky_target(self, operation, chance):
        path, _, query = self.asking(operation).target(operation, self.world).partition("?")
        items = [item for item in query.split("&") if item]
        for parameter in operation.parameters("query"):
            if chance.random.random() < 0.3:
                schema = self.document.inner(parameter["schema"])
                schema = schema["items"] if schema.get("type") == "array" else schema
                value = chance.value(schema)
                word = str(value).lower() if isinstance(value, bool) else str(value)
                items.append(parameter["name"] + "=" + quote(word))
        return path + ("?" + "&".join(items) if items else "")

    def lucky_body(self, operation, chance):
        if operation.body_schema:
            return json.dumps(chance.value(operation.body_schema))
        return b"bytes" if operation.takes_body else None


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
