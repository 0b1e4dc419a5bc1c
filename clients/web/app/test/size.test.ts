import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const read = (path: string): string => readFileSync(`${dist}/${path}`, 'utf8');
const size = (paths: Iterable<string>): number => [...paths].reduce((sum, path) => sum + gzipSync(read(path)).length, 0) / 1000;

/** The files that a chunk loads before it runs. */
function withImports(path: string, found = new Set<string>()): Set<string> {
  if (!found.has(path)) {
    found.add(path);
    for (const [, name] of read(path).matchAll(/(?:^|[;}\n])import(?:[^;"'()]*from)?["']\.\/([\w.-]+\.js)["']/g)) {
      withImports(`assets/${name ?? ''}`, found);
    }
  }
  return found;
}

const html = read('index.html');
const assets = readdirSync(`${dist}/assets`).map((name) => `assets/${name}`);
const entry = /src="\.\/(assets\/[\w.-]+\.js)"/.exec(html)?.[1] ?? '';
const first = withImports(entry);
/** The others come with the screens that need them. */
const styles = [...html.matchAll(/href="\.\/(assets\/[\w.-]+\.css)"/g)].map(([, path]) => path ?? '');

/** A new limit needs a reason: people wait for this before they see anything. */
describe('size', () => {
  test('firstLoad_isAtMost60kB', () => {
    expect(size(['index.html', ...first, ...styles])).toBeLessThanOrEqual(60);
  });

  test('chatsWithTheirStore_beforeTheTransport_areAtMost80kB', () => {
    const chunks = ['home-', 'store-'].flatMap((name) =>
      assets.filter((path) => path.startsWith(`assets/${name}`) && path.endsWith('.js')),
    );
    expect(chunks).toHaveLength(2);
    expect(
      size(['index.html', ...styles, ...chunks.reduce((all, path) => withImports(path, all), new Set(first))]),
    ).toBeLessThanOrEqual(80);
  });

  test('mqttAndStore_areChunksOfTheirOwn', () => {
    for (const name of ['mqtt-', 'store-']) {
      expect([...first].some((path) => path.startsWith(`assets/${name}`))).toBe(false);
      expect(assets.some((path) => path.startsWith(`assets/${name}`) && path.endsWith('.js'))).toBe(true);
    }
  });

  test('page_hasNoInlineScriptOrStyle', () => {
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  });

  test('source_neverSetsMarkup', () => {
    const source = fileURLToPath(new URL('../src', import.meta.url));
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
    expect(files.length).toBeGreaterThan(20);
    expect(
      files.filter((name) =>
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySet/.test(readFileSync(`${source}/${name}`, 'utf8')),
      ),
    ).toEqual([]);
  });
});
