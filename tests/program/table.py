"""Reads role_table.txt and error_cases.txt: how each operation is asked, and what each role gets."""

import json
import os
import re
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass
class Asking:
    """How an operation is asked: `deal=lead ?limit=1 If-Match:x {"name":"x"}`. `<dana>` and `lead` are names of the
    world; a word with a colon is a header."""

    values: dict = field(default_factory=dict)
    query: str = ""
    body: str = ""
    headers: list = field(default_factory=list)
    shown_by: str = ""  # `by BulkChanges.AreCancelled`: a test of its own brings it about.

    def target(self, operation, world):
        standard = {"deal": "open", "account": "gear", "contact": "dana", "process": "small", "team": "north",
                    "person": "viewer", "token": "token", "view": "view", "job": "job"}
        words = {**standard, **self.values}
        return operation.target({name: world.names.get(word, word) for name, word in words.items()}) \
            + world.fill(self.query)

    def filled_body(self, world):
        return json.loads(world.fill(self.body)) if self.body else None


def parse_asking(text):
    if text.strip().startswith("by "):
        return Asking(shown_by=text.split()[1])
    words, _, body = text.partition("{")
    asking = Asking(body="{" + body if body else "")
    for word in words.split():
        if word.startswith("?"):
            asking.query = word
        elif re.match(r"[A-Z][\w-]+:", word):
            asking.headers.append(tuple(word.split(":", 1)))
        else:
            name, _, value = word.partition("=")
            asking.values[name] = value
    return asking


@dataclass
class Row:
    operation: str
    statuses: list
    asking: Asking


def lines_of(name):
    with open(os.path.join(HERE, name)) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n")


def read_rows(name):
    """Lines of `METHOD PATH STATUS... | ASKING`, by operation, in their order."""
    rows = {}
    for line in lines_of(name):
        left, _, asked = line.partition("|")
        method, path, *statuses = left.split()
        row = Row(f"{method} {path}", [word if not word.isdigit() else int(word) for word in statuses],
                  parse_asking(asked))
        rows.setdefault(row.operation, []).append(row)
    return rows


def to_line(operation, statuses, asked=""):
    cells = " ".join(f"{status:<4}" for status in statuses)
    return re.sub(r"\s+$", "", f"{operation:<62} {cells}| {asked}")
