#!/usr/bin/env python3
"""How long lists, search and deal pages take where there are many deals; start-up; memory.

    scale.py PROGRAM [DEALS [SECONDS]]      KEEP=DIR keeps the workspace for another run

16 clients ask in a closed loop, one kind of page after the other. PROGRAM is a release build.
"""

import json
import os
import random
import re
import shutil
import sys
import tempfile
import time

import serving
from big_workspace import fill

CLIENTS = 16

PATHS_LUA = """
local paths, number, threads = {}, 0, 0
function setup(thread) thread:set("number", threads); threads = threads + 1 end
function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  number = number * 7919
end
function request()
  number = number + 1
  return wrk.format("GET", paths[number % #paths + 1])
end
"""


def pages(server, cookie, chance):
    """Kinds of pages, and the addresses that each is asked under; names and cursors are of what is there."""
    client = server.client(cookie=cookie)
    sample = [deal for cursor in (1, 2, 3) for deal in
              client.ask("GET", f"/api/deals?limit=500&order={('id', 'name', 'last_event_at')[cursor - 1]}").json()["deals"]]
    ids = [deal["id"] for deal in sample]
    last = max(client.ask("GET", "/api/deals?order=id&descending=true&limit=1").json()["deals"][0]["id"], 1000)
    words = sorted({word for deal in sample for word in deal["name"].split()})
    seen = [number for number in (chance.randrange(1, last) for _ in range(600))
            if client.ask("GET", f"/api/deals/{number}").status == 200][:300]
    orders = ("id", "name", "amount_minor", "created_at", "stage_entered_at", "expected_close", "next_due", "last_event_at")
    lists = [f"/api/deals?order={order}&descending={down}&limit=50" for order in orders for down in ("true", "false")]
    filters = ["stage=needs", "status=open", "outcome=ordered", "channel=web&stage=offer", "status=won&order=created_at",
               "without_next_step=true", "amount_from=110000&currency=EUR", "next_due_before=2099-12-31&order=next_due",
               "process=1&status=open&order=last_event_at&descending=true", "stage=needs&order=name",
               "account=100&order=created_at"]
    rare = ["campaign=none", "channel=none&order=name", "status=lead&order=last_event_at&descending=true",
            "outcome=none&order=created_at", "currency=USD&order=name", "without_next_step=true&order=name",
            "expected_close_before=1990-01-01&order=name", "owner=2&stage=needs&order=name", "campaign=none&order=attention",
            "status=open&channel=web&team=1&order=name"]
    second, cursor = [], ""
    for _ in range(40):
        cursor = quoted(client.ask("GET", f"/api/deals?order=name&cursor={cursor}").json()["next"])
        second.append(f"/api/deals?order=name&cursor={cursor}")
    return {
        "deal": [f"/api/deals/{number}" for number in seen or ids],
        "deal's history": [f"/api/deals/{number}/events" for number in seen or ids],
        "list by each order": lists,
        "list with filters": ["/api/deals?" + question for question in filters],
        "list by what few have": ["/api/deals?" + question for question in rare],
        "list by beginning of a name": [f"/api/deals?name={word[:4]}" for word in words],
        "later pages": [path for path in second if not path.endswith("=")],
        "contacts": [f"/api/contacts?order=name&name={word[:3]}" for word in words] + ["/api/contacts?limit=200"],
        "accounts": ["/api/accounts", "/api/accounts?order=name"] +
                    [f"/api/accounts?order=name&name={word[:3]}" for word in words],
        "search, a word": [f"/api/search?q={word}" for word in words],
        "search, two words": [f"/api/search?q={a}+{b[:3]}" for a, b in zip(words, reversed(words))],
        "promises": ["/api/promises?open=true&limit=50", "/api/promises?due_before=2099-12-31&limit=50"],
        "stage counts": ["/api/processes/1/stage-counts"],
        "list by attention": ["/api/deals?order=attention&process=1&limit=50"],
        "slipping deals": ["/api/slipping-deals"],
    }


def quoted(text):
    return "".join(c if c.isalnum() else f"%{ord(c):02X}" for c in text)


def memory_mb(pid):
    """Now, and at the most."""
    with open(f"/proc/{pid}/status") as file:
        found = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", file.read()))
    return int(found["VmRSS"]) / 1024, int(found["VmHWM"]) / 1024


def start(program, data):
    """A server that is ready, and how many seconds that took."""
    begin = time.monotonic()
    server = serving.serve(program, data)
    while server.client().ask("GET", "/ready").status != 200:
        time.sleep(0.005)
    return server, time.monotonic() - begin


def measure(server, cookies, folder, seconds):
    script, chance = folder + "/paths.lua", random.Random(7)
    with open(script, "w") as file:
        file.write(PATHS_LUA)
    worst = failed = 0
    for role in ("administrator", "rep"):
        for name, paths in pages(server, cookies[role], chance).items():
            if not paths:
                continue
            listed = folder + "/paths.txt"
            with open(listed, "w") as file:
                file.write("\n".join(paths) + "\n")
            load = serving.wrk(server.address, seconds, CLIENTS, cookies[role], script, (listed,), threads=1)
            worst, failed = max(worst, load.p99_ms), failed + load.failed
            print(f"{role:<14} {name:<30} p50 {load.p50_ms:8.2f} ms   p99 {load.p99_ms:8.2f} ms   "
                  f"{load.rate:8.0f}/s   {load.failed} failed", flush=True)
    return worst, failed


def main():
    program = os.path.abspath(sys.argv[1])
    deals = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    serving.need("wrk", "wrk")
    serving.many_files()
    folder = tempfile.mkdtemp(prefix="scale-", dir=os.path.dirname(program))
    kept = os.environ.get("KEEP", folder)
    try:
        data = kept + "/big"
        if not os.path.exists(data):
            cookies = fill(program, data, deals)
            with open(kept + "/cookies.json", "w") as file:
                json.dump(cookies, file)
        with open(kept + "/cookies.json") as file:
            cookies = json.load(file)
        server, seconds_to_start = start(program, data)
        try:
            worst, failed = measure(server, cookies, folder, seconds)
            now, most = memory_mb(server.process.pid)
            # Figures bring the whole history into memory.
            begin = time.monotonic()
            figures = server.client(cookie=cookies["administrator"]).ask("GET", "/api/processes/1/measures")
            print(f"figures of the whole history: {figures.status} in {time.monotonic() - begin:.1f} s")
            with_log, most_with_log = memory_mb(server.process.pid)
        finally:
            server.stop()
        print(f"memory: {now:.0f} MB ({most:.0f} at the most); with the live history {with_log:.0f} MB ({most_with_log:.0f})")
        serving.verdict("worst p99 of a page, ms", worst, "< 50", worst < 50 and not failed)
        serving.verdict("start-up, s", seconds_to_start, "< 3", seconds_to_start < 3)
        serving.verdict("memory with the live history, MB", most_with_log, "< 600", most_with_log < 600)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
