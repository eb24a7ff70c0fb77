// Makes src/api/schema.d.ts from the server's OpenAPI document and src/api/map.d.ts from the schema of maps.
// Usage: node tools/make_api.mjs OPENAPI.json [--check]. With --check it fails where the files differ.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import openapi, { astToString } from "openapi-typescript";

const [document, flag] = process.argv.slice(2);
if (!document) {
  console.error("Usage: node tools/make_api.mjs OPENAPI.json [--check]");
  process.exit(2);
}
const api = join(import.meta.dirname, "../src/api");
const head = "// Made by `./dev api` from what the server says of itself. Do not edit.\n\n";

/// The definitions of the map's schema, as the components of an OpenAPI document without paths.
async function map_document() {
  const path = join(import.meta.dirname, "../../docs/schema/map-1.schema.json");
  const schema = JSON.parse((await readFile(path, "utf8")).replaceAll("#/$defs/", "#/components/schemas/"));
  return {
    openapi: "3.1.0",
    info: { title: "Map", version: "1" },
    paths: {},
    components: { schemas: schema.$defs },
  };
}

const wanted = new Map([
  ["schema.d.ts", JSON.parse(await readFile(document, "utf8"))],
  ["map.d.ts", await map_document()],
]);
let differs = false;
for (const [name, source] of wanted) {
  const text = head + astToString(await openapi(source, { alphabetize: false, defaultNonNullable: false }));
  const path = join(api, name);
  if (flag !== "--check") await writeFile(path, text);
  else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    console.error(`web/src/api/${name} is not what the server says. Run ./dev api and commit the result.`);
    differs = true;
  }
}
process.exit(differs ? 1 : 0);
