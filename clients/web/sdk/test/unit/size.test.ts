import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { describe, expect, test } from 'vitest';

const source = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** Returns the size of what an application loads for this code: minified and compressed, in kB. */
async function sizeOf(code: string, external: string[] = ['mqtt']): Promise<number> {
  const id = '\0application';
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: 'oxc',
      rolldownOptions: { input: 'application', external, preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
    plugins: [
      {
        name: 'application',
        enforce: 'pre',
        resolveId: (name) => (name === 'application' ? id : undefined),
        load: (name) => (name === id ? code : undefined),
      },
    ],
  })) as Rolldown.RolldownOutput;
  const text = output.output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('');
  return Math.round(gzipSync(text).length / 100) / 10;
}

const core = source('core/index.ts');
const store = source('store/index.ts');

/** A new limit needs a reason: an application loads this before it shows anything. */
describe('size', () => {
  test.each([
    ['the HTTP calls', `export { createHttp } from '${core}';`, 2.5],
    ['the core', `export { createClient, createHttp, sessionTokens } from '${core}';`, 9],
    ['the core and the store', `export { createHttp, sessionTokens } from '${core}'; export * from '${store}';`, 20],
    ['the transport', `export { mqttTransport } from '${source('mqtt/index.ts')}';`, 28],
  ])('%s_withoutMqttJs_isSmall', async (_, code, limit) => {
    const size = await sizeOf(code);
    expect(size).toBeGreaterThan(limit / 2);
    expect(size).toBeLessThan(limit);
  });
});
