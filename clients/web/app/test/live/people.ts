import { deflateSync } from 'node:zlib';
import {
  createHttp,
  memorySession,
  sessionTokens,
  storedSession,
  systemClock,
  systemRandomness,
  uploadMedia,
  type Http,
  type Session,
} from '@waggle/sdk';

/** The running server; the address comes from the environment. */
export const baseUrl = process.env['WAGGLE_HTTP'] ?? '';

const environment = { clock: systemClock, random: systemRandomness, fetch: globalThis.fetch };
export const password = 'a password for tests';
let last = 0;

/** A user who acts over HTTP, beside the pages. */
export interface User {
  readonly uid: string;
  readonly username: string;
  readonly http: Http;
  readonly session: Session;
  say(to: { u: string } | { g: string }, text: string): Promise<{ conversation: string; seq: number }>;
}

export const freshName = (name: string): string => {
  last += 1;
  return `${name}-${Date.now().toString(36)}${process.pid.toString(36)}${String(last)}`;
};

export async function newUser(name: string, nickname = name): Promise<User> {
  const username = freshName(name);
  const anonymous = createHttp({ baseUrl, environment });
  await anonymous('POST /v1/accounts', { body: { username, password, nickname } });
  const session = await anonymous('POST /v1/sessions', {
    body: { username, password, device: { name: 'A test', platform: 'other' } },
  });
  const tokens = sessionTokens(memorySession(storedSession(session, Date.now())), anonymous, environment);
  const http = createHttp({ baseUrl, tokens, environment });
  return { uid: session.uid, username, http, session, say: (to, text) => http('POST /v1/messages', { body: { to, text } }) };
}

export async function befriend(...users: User[]): Promise<void> {
  for (const [index, one] of users.entries()) {
    for (const other of users.slice(index + 1)) {
      await one.http('POST /v1/friend-requests', { body: { to: other.uid } });
      await other.http('POST /v1/friend-requests', { body: { to: one.uid } });
    }
  }
}

export async function upload(user: User, content: Uint8Array<ArrayBuffer>, name: string, type: string): Promise<string> {
  const { mediaId } = await uploadMedia(user.http, new Blob([content], { type }), { name, type });
  return mediaId;
}

/** Draws a picture: each pixel from its place. */
export function png(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Uint8Array<ArrayBuffer> {
  const raw = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      const [r, g, b] = colour(x / width, y / height);
      raw[at] = r;
      raw[at + 1] = g;
      raw[at + 2] = b;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(raw)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), 8 + data.length);
  return out;
}

function crc(data: Buffer): number {
  let value = ~0;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
  }
  return ~value >>> 0;
}

/** A landscape at a time of the day. */
export const landscape = (hue: number) =>
  png(960, 640, (x, y) => {
    const hill = 0.62 + 0.09 * Math.sin(x * 5 + hue) + 0.04 * Math.sin(x * 13 + hue * 2);
    const near = 0.78 + 0.06 * Math.sin(x * 4 + hue * 3);
    if (y > near) return [40 + 30 * y, 84 + 20 * hue, 52];
    if (y > hill) return [84, 128 - 20 * hue, 104];
    const sun = Math.hypot(x - 0.3 - hue * 0.1, (y - 0.36) * 0.667);
    if (sun < 0.075) return [255, 244, 214];
    return [250 - 90 * (1 - y) * hue, 196 + 20 * y, 150 + 90 * (1 - y)];
  });
