import { defineConfig } from "vitest/config";

/// Pictures of every page, into out/shots of the project: `npm run build`, then `npm run shots [-- -t WORD]`.
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/shots.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
