#!/usr/bin/env python3
"""How a history is imported through the server, and how others are served meanwhile.

    import_load.py PROGRAM [EVENTS]

A simulated history is uploaded, previewed, imported as a job, and imported once more, which adds nothing. Meanwhile, and
for a while before, one client reads deals and one writes, each 50 times a second at most. PROGRAM is a release build.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import serving
from scale import memory_mb
from world import World

MAP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../examples/maps/four-goals.yaml")
PAUSE_SECONDS = 0.02
ALONE_SECONDS = 15


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Client:
    """Asks until it is stopped; how long each answer took, in ms."""

    def __init__(self, server, cookie, ask):
        self.took_ms, self.failed, self.is_ending = [], 0, False
        self.client, self.question = server.client(cookie=cookie), ask
        self.thread = threading.Thread(target=self._ask)
        self.thread.start()

    def _ask(self):
        while not self.is_ending:
            begin = time.monotonic()
            self.failed += self.question(self.client).status >= 300
            self.took_ms.append((time.monotonic() - begin) * 1000)
            time.sleep(PAUSE_SECONDS)

    def stop(self):
        self.is_ending = True
        self.thread.join()
        took = sorted(self.took_ms)
        at = lambda share: took[min(int(share * len(took)), len(took) - 1)]  # noqa: E731
        return f"p50 {at(0.5):.1f} ms, p99 {at(0.99):.1f} ms, most {took[-1]:.1f} ms, {len(took)} asked, {self.failed} failed"


def others(server, cookie, process):
    """A reader and a writer of deals that were there before."""
    client = server.client(cookie=cookie)
    deals = [client.ask("POST", "/api/deals", {"name": f"Beside {n}", "process": process, "qualify": True}).json()["id"]
             for n in range(50)]
    chance = random.Random(7)
    return {
        "reading a deal": Client(server, cookie, lambda c: c.ask("GET", f"/api/deals/{chance.choice(deals)}")),
        "writing a touchpoint": Client(server, cookie, lambda c: c.ask(
            "POST", f"/api/deals/{chance.choice(deals)}/touchpoints", {"kind": "call"})),
    }


def tell(when, clients):
    for name, one in clients.items():
        print(f"  {name} {when}: {one.stop()}", flush=True)


def run_job(server, cookie, command):
    client = server.client(cookie=cookie)
    job = client.ask("POST", "/api/imports", command)
    assert job.status == 201, job.text
    path = job.headers["location"]
    begin, cpu, read_at = time.monotonic(), cpu_seconds(server.process.pid), None
    while (job := client.ask("GET", path).json())["state"] in ("queued", "running"):
        if read_at is None and job["total"]:
            read_at = time.monotonic() - begin
        time.sleep(0.2)
    assert job["state"] == "done", job
    return job["report"], time.monotonic() - begin, cpu_seconds(server.process.pid) - cpu, read_at


def timed(what, ask):
    begin = time.monotonic()
    answer = ask()
    assert answer.status in (200, 201), answer.text
    print(f"{what}: {time.monotonic() - begin:.1f} s", flush=True)
    return answer.json()


def measure(server, cookie, history):
    client = server.client(cookie=cookie, timeout=600)
    with open(MAP) as file:
        process = client.ask("POST", "/api/processes", {"text": file.read()}).json()["process"]
    assert client.ask("POST", f"/api/processes/{process}/versions", {}).status == 201
    uploads = []
    for name in (history, history.replace(".csv", ".deals.csv")):
        with open(name, "rb") as file:
            bytes_of_file = file.read()
        made = timed(f"upload and preview of {len(bytes_of_file) / 1e6:.0f} MB", lambda: client.ask(
            "POST", f"/api/uploads?name={os.path.basename(name)}&process={process}", bytes_of_file,
            {"Content-Type": "text/csv"}.items()))
        uploads.append(made["upload"]["id"])
    timed("preview of both", lambda: client.ask(
        "POST", "/api/import-previews", {"uploads": uploads, "process": process}))
    command = {"uploads": uploads, "process": process, "system": "sample"}
    print(f"memory before: {memory_mb(server.process.pid)[0]:.0f} MB")
    beside = others(server, cookie, process)
    time.sleep(ALONE_SECONDS)
    tell("without an import", beside)
    for turn in ("import", "the same again"):
        beside = others(server, cookie, process)
        report, seconds, cpu, read_at = run_job(server, cookie, command)
        now, most = memory_mb(server.process.pid)
        read = "" if read_at is None else f", {read_at:.1f} s of them until files were read"
        print(f"{turn}: {report['events_added']} events added, {report['events_known']} known, {report['deals_created']} deals "
              f"made, {report['deals_unchanged']} unchanged in {seconds:.0f} s{read}; {cpu:.0f} s of processor, "
              f"{(report['events_added'] + report['events_known']) / seconds:.0f} events a second, "
              f"memory {now:.0f} MB ({most:.0f} at the most)", flush=True)
        tell("meanwhile", beside)


def main():
    program, events = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "1000000"
    folder = tempfile.mkdtemp(prefix="import-", dir=os.environ.get("KEEP", os.path.dirname(program)))
    try:
        history = folder + "/history.csv"
        subprocess.run([program, "sample", "--map", MAP, "--events", events, "-o", history], check=True)
        world = World(program, folder + "/data")
        server = serving.serve(program, folder + "/data")
        try:
            measure(server, world.cookies["administrator"], history)
        finally:
            server.stop()
        subprocess.run([program, "workspace", "check", "--data", folder + "/data"], check=True)
    finally:
        if "KEEP" not in os.environ:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
