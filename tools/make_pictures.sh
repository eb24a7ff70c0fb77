#!/usr/bin/env bash
# Makes the pictures of docs/pictures with the release program; the same program and map give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${1:-build/release/stagecraft}
map=examples/maps/four-goals.yaml
history=$(mktemp -d)
trap 'rm -rf "$history"' EXIT

"$program" sample --map $map --seed 7 --deals 6000 --until 2026-06-30 -o "$history/sample.csv" >/dev/null
"$program" map draw $map --view overview -o docs/pictures/overview.svg
"$program" map draw $map --view lanes --width 1300 -o docs/pictures/lanes.svg
"$program" map draw $map --view goal:prove -o docs/pictures/goal.svg
"$program" map draw $map --view measured --history "$history/sample.csv" \
  --from 2025-07-01 --to 2026-01-01 --against-from 2025-01-01 --against-to 2025-07-01 -o docs/pictures/measured-map.svg 2>/dev/null
ls -l docs/pictures
