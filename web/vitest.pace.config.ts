import { defineConfig } from "vitest/config";

/// Measures the pages on a large workspace: `npm run build`, then `npm run pace`. See docs/pace.md.
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/pace/pace.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 1_800_000,
    hookTimeout: 900_000,
    disableConsoleIntercept: true,
  },
});
