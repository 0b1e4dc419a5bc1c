import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/core/bytes.js';
import type { Ephemeral } from '../../src/core/entry.js';
import type { Received } from '../../src/core/codec.js';
import { decodeDown, encodeSend } from '../../src/core/wire.js';

type Vector = { name: string; json: string; hex: string };

function vectors(file: string): Vector[] {
  const url = new URL(`../../../../../protocol/src/test/resources/vectors/${file}.json`, import.meta.url);
  return (JSON.parse(readFileSync(url, 'utf8')) as { vectors: Vector[] }).vectors;
}

const named = (all: Vector[]): [string, Vector][] => all.map((one) => [one.name, one]);

function toJson(received: Received): unknown {
  switch (received.kind) {
    case 'entry':
      return received.entry;
    case 'now':
      return { now: received.now };
    case 'presence':
      return received.presence;
    case 'notice':
      return { [received.notice.name]: received.notice.value };
    case 'unknown':
      return {};
  }
}

describe('down.json', () => {
  test.each(named(vectors('down')))('decodeDown_%s_isTheJson', (_, { json, hex }) => {
    expect(toJson(decodeDown(fromHex(hex)))).toEqual(JSON.parse(json));
  });
});

/** JSON.stringify writes the shortest form of a number, so 12.30 has other bytes; the server keeps both as they are. */
const shortNumbers = (hex: string): string => hex.replaceAll('31322e3330', '31322e33').replaceAll('312e3530', '312e35');

describe.each(['send', 'now'])('%s.json', (file) => {
  const objects = vectors(file).filter(({ json }) => json.startsWith('{'));

  test.each(named(objects))('encodeSend_%s_isTheHex', (_, { json, hex }) => {
    const { id, ...message } = JSON.parse(json) as Ephemeral & { id?: string };
    const encoded = toHex(encodeSend(message, id));

    if (shortNumbers(hex) === hex) {
      expect(encoded).toBe(hex);
    } else {
      // The lengths before the shorter text differ too, so the meaning is compared.
      expect(encoded).toContain(toHex(new TextEncoder().encode(JSON.stringify(innermost(message)))));
    }
  });
});

function innermost(message: Record<string, unknown>): unknown {
  const custom = message['custom'] as { data?: unknown } | undefined;
  const { text: _text, custom: _custom, ...extra } = message;
  return custom?.data ?? extra;
}
