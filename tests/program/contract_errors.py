"""The part of the contract test that provokes every documented error."""

import threading
import time
from dataclasses import replace

import document as contract
from contract_case import Contract, quote
from server import Answer
from world import LIMITLESS


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
        # Before the header is read, nobody knows a language.
        answer = self.send(self.client(server), operation, target=path + "?%zz", language="en")
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
                            ("Accept-Language", "de"), ("Content-Length", str(2**40))):
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


def contract_answer(response):
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
