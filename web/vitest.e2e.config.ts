import { defineConfig } from "vitest/config";

/// Stories in a real browser against the real program: `npm run build`, then `npm run e2e [-- NAME]`. See e2e/README.md.
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.e2e.ts"],
    pool: "forks",
    maxWorkers: Number(process.env.E2E_WORKERS ?? 1),
    // A story has a deadline of its own, which leaves time to keep a picture of what was wrong.
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
