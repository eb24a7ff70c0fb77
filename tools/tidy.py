#!/usr/bin/env python3
"""Runs clang-tidy over the sources, and skips those it has passed before.

usage: tools/tidy.py [-j JOBS] [-s SECONDS] [FILE...]     (default: all of src)

Sources that were changed last come first. After SECONDS no other is begun, and how many were not looked at is said.

A source has passed when clang-tidy found nothing in it, with the same settings, compile command and text of the source
and of every header of ours that it includes. What has passed is remembered as empty files named by a hash of all that,
in $XDG_CACHE_HOME/stagecraft-tidy (default ~/.cache); delete the folder to run everything again, as after an update of a
library. Needs build/dev/compile_commands.json (cmake --preset dev).
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-16"
NOT_LOOKED_AT = object()


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def headers_of(entry):
    """The source and the headers of ours that it includes, as the compiler tells them."""
    words = shlex.split(entry["command"])
    if words[0].endswith("ccache"):
        words = words[1:]
    at = words.index("-o")
    del words[at : at + 2]
    told = run(words + ["-MM"], cwd=entry["directory"], check=True).stdout
    paths = told.replace("\\\n", " ").split()[1:]
    return sorted({str((pathlib.Path(entry["directory"]) / path).resolve()) for path in paths})


def key_of(entry, settings):
    digest = hashlib.sha256(settings)
    digest.update(entry["command"].replace(str(ROOT), "").encode())
    for path in headers_of(entry):
        digest.update(path.replace(str(ROOT), "").encode() + b"\0" + pathlib.Path(path).read_bytes())
    return digest.hexdigest()


def check(entry, settings, passed):
    """What clang-tidy has to say; None: passed before."""
    stamp = passed / key_of(entry, settings)
    if stamp.exists():
        return None
    ran = run([TIDY, "-p", "build/dev", "--quiet", "--warnings-as-errors=*", entry["file"]], cwd=ROOT)
    if ran.returncode == 0:
        stamp.touch()
        return ""
    return ran.stdout or ran.stderr


def all_sources():
    """Those that were changed last come first; without history, or for what is not committed, by name."""
    present = run(["git", "ls-files", "src/*.cpp"], cwd=ROOT, check=True).stdout.split()
    changed = run(["git", "log", "--format=", "--name-only", "--", "src/*.cpp"], cwd=ROOT).stdout.split()
    place = {name: number for number, name in reversed(list(enumerate(changed)))}
    return sorted(present, key=lambda name: (place.get(name, len(changed)), name))


def entries_for(files):
    commands = {entry["file"]: entry for entry in json.loads((ROOT / "build/dev/compile_commands.json").read_text())}
    return [commands[str(ROOT / name)] for name in files or all_sources()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-j", type=int, default=os.cpu_count(), metavar="JOBS")
    parser.add_argument("-s", type=float, default=float("inf"), metavar="SECONDS")
    parser.add_argument("files", nargs="*", metavar="FILE")
    arguments = parser.parse_args()
    cache = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    passed = pathlib.Path(cache) / "stagecraft-tidy"
    passed.mkdir(parents=True, exist_ok=True)
    settings = (ROOT / ".clang-tidy").read_bytes() + run([TIDY, "--version"], check=True).stdout.encode()
    entries = entries_for(arguments.files)
    end = time.monotonic() + arguments.s

    def look(entry):
        return check(entry, settings, passed) if time.monotonic() < end else NOT_LOOKED_AT

    with concurrent.futures.ThreadPoolExecutor(arguments.j) as pool:
        told = list(pool.map(look, entries))
    left = told.count(NOT_LOOKED_AT)
    told = [text for text in told if text is not NOT_LOOKED_AT]
    for text in filter(None, told):
        print(text.rstrip())
    skipped = sum(text is None for text in told)
    bad = sum(bool(text) for text in told)
    print(f"clang-tidy: {len(told)} sources, {skipped} of them passed before, {bad} with findings"
          + (f"; {left} were not looked at in {arguments.s:.0f} s" if left else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
