import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/// Writes X.br and X.gz beside each file that gets smaller by it; the server chooses by Accept-Encoding.
function precompressed(): Plugin {
  return {
    name: "precompressed",
    apply: "build",
    async closeBundle() {
      const root = join(import.meta.dirname, "dist");
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      const texts = entries.filter((e) => e.isFile() && /\.(html|js|css|svg|json)$/.test(e.name));
      await Promise.all(
        texts.map(async (entry) => {
          const path = join(entry.parentPath, entry.name);
          const plain = await readFile(path);
          const small = [
            [".gz", await promisify(gzip)(plain, { level: 9 })],
            [
              ".br",
              await promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
            ],
          ] as const;
          for (const [ending, bytes] of small)
            if (bytes.length < plain.length * 0.95) await writeFile(path + ending, bytes);
        }),
      );
    },
  };
}

/// Asks for the letters of the text as soon as the page is there: when they come after the first paint, all lines move.
function preloaded_letters(): Plugin {
  return {
    name: "preloaded-letters",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        const files = Object.keys(bundle ?? {}).filter((name) =>
          /source-sans-3-latin-wght-normal-[^/]*\.woff2$/.test(name),
        );
        if (files.length !== 1)
          throw new Error(`one file of Latin letters was expected, there are ${files.length}`);
        const attrs = {
          rel: "preload",
          href: `/${files[0]}`,
          as: "font",
          type: "font/woff2",
          crossorigin: "",
        };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}

const server = process.env.STAGECRAFT ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss(), preloaded_letters(), precompressed()],
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // The app, and the page that customers see by link.
    rollupOptions: { input: ["index.html", "plan.html"] },
    chunkSizeWarningLimit: 700,
  },
  // The pages of docs/measures are read from the repository.
  server: {
    fs: { allow: [".."] },
    proxy: { "/api": { target: server, changeOrigin: true, headers: { origin: server } } },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test_setup.ts"],
    maxWorkers: 2,
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
  },
} as Parameters<typeof defineConfig>[0]);
