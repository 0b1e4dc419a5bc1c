import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Client, Entry, SendHandle } from '../../src/core/index.js';
import { seeded, startProxy, type Proxy } from './proxy.js';
import { eventually, log, newFriends, newGroup, type User } from './waggle.js';

/** Repeats a run: WAGGLE_SDK_SEED=… */
const seed = Number(process.env['WAGGLE_SDK_SEED'] ?? Date.now() % 1_000_000);
const count = 60;

let alice: User;
let bob: User;
let gid: string;
let proxy: Proxy;
const clients: Client[] = [];

function connect(user: User): Client & { entries: Entry[] } {
  const client = Object.assign(user.client({ url: proxy.url }), { entries: [] as Entry[] });
  client.onEntry((entry) => client.entries.push(entry));
  clients.push(client);
  client.connect();
  return client;
}

/** What the log must look like: every message once. */
async function expectStoredOnce(handles: readonly SendHandle[]): Promise<void> {
  const ids = (await log(alice, gid)).flatMap(({ id, text }) => (id === undefined || text === undefined ? [] : [id]));
  expect([...ids].sort()).toEqual(handles.map(({ id }) => id).sort());
  for (const { to, id } of handles) {
    expect(to).toEqual({ g: gid });
    expect(ids).toContain(id);
  }
}

async function expectReceivedInOrder(client: { entries: Entry[] }): Promise<void> {
  const expected = (await log(alice, gid)).map(({ seq }) => seq);
  const last = expected.at(-1) ?? 0;
  await eventually(
    'everything has arrived',
    () => client.entries.filter(({ conversation }) => conversation === gid).at(-1)?.seq === last,
  );
  const seqs = client.entries.filter(({ conversation }) => conversation === gid).map(({ seq }) => seq);
  expect(seqs).toEqual(expected.slice(expected.indexOf(seqs[0] ?? 0)));
}

beforeEach(async () => {
  [alice, bob] = await newFriends();
  gid = await newGroup(alice, bob);
  proxy = await startProxy(alice.session.mqtt.ws);
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await proxy.close();
});

describe(`faults, seed ${String(seed)}`, () => {
  test('connectionIsCutAgainAndAgain_everythingOnceAndInOrder', async () => {
    const next = seeded(seed);
    const [a, b] = [connect(alice), connect(bob)];
    await Promise.all([a.synced(), b.synced()]);
    const handles: SendHandle[] = [];
    for (let i = 0; i < count; i++) {
      handles.push(a.send({ g: gid }, { text: `a ${String(i)}` }), b.send({ g: gid }, { text: `b ${String(i)}` }));
      if (next() < 0.15) {
        await new Promise((resolve) => setTimeout(resolve, next() * 100));
        proxy.cut();
      }
    }
    await Promise.all(handles.map(({ stored }) => stored));

    expect(proxy.connections()).toBeGreaterThan(2);
    await expectStoredOnce(handles);
    await expectReceivedInOrder(a);
    await expectReceivedInOrder(b);
    for (const prefix of ['a', 'b']) {
      const sent = (await log(alice, gid)).flatMap(({ text }) => (text?.startsWith(prefix) === true ? [text] : []));
      expect(sent).toEqual(Array.from({ length: count }, (_, i) => `${prefix} ${String(i)}`));
    }
  });

  test('slowNetwork_everythingOnceAndInOrder', async () => {
    proxy.delay = 60;
    const [a, b] = [connect(alice), connect(bob)];
    await Promise.all([a.synced(), b.synced()]);
    const handles = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? a : b).send({ g: gid }, { text: String(i) }));
    await Promise.all(handles.map(({ stored }) => stored));

    await expectStoredOnce(handles);
    await expectReceivedInOrder(a);
    await expectReceivedInOrder(b);
  });

  test('networkStalls_wakeFindsOutAndConnectsAgain', async () => {
    const [a, b] = [connect(alice), connect(bob)];
    await Promise.all([a.synced(), b.synced()]);
    proxy.stall();
    const handle = a.send({ g: gid }, { text: 'into the void' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    proxy.resume();
    a.wake();
    b.wake();

    await handle.stored;
    await expectStoredOnce([handle]);
    await expectReceivedInOrder(a);
    await expectReceivedInOrder(b);
  });

  test('bytesAreGarbled_numbersStayCompleteAndInOrder', async () => {
    const next = seeded(seed);
    const b = connect(bob);
    const a = alice.client();
    clients.push(a);
    a.connect();
    await Promise.all([a.synced(), b.synced()]);
    let garbled = 0;
    proxy.garble = (piece) => {
      if (next() < 0.1 && piece.length > 0) {
        const at = Math.floor(next() * Math.min(piece.length, 40));
        piece[at] = (piece[at] ?? 0) ^ (1 << Math.floor(next() * 8));
        garbled += 1;
      }
    };
    const handles = Array.from({ length: count * 2 }, (_, i) => a.send({ g: gid }, { text: String(i) }));
    await Promise.all(handles.map(({ stored }) => stored));
    proxy.garble = () => {};
    b.wake();

    expect(garbled).toBeGreaterThan(0);
    await expectStoredOnce(handles);
    await expectReceivedInOrder(b);
  });
});
