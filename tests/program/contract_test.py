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
import tempfile
import threading
import time
import unittest
import zlib
from contextlib import contextmanager
from dataclasses import replace

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import document as contract  # noqa: E402
import table  # noqa: E402
from server import Answer, Postgres, Server  # noqa: E402
from world import COLUMNS, LIMITLESS, MARK, PASSWORD, World, copy  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "stagecraft"
SEED = int(os.environ.get("SEED", "1"))
RANDOM_BODIES = int(os.environ.get("RANDOM_BODIES", "25"))


class Contract(unittest.TestCase):
    """The world, made once; `seen` are the statuses that each operation has been brought to."""

    seen = {"POST /api/setup": {201, 409}}  # By the making of the world.

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="stagecraft-contract-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.template = cls.folder + "/template"
        cls.world = World(PROGRAM, cls.template)
        with cls.fresh() as server:
            cls.document = contract.Document(server.client().ask("GET", "/api/openapi.json").json())
        cls.rows = table.read_rows("role_table.txt")
        cls.cases = table.read_rows("error_cases.txt")

    @classmethod
    @contextmanager
    def fresh(cls, *flags):
        """A server over an untouched copy of the world."""
        server = Server(PROGRAM, copy(cls.template, cls.folder + "/data"), *(flags or LIMITLESS))
        try:
            yield server
        finally:
            server.stop()

    def operations(self):
        """Those that no row describes are another test's failure."""
        return [operation for operation in self.document.operations if operation.name in self.rows]

    def asking(self, operation):
        return self.rows[operation.name][0].asking

    def client(self, server, role="administrator"):
        return server.client(cookie=self.world.cookies.get(role, ""))

    def send(self, client, operation, asking=None, headers=(), **more):
        """Asks, and holds the answer to the document. `target` and `body` replace those of the row."""
        asking = asking or self.asking(operation)
        target = more.get("target", asking.target(operation, self.world))
        body = more.get("body", asking.filled_body(self.world))
        if operation.takes_body and body is None:
            body = {} if operation.body_schema else b"bytes"
        headers = [*asking.headers, *headers]
        answer = client.ask(operation.method, target, body if operation.takes_body else None, headers)
        self.hold(operation, answer, f"{operation.method} {target} {json.dumps(body, default=str)[:400]}")
        return answer

    def hold(self, operation, answer, asked):
        self.seen.setdefault(operation.name, set()).add(answer.status)
        with self.subTest(asked=asked):
            self.assertNotEqual(answer.status, 500, answer.text)
            self.assertEqual(operation.faults_of(answer), [])
            if answer.status >= 400 and answer.type == "application/problem+json":
                problem = answer.json()
                self.assertEqual(problem["status"], answer.status)
                self.assertNotEqual(problem["detail"], "")

    def expect(self, answer, statuses, asked):
        with self.subTest(asked=asked):
            self.assertIn(answer.status, statuses, answer.text[:600])


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


class Errors(Contract):
    """Every status that is documented is provoked once."""

    def test_every_documented_error_is_brought_about(self):
        self.tokens = {}
        with self.fresh() as server:
            for operation in self.operations():
                self.break_request(server, operation)
                self.break_path(server, operation)
                self.break_query(server, operation)
                self.break_preconditions(server, operation)
                self.break_identity(server, operation)
        self.run_cases()
        self.exhaust_rate()
        self.exhaust_workers()
        for operation in self.operations():
            succeeds = {status for status in self.rows[operation.name][0].statuses if status < 400}
            refuses = set(self.rows[operation.name][0].statuses) - succeeds
            missing = operation.statuses - self.seen[operation.name] - succeeds - refuses
            with self.subTest(operation=operation.name):
                self.assertEqual(sorted(missing), [], "documented and never answered: say in "
                                 "tests/program/error_cases.txt how it comes about, or take it out of the route")

    def break_request(self, server, operation):
        path = self.asking(operation).target(operation, self.world).split("?")[0]
        answer = self.send(self.client(server), operation, target=path + "?%zz")
        self.expect(answer, {400}, operation.name + " with a broken escape")
        answer = self.send(self.client(server), operation, target=path + "?no_such_parameter=1")
        self.expect(answer, {422}, operation.name + " with an unknown parameter")
        if operation.takes_body:
            answer = self.too_large(server, operation)
            self.expect(answer, {413}, operation.name + " with a huge body")
        if not operation.body_schema:
            return
        answer = self.send(self.client(server), operation, body=b"{\"")
        self.expect(answer, {400}, operation.name + " with half a JSON text")
        answer = self.send(self.client(server), operation, headers=[("Content-Type", "text/plain")])
        self.expect(answer, {415}, operation.name + " with text")
        answer = self.send(self.client(server), operation, body=b"\xff\xfe{}")
        self.expect(answer, {400, 422}, operation.name + " that is not UTF-8")
        answer = self.send(self.client(server), operation, body=b"[" * 5000)
        self.expect(answer, {400, 413}, operation.name + " nested deeply")

    def too_large(self, server, operation):
        """Says that a huge body follows, and reads what the server thinks of that."""
        client = self.client(server)
        client.ask("GET", "/health")
        connection = client.connection
        connection.putrequest(operation.method, self.asking(operation).target(operation, self.world))
        for name, value in (("Cookie", client.cookie), ("Content-Type", "application/json"),
                            ("Content-Length", str(2**40))):
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        answer = contract_answer(response)
        client.close()
        self.hold(operation, answer, operation.name + " with a huge body")
        return answer

    def break_path(self, server, operation):
        client = self.client(server)
        for parameter in operation.parameters("path"):
            values = dict(self.asking(operation).values)
            if contract.is_id(parameter["schema"]):
                for value in ("x", "0", "-1", "9" * 30):
                    broken = replace(self.asking(operation), values={**values, parameter["name"]: value}, query="")
                    answer = client.ask(operation.method, broken.target(operation, self.world),
                                        broken.filled_body(self.world) if operation.takes_body else None)
                    # Another operation may have a fixed word there.
                    self.expect(answer, {404, 405}, f"{operation.name} with {parameter['name']} {value}")
                value = str(contract.NOBODYS_ID)
            else:
                value = "no_such_thing"
            broken = replace(self.asking(operation), values={**values, parameter["name"]: value})
            answer = self.send(client, operation, broken)
            if contract.is_id(parameter["schema"]):
                self.expect(answer, {404}, f"{operation.name} with {parameter['name']} {value}")

        if operation.is_unsafe and 409 in operation.statuses and "{deal}" in operation.path:
            broken = replace(self.asking(operation), values={**self.asking(operation).values, "deal": "deleted"})
            self.expect(self.send(client, operation, broken), {404, 409}, operation.name + " on a deleted deal")

    def break_query(self, server, operation):
        client = self.client(server)
        target = self.asking(operation).target(operation, self.world)
        for parameter in operation.parameters("query"):
            schema = self.document.inner(parameter["schema"])
            inner = self.document.inner(schema["items"]) if schema.get("type") == "array" else schema
            wrong = [str(value) for value in contract.out_of_limits(inner) if "\u0007" not in str(value)]
            if inner.get("type") in ("integer", "boolean", "number"):
                wrong += ["abc", ""]
            for value in wrong:
                name = parameter["name"]
                rest = "&".join(item for item in target.partition("?")[2].split("&") if not item.startswith(name + "="))
                broken = f"{target.partition('?')[0]}?{name}={quote(value)}" + ("&" + rest if rest else "")
                self.expect(self.send(client, operation, target=broken), {422}, broken)

    def break_preconditions(self, server, operation):
        if 412 in operation.statuses:
            answer = self.send(self.client(server), operation, headers=[("If-Match", '"no-such-tag"')])
            self.expect(answer, {412}, operation.name + " with If-Match of something else")
        if 304 in operation.statuses:
            tag = self.send(self.client(server), operation).headers.get("etag", "none")
            answer = self.send(self.client(server), operation, headers=[("If-None-Match", tag)])
            self.expect(answer, {304}, operation.name + " with If-None-Match of the same")

    def break_identity(self, server, operation):
        if not operation.is_open:
            self.expect(self.send(server.client(), operation), {401}, operation.name + " as nobody")
            for token in ("x", "stagecraft_" + "A" * 43):
                self.expect(self.send(server.client(token=token), operation), {401}, operation.name + " by a wrong token")
            for cookie in ("stagecraft_session=", "stagecraft_session=" + "A" * 43):
                self.expect(self.send(server.client(cookie=cookie), operation), {401}, operation.name + " by a wrong cookie")
        if operation.right:
            token = self.token_without(server, operation.right)
            self.expect(self.send(server.client(token=token), operation), {403}, operation.name + " without its right")
        if operation.is_unsafe:
            answer = self.send(self.client(server), operation, headers=[("Sec-Fetch-Site", "cross-site")])
            self.expect(answer, {403}, operation.name + " from another site's page")
            answer = self.send(self.client(server), operation, headers=[("Origin", "https://elsewhere.example")])
            self.expect(answer, {403}, operation.name + " of another origin")

    def token_without(self, server, right):
        """An administrator's token that has every right but this one."""
        if right not in self.tokens:
            client = self.client(server)
            rights = [row["word"] for row in client.ask("GET", "/api/rights").json() if row["word"] != right]
            self.tokens[right] = client.ask("POST", "/api/tokens", {"name": "Most", "scopes": rights}).json()["secret"]
        return self.tokens[right]

    def run_cases(self):
        """`POST /api/x 409 | {...}`: as the administrator. Several lines of one operation follow each other."""
        for name, rows in self.cases.items():
            operation = next((o for o in self.document.operations if o.name == name), None)
            if operation is None:
                continue  # Told by the test of the rows.
            with self.fresh() as server:
                for row in rows:
                    *roles, status = row.statuses
                    if row.asking.shown_by:
                        self.seen.setdefault(name, set()).add(status)
                        continue
                    client = self.client(server, roles[0] if roles else "administrator")
                    self.expect(self.send(client, operation, row.asking), {status}, f"{name}: {row.asking}")

    def exhaust_rate(self):
        with self.fresh("--requests-per-second", "1", "--request-burst", "1") as server:
            for operation in self.operations():
                client = self.client(server)
                statuses = [self.send(client, operation).status for _ in range(3)]
                self.expect_one(statuses, 429, operation.name + " three times in a second")

    def exhaust_workers(self):
        """One worker, one place to wait, and both taken."""
        flags = (*LIMITLESS, "--workers", "1", "--queue", "1")
        with self.fresh(*flags) as server:
            stop = threading.Event()
            big = {"text": "stagecraft: 1\nid: big\nname: Big\nstages:\n" + "".join(
                f"  - {{id: s{i}, name: Stage {i}, exit: [{{id: c{i}, text: the prospect said {i}}}]}}\n"
                for i in range(3000))}

            def occupy():
                client = self.client(server)
                while not stop.is_set():
                    client.ask("POST", "/api/map-checks", big)

            threads = [threading.Thread(target=occupy, daemon=True) for _ in range(3)]
            for thread in threads:
                thread.start()
            try:
                for operation in self.operations():
                    if 503 in operation.statuses:
                        self.wait_for_busy(server, operation)
            finally:
                stop.set()
                for thread in threads:
                    thread.join()

    def wait_for_busy(self, server, operation):
        client, until = server.client(), time.monotonic() + 20
        while time.monotonic() < until:
            # As nobody: what gets through changes nothing.
            if self.send(client, operation).status == 503:
                return
        self.fail(operation.name + " never said that the server is busy")

    def expect_one(self, statuses, wanted, asked):
        with self.subTest(asked=asked):
            self.assertIn(wanted, statuses)


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
            world, Contract.world = self.world, World(PROGRAM, postgres.address())
            server = Server(PROGRAM, postgres.address(), *LIMITLESS)
            try:
                self.try_luck(server)
            finally:
                Contract.world = world
                server.stop()
        finally:
            postgres.stop()

    def try_luck(self, server):
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


def quote(word):
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in word.encode())


def contract_answer(response):
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
