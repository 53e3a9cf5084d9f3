import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts"],
    maxWorkers: "100%",
    server: { deps: { external: [/\/node_modules\//, /\/dist\//] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
