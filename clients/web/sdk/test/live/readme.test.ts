import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { baseUrl, newFriends, password } from './waggle.js';

/** The program that the examples of the README are together. */
function program(): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  return [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code).join('\n');
}

test('examplesOfTheReadme_compileAndRun', async () => {
  const [alice, bob] = await newFriends();
  const folder = fileURLToPath(new URL('../../dist/readme', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/example.ts`,
    program()
      .replace('http://127.0.0.1:8080', baseUrl)
      .replace("username: 'alice', password: 'demo-password'", `username: '${alice.username}', password: '${password}'`)
      .replace("username: 'bob'", `username: '${bob.username}'`),
  );
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { noEmit: false, rootDir: '.', outDir: '.', noUncheckedIndexedAccess: false },
      files: ['example.ts'],
      include: [],
      exclude: [],
    }),
  );
  const node = process.execPath;
  const tsc = fileURLToPath(import.meta.resolve('typescript/lib/tsc.js'));
  // Its output tells what does not compile.
  const compiled = spawnSync(node, [tsc, '-p', folder], { encoding: 'utf8', timeout: 60_000 });
  expect(compiled.stdout).toBe('');
  const output = execFileSync(node, [`${folder}/example.js`], { encoding: 'utf8', timeout: 60_000 }).split('\n');

  expect(output).toEqual(
    expect.arrayContaining([
      `${alice.username} has found ${bob.username}`,
      'online',
      'stored as number 1',
      expect.stringMatching(/^entry [12]$/),
      'Join the group first',
      'an order of 12.3',
      expect.stringMatching(/^4 entries, 0 pending, older ones: false$/),
    ]),
  );
}, 120_000);
