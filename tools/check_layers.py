#!/usr/bin/env python3
"""Holds the #include lines of src/ to the layers of ARCHITECTURE.md. Exits 1 and names each breach."""

import pathlib
import re
import sys

MAY_INCLUDE = {
    "base": set(),
    "process": {"base"},
    "history": {"base", "process"},
    "selling": {"base", "process", "history"},
    "measures": {"base", "process", "history"},
    "sample": {"base", "process", "history", "selling"},
    "drawing": {"base", "process", "history", "measures"},
    "report": {"base", "process", "history", "measures", "drawing"},
    "store": {"base", "process", "history", "selling", "measures"},
    "http": {"base", "process", "history", "selling", "measures", "drawing", "report", "store", "sample"},
    "cli": {"base", "process", "history", "selling", "measures", "sample", "drawing", "report", "store", "http"},
}
# Kept out of headers: slow to compile, or a format that the domain does not speak.
BANNED_IN_HEADERS = ("boost/json", "boost/beast", "yaml-cpp", "expat", "librsvg", "cairo", "date/tz", "CLI/",
                     "sqlite3", "libpq", "sodium", "openssl", "boost/asio", "spdlog")
# Wrappers of such a library, for .cpp files alone.
WRAPPERS = {"history/xml_parser.h", "http/beast.h", "http/connection.h", "http/tls.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


def breaches(source: pathlib.Path, root: pathlib.Path):
    folder = source.relative_to(root).parts[0]
    if folder == "main.cpp":
        return
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        target = match.group(1)
        used = target.split("/")[0]
        place = f"{source}:{number}"
        if used in MAY_INCLUDE and used != folder and used not in MAY_INCLUDE[folder]:
            yield f"{place}: {folder} may not include {target}"
        is_header = source.suffix == ".h" and folder != "cli"
        is_wrapper = str(source.relative_to(root)) in WRAPPERS
        if is_header and not is_wrapper and target in WRAPPERS:
            yield f"{place}: {target} is for .cpp files"
        if is_header and not is_wrapper and target.startswith(BANNED_IN_HEADERS):
            yield f"{place}: {target} belongs in a .cpp, not in a header"


def main() -> int:
    root = pathlib.Path(__file__).resolve().parent.parent / "src"
    unknown = [p.name for p in root.iterdir() if p.is_dir() and p.name not in MAY_INCLUDE]
    found = [f"src/{name}: no layer is stated for this folder" for name in unknown]
    for source in sorted(root.rglob("*.h")) + sorted(root.rglob("*.cpp")):
        found.extend(breaches(source, root))
    print("\n".join(found) if found else "layers: every include is allowed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
