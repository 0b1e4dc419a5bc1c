// Writes src/generated/errors.ts from the error registry's page, docs/errors.md, which a test of the server keeps equal to the
// registry.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const page = new URL('../../../../docs/errors.md', import.meta.url);
const target = new URL('../src/generated/errors.ts', import.meta.url);

const rows = readFileSync(page, 'utf8')
  .split('\n')
  .map((line) => line.match(/^\| `([a-z-]+)` \| \d+ \| 0x[0-9A-F]+ \| (yes|no) \| (.+) \|$/))
  .filter((match) => match !== null)
  .map(([, code, retry, advice]) => ({ code, retryable: retry === 'yes', advice }));
if (rows.length === 0) {
  throw new Error(`${page.pathname} has no table of errors`);
}

const text = `// Generated from docs/errors.md by scripts/generate-errors.mjs.

/** Every code with which the server refuses something, and whether the same request may succeed later. */
export const errorCodes = {
${rows.map(({ code, retryable, advice }) => `  /** ${advice} */\n  '${code}': ${retryable},`).join('\n')}
} as const;
`;
mkdirSync(new URL('.', target), { recursive: true });
writeFileSync(target, text);
