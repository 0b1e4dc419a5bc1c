import { fromHex, toHex } from './bytes.js';
import type { Clock, Randomness } from './environment.js';

/** Makes a UUIDv7 (RFC 9562): the time in milliseconds, then random bits. */
export function newMessageId(clock: Clock, random: Randomness): string {
  const bytes = new Uint8Array(16);
  bytes.set(random.bytes(16));
  let time = clock.now();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return uuidToText(bytes);
}

export function uuidToText(bytes: Uint8Array): string {
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** @throws RangeError if the text is not a UUID */
export function uuidToBytes(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    throw new RangeError(`"${text}" is not a UUID`);
  }
  return fromHex(text.replaceAll('-', ''));
}
