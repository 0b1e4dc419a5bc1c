import { defineConfig } from 'vitest/config';

const { WAGGLE_HTTP, SCREENS } = process.env;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The tests in test/live need a running server, whose address is in WAGGLE_HTTP, and Chromium. Pictures are taken on demand.
    exclude: [
      ...(WAGGLE_HTTP === undefined ? ['test/live/**'] : []),
      ...(SCREENS === undefined ? ['test/live/screens.test.ts'] : []),
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 8_000 } },
    // They wait for pages most of the time.
    maxWorkers: 2,
  },
});
