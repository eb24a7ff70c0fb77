#!/usr/bin/env python3
"""How the server holds under load, beside nginx and plain SQLite in the same run.

    load.py PROGRAM [SECONDS]

Rounds take turns, so that what else the machine does hits both sides; ratios of medians count. PROGRAM is a release
build. Needs wrk and nginx-light of Debian, and installs them where it may.
"""

import os
import selectors
import shutil
import socket
import sqlite3
import sys
import tempfile
import threading
import time

import serving
from world import World

ROUNDS = 5
WRITERS = 64
SLOW = 2000

ENTRIES_LUA = """
-- Every request enters a stage of another deal, so that no two clients wait for the same one.
local threads, made = 0, {}
function setup(thread) thread:set("number", threads); threads = threads + 1 end
function init(args)
  first, count, turn = tonumber(args[1]) + number * tonumber(args[2]), tonumber(args[2]), tonumber(args[3])
  -- wrk takes one request of the first thread to look at, and never sends it.
  asked = number == 0 and -1 or 0
  wrk.headers["Content-Type"] = "application/json"
end
function request()
  local stage = (math.floor(asked / count) + turn) % 2 == 0 and "b" or "a"
  local path = "/api/deals/" .. (first + asked % count) .. "/stage-entries"
  asked = asked + 1
  return wrk.format("POST", path, nil, '{"stage":"' .. stage .. '"}')
end
"""

DIRECT = """stagecraft: 1
id: direct
name: Direct
currency: EUR
stages: [{id: a, name: A, exit: [{id: x, text: the prospect agrees, required: false}]}, {id: b, name: B}]
outcomes: [{id: won, name: Won, kind: won, on_leaving: b}, {id: lost, name: Lost, kind: lost}]
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def reading(server, world, folder, seconds):
    """A deal with its guide, against a file of the same size."""
    path = f"/api/deals/{world.names['open']}"
    cookie = world.cookies["rep"]
    body = server.client(cookie=cookie).ask("GET", path).text
    nginx = serving.Nginx(folder + "/nginx", body, free_port())
    try:
        time.sleep(0.3)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs.append(serving.wrk(f"http://127.0.0.1:{nginx.port}/file", seconds, 256))
            ours.append(serving.wrk(server.address + path, seconds, 256, cookie))
    finally:
        nginx.stop()
    failed = sum(load.failed for load in (*ours, *theirs))
    rate, nginx_rate = (serving.median([load.rate for load in loads]) for loads in (ours, theirs))
    print(f"a deal, {len(body)} bytes, 256 connections: {rate:,.0f}/s, nginx {nginx_rate:,.0f}/s, {failed} failed")
    serving.verdict("reading a deal / nginx", rate / nginx_rate, ">= 0.4", rate >= 0.4 * nginx_rate and not failed)


def plain_sqlite(folder, seconds, journal):
    """Commits of one row a second, each on the disk before the next. SQLite as it comes has the journal 'delete'."""
    db = sqlite3.connect(f"{folder}/plain-{journal}.db", isolation_level=None)
    db.execute(f"PRAGMA journal_mode={journal}")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE IF NOT EXISTS rows_of_bench (id INTEGER PRIMARY KEY, text TEXT)")
    begin, count = time.monotonic(), 0
    while time.monotonic() - begin < seconds:
        db.execute("INSERT INTO rows_of_bench (text) VALUES ('a row of some length')")
        count += 1
    rate = count / (time.monotonic() - begin)
    db.close()
    return rate


def make_deals(server, cookie, process, count):
    """Many deals by several clients; the number of the first. They are numbered without gaps."""
    firsts = []

    def make(share):
        client = server.client(cookie=cookie)
        for _ in range(share):
            made = client.ask("POST", "/api/deals", {"name": "Load", "process": process, "qualify": True, "stage": "a"})
            assert made.status == 201, made.text
            firsts.append(made.json()["id"])

    threads = [threading.Thread(target=make, args=(count // 8,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return min(firsts)


def writing(server, world, folder, seconds):
    """Stage entries through HTTP, rights, gate, fold and copies, against commits of one row by SQLite alone."""
    cookie = world.cookies["rep"]
    admin = server.client(cookie=world.cookies["administrator"])
    process = admin.ask("POST", "/api/processes", {"text": DIRECT}).json()["process"]
    published = admin.ask("POST", f"/api/processes/{process}/versions", {})
    assert published.status == 201, published.text
    deals = 2000
    script = folder + "/entries.lua"
    with open(script, "w") as file:
        file.write(ENTRIES_LUA)
    ours, theirs, write_ahead = [], [], []
    for _ in range(ROUNDS):
        first = make_deals(server, cookie, process, deals)
        theirs.append(plain_sqlite(folder, seconds, "delete"))
        write_ahead.append(plain_sqlite(folder, seconds, "wal"))
        ours.append(serving.wrk(server.address, seconds, WRITERS, cookie, script, (first, deals // 2, 0)))
    failed = sum(load.failed for load in ours)
    rate, plain, wal = serving.median([load.rate for load in ours]), serving.median(theirs), serving.median(write_ahead)
    print(f"stage entries of {WRITERS} clients: {rate:,.0f}/s, plain SQLite {plain:,.0f} commits/s, "
          f"with a write-ahead log {wal:,.0f}, {failed} failed")
    serving.verdict("durable writes / plain SQLite", rate / plain, ">= 3", rate >= 3 * plain and not failed)
    print(f"durable writes / SQLite with a write-ahead log: {rate / wal:.2f}")


class SlowClients:
    """Half of them say nothing, half of them a byte a second; who is closed comes again."""

    def __init__(self, port, count):
        self.address, self.count = ("127.0.0.1", port), count
        self.stop = threading.Event()
        self.are_there = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        self.are_there.wait(60)

    def connect(self):
        made = socket.create_connection(self.address)
        made.setblocking(False)
        return made

    def run(self):
        with selectors.DefaultSelector() as selector:
            for number in range(self.count):
                selector.register(self.connect(), selectors.EVENT_READ, number)
            self.are_there.set()
            letters = b"GET /api/deals HTTP/1.1\r\nHost: slow\r\nX-Nothing: " + b"a" * 10000
            said = 0
            while not self.stop.wait(1.0):
                self.renew(selector)
                for key in list(selector.get_map().values()):
                    if key.data % 2 == 0:
                        try:
                            key.fileobj.send(letters[said:said + 1])
                        except OSError:
                            pass
                said += 1
            for key in list(selector.get_map().values()):
                key.fileobj.close()

    def renew(self, selector):
        for key, _ in selector.select(0):
            try:
                is_closed = key.fileobj.recv(4096) == b""
            except OSError:
                is_closed = True
            if is_closed:
                selector.unregister(key.fileobj)
                key.fileobj.close()
                selector.register(self.connect(), selectors.EVENT_READ, key.data)

    def end(self):
        self.stop.set()
        self.thread.join()


def beside_slow_clients(server, world, seconds):
    path, cookie = f"/api/deals/{world.names['open']}", world.cookies["rep"]
    alone, beside = [], []
    for _ in range(ROUNDS):
        alone.append(serving.wrk(server.address + path, seconds, 16, cookie))
        slow = SlowClients(server.port, SLOW)
        try:
            beside.append(serving.wrk(server.address + path, seconds, 16, cookie))
        finally:
            slow.end()
    before, after = (serving.median([load.p99_ms for load in loads]) for loads in (alone, beside))
    failed = sum(load.failed for load in (*alone, *beside))
    print(f"p99 of 16 clients: {before:.2f} ms alone, {after:.2f} ms beside {SLOW} idle or slow ones, {failed} failed")
    serving.verdict("p99 beside slow clients / alone", after / before, "<= 2", after <= 2 * before and not failed)


def main():
    program, seconds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    serving.need("wrk", "wrk")
    serving.many_files()
    # Beside the program, since /tmp may be memory and not the disk.
    folder = tempfile.mkdtemp(prefix="load-", dir=os.path.dirname(program))
    try:
        world = World(program, folder + "/data")
        server = serving.serve(program, folder + "/data")
        try:
            reading(server, world, folder, seconds)
            writing(server, world, folder, seconds)
            beside_slow_clients(server, world, seconds)
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
