#!/usr/bin/env python3
"""Kills the server, and its database, at random moments, and looks whether anything that was acknowledged is gone.

    crash_test.py PROGRAM [TEST...]        KILLS=200 SEED=7 for more of it, and for the same moments again

Writers count: each touchpoint carries the word of its writer, round and number, as its note and as its Idempotency-Key.
After every restart what was left open by the crash is sent again; then the history of each deal has to hold every
number that was sent, none twice, and none that nobody sent.
"""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from server import PATIENCE_SECONDS, Client, Postgres, Server  # noqa: E402
from world import LIMITLESS, MAP  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "stagecraft"
SEED = int(os.environ.get("SEED", "0")) or random.randrange(1, 10**6)
KILLS = int(os.environ.get("KILLS", "30"))
WRITERS = 6

def set_up(server):
    """The cookie of the administrator of a new workspace with a published process."""
    client = server.client()
    made = client.ask("POST", "/api/setup", {"secret": server.read_setup_secret(), "name": "Ada",
                                             "email": "ada@example.org", "password": "a long password"})
    client.cookie = made.headers["set-cookie"].split(";")[0]
    process = client.ask("POST", "/api/processes", {"text": MAP}).json()["process"]
    assert client.ask("POST", f"/api/processes/{process}/versions", {}).status == 201
    return client.cookie


def touch(client, deal, word):
    """One write: done once, however often it is sent."""
    return client.ask("POST", f"/api/deals/{deal}/touchpoints", {"kind": "call", "note": word},
                      [("Idempotency-Key", word)])


class Counting:
    """What writers sent in a round, by deal: acknowledged, and left open by a crash."""

    def __init__(self):
        self.acknowledged, self.uncertain, self.refused = {}, {}, 0
        self.failures = []  # What no writer should be told.
        self.lock = threading.Lock()

    def note(self, deal, word, is_acknowledged):
        with self.lock:
            (self.acknowledged if is_acknowledged else self.uncertain).setdefault(deal, set()).add(word)


class Writer(threading.Thread):
    """Writes to a deal of its own until it is told to stop or the server goes away."""

    def __init__(self, port, cookie, name, counting):
        super().__init__(daemon=True)
        self.client = Client(port, cookie, timeout=PATIENCE_SECONDS)
        self.word, self.counting, self.stop = name, counting, threading.Event()

    def run(self):
        try:
            made = self.client.ask("POST", "/api/deals", {"name": self.word, "qualify": True})
            if made.status == 201:
                self.count(made.json()["id"])
            elif made.status != 503:
                self.fail(self.word, made)
        except OSError:
            pass
        except Exception as error:  # The server died in the middle of an answer.
            if type(error).__module__ != "http.client":
                raise
        finally:
            self.client.close()

    def count(self, deal):
        number = 0
        while not self.stop.is_set():
            number += 1
            word = f"{self.word}-{number}"
            try:
                answer = touch(self.client, deal, word)
            except Exception:
                self.counting.note(deal, word, False)
                raise
            if answer.status == 201:
                self.counting.note(deal, word, True)
            elif answer.status == 503:
                # The database is away; whether this one was committed nobody knows.
                self.counting.note(deal, word, False)
                with self.counting.lock:
                    self.counting.refused += 1
                time.sleep(0.01)
            else:
                return self.fail(word, answer)

    def fail(self, word, answer):
        self.counting.failures.append(f"{word}: {answer.status} {answer.text[:300]}")


class Crashes(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="stagecraft-crash-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.random = random.Random(f"{SEED} {self.id()}")
        print(f"{self.id().split('.')[-1]}: SEED={SEED}", flush=True)

    def check(self, data):
        said = subprocess.run([PROGRAM, "workspace", "check", "--data", data], capture_output=True, text=True)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)

    def verify(self, server, cookie, counting):
        client = server.client(cookie=cookie)
        for deal in counting.acknowledged.keys() | counting.uncertain.keys():
            acknowledged, uncertain = counting.acknowledged.get(deal, set()), counting.uncertain.get(deal, set())
            before = self.notes_of(client, deal)
            self.assertEqual(acknowledged - set(before), set(), f"deal {deal}: acknowledged and gone")
            for word in uncertain:
                self.assertEqual(touch(client, deal, word).status, 201)
            notes = self.notes_of(client, deal)
            self.assertEqual(sorted(notes), sorted(acknowledged | uncertain), f"deal {deal}: each once, and no other")

    def notes_of(self, client, deal):
        """What its history holds; the state of the deal counts as many events."""
        events = client.ask("GET", f"/api/deals/{deal}/events").json()["events"]
        self.assertEqual(client.ask("GET", f"/api/deals/{deal}").json()["deal"]["event_count"], len(events))
        return [event["note"] for event in events if event["kind"] == "touchpoint"]

    def write_for(self, server, cookie, name, seconds, meanwhile=None):
        """Writers for so long; then `meanwhile`, and they stop."""
        counting = Counting()
        writers = [Writer(server.port, cookie, f"{name}-{i}", counting) for i in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(seconds)
        if meanwhile:
            meanwhile()
        for writer in writers:
            writer.stop.set()
        for writer in writers:
            writer.join()
        self.assertEqual(counting.failures, [])
        return counting

    def killings(self, data, kill_other=None):
        """Kills the server `KILLS` times, or what `kill_other` kills and brings back."""
        server = Server(PROGRAM, data, *LIMITLESS)
        try:
            cookie, acknowledged = set_up(server), 0
            for kill in range(1, KILLS + 1):
                seconds = self.random.uniform(0.02, 0.35)
                counting = self.write_for(server, cookie, f"k{kill}", seconds, kill_other or server.kill)
                acknowledged += sum(map(len, counting.acknowledged.values()))
                if not kill_other:
                    server = Server(PROGRAM, data, *LIMITLESS)
                self.verify(server, cookie, counting)
                if kill % 50 == 0:
                    self.check(data)
        finally:
            server.stop()
        self.check(data)
        self.assertGreater(acknowledged, KILLS)
        print(f"  {KILLS} kills, {acknowledged} acknowledged writes, all there", flush=True)

    def test_sqlite_keeps_what_was_acknowledged(self):
        self.killings(self.folder + "/data")

    def test_postgresql_keeps_what_was_acknowledged(self):
        postgres = self.postgres()
        self.killings(postgres.address())

    def test_the_server_outlives_its_postgresql(self):
        postgres = self.postgres()

        def kill():
            postgres.kill()
            time.sleep(self.random.uniform(0, 0.1))
            postgres.start()

        self.killings(postgres.address(), kill)

    def postgres(self):
        if not Postgres.is_installed():
            self.skipTest("PostgreSQL 15 is not installed")
        postgres = Postgres()
        self.addCleanup(postgres.stop)
        return postgres


class PowerCuts(Crashes):
    """The disk as a power cut would leave it: the files of a halted server, without some of what was written last."""

    def test_sqlite_survives_power_cuts(self):
        data, image = self.folder + "/data", self.folder + "/image"
        server = Server(PROGRAM, data, *LIMITLESS)
        cookie = set_up(server)
        server.stop()
        lost = 0
        for cut in range(1, KILLS + 1):
            server = Server(PROGRAM, data, *LIMITLESS)
            try:
                synced = self.log_size_when_answered(server, cookie, data, f"c{cut}")
                halted = lambda: (server.process.send_signal(signal.SIGSTOP), self.copy(data, image))  # noqa: E731
                counting = self.write_until_halted(server, cookie, f"c{cut}", halted)
                lost += self.tear(image, synced)
            finally:
                # It ends in good order, so that the next log begins empty.
                server.process.send_signal(signal.SIGCONT)
                server.stop()
            self.check(image)
            again = Server(PROGRAM, image, *LIMITLESS)
            try:
                self.verify(again, cookie, counting)
            finally:
                again.stop()
        print(f"  {KILLS} cuts, {lost} of them inside a transaction", flush=True)
        self.assertGreater(lost, 0, "no cut lost anything")

    def log_size_when_answered(self, server, cookie, data, name):
        """A client alone writes a little; what the log holds when its last write was answered is on the disk."""
        client = server.client(cookie=cookie)
        deal = client.ask("POST", "/api/deals", {"name": name, "qualify": True}).json()["id"]
        self.alone = (deal, set())
        for number in range(self.random.randrange(1, 8)):
            word = f"{name}-alone-{number}"
            self.assertEqual(touch(client, deal, word).status, 201)
            self.alone[1].add(word)
        return os.path.getsize(self.log_of(data))

    def log_of(self, data):
        return next(os.path.join(data, name) for name in os.listdir(data) if name.endswith("-wal"))

    def write_until_halted(self, server, cookie, name, halt):
        """Unacknowledged writes are under way when the server halts."""
        counting = Counting()
        counting.acknowledged[self.alone[0]] = self.alone[1]
        client = Client(server.port, cookie, timeout=0.2)
        word = name + "-last"
        counting.note(self.alone[0], word, False)
        thread = threading.Thread(target=self.ask_and_forget, args=(client, self.alone[0], word), daemon=True)
        thread.start()
        time.sleep(self.random.uniform(0, 0.004))
        halt()
        thread.join()
        return counting

    @staticmethod
    def ask_and_forget(client, deal, word):
        try:
            touch(client, deal, word)
        except Exception:
            client.close()

    @staticmethod
    def copy(data, image):
        shutil.rmtree(image, ignore_errors=True)
        shutil.copytree(data, image)

    def tear(self, image, synced):
        """Cuts or garbles the log behind what was on the disk; the index of the log is never on the disk."""
        log = self.log_of(image)
        size = os.path.getsize(log)
        if os.path.exists(log.removesuffix("-wal") + "-shm"):
            os.remove(log.removesuffix("-wal") + "-shm")
        if size <= synced:
            return 0
        at = self.random.randrange(synced, size)
        with open(log, "r+b") as file:
            if self.random.random() < 0.5:
                file.truncate(at)
            else:
                file.seek(at)
                file.write(self.random.randbytes(min(4096, size - at)))
        return 1


class Troubles(Crashes):
    def test_a_full_disk_is_said_and_survived(self):
        disk = self.folder + "/disk"
        os.mkdir(disk)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], capture_output=True).returncode != 0:
            self.skipTest("a small disk takes the right to mount one")
        self.addCleanup(subprocess.run, ["umount", "-l", disk])
        with open(disk + "/ballast", "wb") as ballast:
            ballast.write(b"x" * 2**24)
        server = Server(PROGRAM, disk + "/data", *LIMITLESS)
        try:
            cookie = set_up(server)
            before = self.write_for(server, cookie, "before", 0.1)
            with open(disk + "/more_ballast", "wb") as ballast:
                self.fill(ballast)
            full = self.write_for(server, cookie, "full", 0.6)
            client = server.client(cookie=cookie)
            statuses = {client.ask("POST", "/api/accounts", {"name": "x" * 200, "address": "y" * 2000}).status
                        for _ in range(300)}
            self.assertIn(503, statuses)
            self.assertLessEqual(statuses, {201, 503})
            self.assertEqual(client.ask("GET", "/api/deals").status, 200, "reading goes on")
            os.remove(disk + "/ballast")
            after = self.write_for(server, cookie, "after", 0.2)
            self.assertGreater(len(after.acknowledged), 0, "writing goes on when there is room again")
            for counting in (before, full, after):
                self.verify(server, cookie, counting)
        finally:
            server.stop()
        self.check(disk + "/data")

    @staticmethod
    def fill(file):
        try:
            while True:
                os.write(file.fileno(), b"x" * 65536)
        except OSError:
            pass

    def test_a_file_that_may_not_grow_is_said_and_survived(self):
        import resource
        data = self.folder + "/data"
        server = Server(PROGRAM, data, *LIMITLESS)
        cookie = set_up(server)
        server.stop()

        def limits():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))

        server = Server(PROGRAM, data, *LIMITLESS, limits=limits)
        try:
            client = server.client(cookie=cookie)
            made = [client.ask("POST", "/api/accounts", {"name": f"a{i}", "address": "y" * 2000}) for i in range(600)]
            self.assertIn(503, {answer.status for answer in made})
            self.assertLessEqual({answer.status for answer in made}, {201, 503})
            self.assertEqual(client.ask("GET", "/api/accounts").status, 200)
        finally:
            server.stop()
        self.check(data)
        server = Server(PROGRAM, data, *LIMITLESS)
        try:
            client = server.client(cookie=cookie)
            for answer in made:
                if answer.status == 201:
                    self.assertEqual(client.ask("GET", answer.headers["location"]).status, 200)
        finally:
            server.stop()

    def test_a_locked_database_is_waited_for_and_said(self):
        data = self.folder + "/data"
        server = Server(PROGRAM, data, *LIMITLESS)
        try:
            cookie = set_up(server)
            client = server.client(cookie=cookie)
            file = next(os.path.join(data, name) for name in os.listdir(data) if re.search(r"\.(db|sqlite|stagecraft)$", name))
            other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
            other.execute("BEGIN IMMEDIATE")
            letting_go = threading.Timer(0.5, lambda: other.execute("ROLLBACK"))
            letting_go.start()
            waited = client.ask("POST", "/api/accounts", {"name": "Waited"})
            letting_go.join()
            self.assertEqual(waited.status, 201, waited.text)
            other.execute("BEGIN IMMEDIATE")
            self.assertEqual(client.ask("GET", "/api/accounts").status, 200, "reading does not wait")
            refused = client.ask("POST", "/api/accounts", {"name": "Refused"})
            self.assertEqual(refused.status, 503, refused.text)
            other.execute("ROLLBACK")
            other.close()
            self.assertEqual(client.ask("POST", "/api/accounts", {"name": "Again"}).status, 201)
            names = [account["name"] for account in client.ask("GET", "/api/accounts").json()["accounts"]]
            self.assertEqual(names, ["Waited", "Again"])
        finally:
            server.stop()
        self.check(data)


def load_tests(loader, _, __):
    """Each test once, although the classes share a base."""
    suite = unittest.TestSuite()
    for case in (Crashes, PowerCuts, Troubles):
        own = [name for name in loader.getTestCaseNames(case) if name in vars(case)]
        suite.addTests(case(name) for name in own)
    return suite


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
