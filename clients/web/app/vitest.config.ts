import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The tests in test/live need a running server, whose address is in WAGGLE_HTTP, and Chromium.
    exclude: process.env['WAGGLE_HTTP'] === undefined ? ['test/live/**'] : [],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 8_000 } },
    fileParallelism: false,
  },
});
