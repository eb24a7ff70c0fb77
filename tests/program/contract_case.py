"""What the parts of the contract test share: a world, made once, and answers held to the document."""

import json
import os
import shutil
import sys
import tempfile
import unittest
from contextlib import contextmanager

import document as contract
import table
from server import Server
from world import LIMITLESS, World, copy

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "stagecraft"


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

    def send(self, client, operation, asking=None, headers=(), language="de", **more):
        """Asks, and holds the answer to the document. `target` and `body` replace those of the row. In German, so that
        an error which nobody has translated is found; tests in C++ compare the English ones."""
        asking = asking or self.asking(operation)
        target = more.get("target", asking.target(operation, self.world))
        body = more.get("body", asking.filled_body(self.world))
        if operation.takes_body and body is None:
            body = {} if operation.body_schema else b"bytes"
        headers = [("Accept-Language", language), *asking.headers, *headers]
        answer = client.ask(operation.method, target, body if operation.takes_body else None, headers)
        self.hold(operation, answer, f"{operation.method} {target} {json.dumps(body, default=str)[:400]}", language)
        return answer

    def hold(self, operation, answer, asked, language="de"):
        self.seen.setdefault(operation.name, set()).add(answer.status)
        with self.subTest(asked=asked):
            self.assertNotEqual(answer.status, 500, answer.text)
            self.assertEqual(operation.faults_of(answer), [])
            if answer.status >= 400 and answer.type == "application/problem+json":
                problem = answer.json()
                self.assertEqual(problem["status"], answer.status)
                self.assertNotEqual(problem["detail"], "")
                self.assertEqual(answer.headers.get("content-language"), language,
                                 "src/http/data/refusals does not tell one of these sentences: "
                                 + json.dumps([problem["detail"], *problem["faults"]], ensure_ascii=False)[:2000])

    def expect(self, answer, statuses, asked):
        with self.subTest(asked=asked):
            self.assertIn(answer.status, statuses, answer.text[:600])


def quote(word):
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in word.encode())
