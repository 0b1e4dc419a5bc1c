import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { baseUrl } from './waggle.js';

test('operations_areThoseOfTheServer', async () => {
  const generator = new URL('../../scripts/generate-operations.mjs', import.meta.url).href;
  const { operations } = (await import(generator)) as { operations(address: string): Promise<string> };
  const committed = readFileSync(new URL('../../src/core/operations.ts', import.meta.url), 'utf8');

  expect(committed, 'run: node scripts/generate-operations.mjs http://127.0.0.1:8080 > src/core/operations.ts').toBe(
    await operations(baseUrl),
  );
});
