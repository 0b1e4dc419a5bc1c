import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

/** Where a Waggle answers HTTP, for `npm run dev`. */
const waggle = process.env['WAGGLE_HTTP'] ?? 'http://127.0.0.1:8080';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };

export default defineConfig({
  define: { VERSION: JSON.stringify(version) },
  base: './',
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
          // What is always loaded together is one file: it is smaller than its parts.
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
