import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig, transformWithOxc, type Plugin } from 'vite';

/** Where a Waggle answers HTTP, for `npm run dev`. */
const waggle = process.env['WAGGLE_HTTP'] ?? 'http://127.0.0.1:8080';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };

/** Builds the service worker, `sw.js`: it is given the names of all files of this build. */
function serviceWorker(): Plugin {
  return {
    name: 'waggle-service-worker',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const hash = createHash('sha256');
      const files = [...Object.keys(bundle).filter((name) => !name.endsWith('.map')), ...readdirSync('public')].sort();
      for (const name of files) {
        const built = bundle[name];
        hash
          .update(name)
          .update(built === undefined ? readFileSync(`public/${name}`) : built.type === 'chunk' ? built.code : built.source);
      }
      const source = readFileSync('sw/sw.ts', 'utf8');
      const { code } = await transformWithOxc(source, 'sw.ts', { lang: 'ts' });
      hash.update(code);
      const build = { version: hash.digest('hex').slice(0, 12), files };
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: `const build = ${JSON.stringify(build)};\n${code}` });
    },
  };
}

export default defineConfig({
  define: { VERSION: JSON.stringify(version) },
  base: './',
  plugins: [serviceWorker()],
  resolve: {
    // virtua is written for React.
    alias: { react: 'preact/compat', 'react-dom': 'preact/compat' },
    dedupe: ['preact'],
  },
  build: {
    target: 'es2024',
    // A data: address would need more in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Modules that are always loaded together are one file, which is smaller than its parts.
          groups: [
            { name: 'base', tags: ['$initial'], priority: 2 },
            { name: 'chats', test: /\/app\/src\/(home|chat\/(chat|content)|inbox\/inbox)\./, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': waggle, '/demo.json': waggle } },
});
