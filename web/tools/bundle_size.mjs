// node tools/bundle_size.mjs: what a page loads at first, gzipped, told from dist/.vite/manifest.json (`vite build`). Fails where
// that is more than it may be.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = join(import.meta.dirname, "../dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
const limit_kb = 240;
/// Dragging and the bell are not in the way of the first view, but come right after it and count.
const pages = {
  "/run": ["src/features/board/board_page.tsx", "src/features/board/dnd.ts", "src/app/bell.tsx"],
};

/// The chunk and all that it imports, but not what it loads later.
function chunks_of(name, found) {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`The manifest has no '${name}'.`);
  if (found.has(name)) return found;
  found.add(name);
  for (const part of chunk.imports ?? []) chunks_of(part, found);
  return found;
}

function gzipped(file) {
  return gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
}

let is_too_large = false;
for (const [path, entries] of Object.entries(pages)) {
  const chunks = new Set();
  for (const entry of ["index.html", ...entries]) chunks_of(entry, chunks);
  const files = [...new Set([...chunks].map((name) => manifest[name].file))].filter((file) =>
    file.endsWith(".js"),
  );
  const sizes = files.map((file) => [gzipped(file), file]).sort(([a], [b]) => b - a);
  const total_kb = sizes.reduce((all, [size]) => all + size, 0) / 1000;
  for (const [size, file] of sizes) console.log(`${(size / 1000).toFixed(1).padStart(8)} kB  ${file}`);
  console.log(
    `${total_kb.toFixed(1).padStart(8)} kB  JavaScript that ${path} loads at first; at most ${limit_kb}`,
  );
  is_too_large ||= total_kb > limit_kb;
}
if (is_too_large) process.exit(1);
