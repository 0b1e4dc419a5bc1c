import { beforeEach, describe, expect, test } from 'vitest';
import { createClient, type Client, type ClientOptions } from '../../src/core/client.js';
import type { ClientState } from '../../src/core/connection.js';
import type { Entry } from '../../src/core/entry.js';
import { WaggleError } from '../../src/core/errors.js';
import { iterate } from '../../src/core/listeners.js';
import type { Batch } from '../../src/core/receiver.js';
import { bob, FakeClock, FakeRandomness, FakeServer, refused, settled } from './fakes.js';

const uid = '0R5Y2K8GQ3ZZZ';
const did = '0R5Y2K8GQ4DDD';
const bees = '0R5Y2K8GQ4M1T';
const wasps = '0R5Y2K8GQ4M2V';
const ants = '0R5Y2K8GQ4M3X';

let clock: FakeClock;
let random: FakeRandomness;
let server: FakeServer;
let tokens: boolean[];
let client: Client;
let states: ClientState[];
let entries: Entry[];
let faults: WaggleError[];

function make(options: Partial<ClientOptions> = {}): Client {
  client = createClient({
    url: 'ws://waggle',
    uid,
    did,
    transport: server,
    environment: { clock, random },
    tokens: ({ refresh }) => {
      tokens.push(refresh);
      return Promise.resolve(`token ${tokens.length}`);
    },
    ...options,
  });
  states = [];
  entries = [];
  faults = [];
  client.onState((state) => states.push(state));
  client.onEntry((entry) => entries.push(entry));
  client.onFault((fault) => faults.push(fault));
  return client;
}

async function online(options: Partial<ClientOptions> = {}): Promise<Client> {
  make(options).connect();
  await settled();
  return client;
}

const names = (): string[] => states.map(({ name }) => name);
const texts = (): (string | undefined)[] => entries.map(({ text }) => text);

beforeEach(() => {
  clock = new FakeClock();
  random = new FakeRandomness();
  server = new FakeServer();
  tokens = [];
});

describe('connect', () => {
  test('connect_accepted_isOnlineAndThenSynced', async () => {
    await online();

    expect(states).toEqual([
      { name: 'connecting', attempt: 1 },
      { name: 'online', synced: false },
      { name: 'online', synced: true },
    ]);
    expect(server.link.options).toMatchObject({
      clientId: did,
      password: 'token 1',
      properties: { ack: 'batch' },
    });
  });

  test('C1_eachConnect_asksForAToken', async () => {
    await online();
    server.link.end({});
    await clock.pass(500);

    expect(tokens).toEqual([false, false]);
    expect(server.link.options.password).toBe('token 2');
  });

  test.each(['banned', 'session-ended', 'device-replaced', 'bad-credentials'])(
    'R1_connackWith_%s_isTerminal',
    async (reason) => {
      server.onConnect = ({ events }) => events.onEnd({ reasonCode: 0x87, reason });
      await online();

      expect(client.state()).toEqual({ name: 'closed', reason: { code: reason } });
      await clock.pass(600_000);
      expect(server.links).toHaveLength(1);
      expect(await client.closed()).toEqual({ code: reason });
      await expect(client.synced()).rejects.toMatchObject({ code: reason });
    },
  );

  test('R2_tokenExpired_refreshesAndConnectsAtOnce', async () => {
    server.onConnect = ({ options, events }) =>
      options.password === 'token 1' ? events.onEnd({ reasonCode: 0x87, reason: 'token-expired' }) : events.onOpen();
    await online();

    expect(tokens).toEqual([false, true]);
    expect(client.state()).toEqual({ name: 'online', synced: true });
  });

  test('R2_newTokenRefusedToo_isTerminal', async () => {
    server.onConnect = ({ events }) => events.onEnd({ reasonCode: 0x87, reason: 'unauthenticated' });
    await online();

    expect(tokens).toEqual([false, true]);
    expect(client.state()).toMatchObject({ name: 'closed', reason: { code: 'unauthenticated' } });
  });

  test('R3_takenOver_isTerminal', async () => {
    await online();
    server.link.end({ reasonCode: 0x8e });

    expect(client.state()).toEqual({ name: 'closed', reason: { code: 'taken-over' } });
  });

  test('R4_connectPropertiesRefused_isTerminal', async () => {
    server.onConnect = ({ events }) => events.onEnd({ reasonCode: 0x83, reason: 'unknown format' });
    await online();

    expect(client.state()).toMatchObject({ name: 'closed', reason: { code: 'protocol' } });
  });

  test('R5_unknownCode_waits', async () => {
    server.onConnect = ({ events }) => events.onEnd({ reasonCode: 0x87, reason: 'from-the-future' });
    await online();

    expect(client.state()).toMatchObject({ name: 'waiting', reason: { code: 'from-the-future' } });
  });

  test('R6_disconnectWithBanned_isTerminal', async () => {
    await online();
    server.link.end({ reasonCode: 0x98, reason: 'banned' });

    expect(client.state()).toEqual({ name: 'closed', reason: { code: 'banned' } });
  });

  test('C3_failsAgainAndAgain_waitsLongerWithFullJitter', async () => {
    server.down = true;
    random.value = 0.999_999;
    make();
    const times: number[] = [];
    client.onState(() => times.push(clock.now()));
    client.connect();
    await clock.pass(90_000);

    const limits = states.flatMap((state, i) =>
      state.name === 'waiting' ? [Math.round((state.retryAt - times[i]!) / 100) * 100] : [],
    );
    expect(limits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test('C4_lostBeforeItIsStable_backsOffFurther', async () => {
    const begun = clock.now();
    await online();
    server.link.end({});
    await clock.pass(500);
    server.link.end({});
    const soon = client.state();
    await clock.pass(20_000);
    server.link.end({});
    const later = client.state();

    expect(soon).toMatchObject({ name: 'waiting', retryAt: begun + 250 + 250 + 500 });
    expect(later).toMatchObject({ name: 'waiting', retryAt: clock.now() + 250 });
    expect(names().filter((name) => name === 'waiting')).toHaveLength(3);
  });

  test('C5_serverBusy_waitsAtLeastASecond', async () => {
    random.value = 0;
    await online();
    server.link.end({ reasonCode: 0x89, reason: 'unavailable' });

    expect(client.state()).toEqual({ name: 'waiting', reason: { code: 'unavailable' }, retryAt: clock.now() + 1_000 });
  });

  test('C6_wakeWhileWaiting_connectsAtOnce', async () => {
    await online();
    server.link.end({});
    client.wake();
    await settled();

    expect(client.state()).toEqual({ name: 'online', synced: true });
  });

  test('C6_wakeWithoutAnAnswer_connectsAgain', async () => {
    await online();
    server.onRequest = () => 'silent';
    client.wake();
    await clock.pass(5_000);
    server.onRequest = () => undefined;
    await clock.pass(1_000);

    expect(states).toContainEqual(
      expect.objectContaining({ name: 'waiting', reason: expect.objectContaining({ code: 'timeout' }) as unknown }),
    );
    expect(server.links).toHaveLength(2);
  });

  test('C7_tokenCallbackFails_followsItsCode', async () => {
    await online({ tokens: () => Promise.reject(new WaggleError('session-ended')) });
    expect(client.state()).toMatchObject({ name: 'closed', reason: { code: 'session-ended' } });

    await online({ tokens: () => Promise.reject(new TypeError('no network')) });
    expect(client.state()).toMatchObject({ name: 'waiting', reason: { code: 'network' } });
  });

  test('C8_closedWhileConnecting_ignoresTheConnack', async () => {
    server.onConnect = undefined;
    await online();
    const { events } = server.link;
    await client.close();
    events.onOpen();

    expect(client.state()).toEqual({ name: 'closed', reason: { code: 'closed-by-app' } });
  });

  test('connect_afterClose_connectsAgain', async () => {
    await online();
    await client.close();
    client.connect();
    await settled();

    expect(client.state()).toEqual({ name: 'online', synced: true });
  });
});

describe('receive', () => {
  test('F1F2_duplicates_areGivenAwayOnce', async () => {
    await online();
    server.append(bees, ['a', 'b']);
    await settled();
    server.deliver(bees, 1);
    server.deliver(bees, 2);
    await settled();

    expect(texts()).toEqual(['a', 'b']);
  });

  test('F3_hole_isFilledFromTheHistory', async () => {
    await online();
    server.append(bees, ['a']);
    await settled();
    server.append(bees, ['b', 'c'], { lost: true });
    server.append(bees, ['d']);
    await settled();

    expect(texts()).toEqual(['a', 'b', 'c', 'd']);
    expect(server.calls('history')).toHaveLength(1);
  });

  test('F3_longHole_isFilledPageByPage', async () => {
    await online();
    server.append(bees, ['0']);
    await settled();
    const many = Array.from({ length: 350 }, (_, i) => String(i + 1));
    server.append(bees, many, { lost: true });
    server.append(bees, ['last']);
    await clock.pass(0);
    await settled();

    expect(texts()).toEqual(['0', ...many, 'last']);
  });

  test('F4_firstEntriesOfSeveralConversations_shareRequests', async () => {
    await online();
    const before = server.calls('sync').length;
    server.append(bees, ['a', 'b'], { lost: true });
    server.append(bees, ['c']);
    server.append(wasps, ['x']);
    server.append(ants, ['y']);
    await settled();

    // One for the first, whose answer may be older than the others, and one for all others.
    expect(server.calls('sync').length - before).toBeLessThanOrEqual(2);
    expect(entries.map(({ conversation, text }) => [conversation, text])).toEqual(
      expect.arrayContaining([
        [bees, 'a'],
        [bees, 'b'],
        [bees, 'c'],
        [wasps, 'x'],
        [ants, 'y'],
      ]),
    );
    expect(entries).toHaveLength(5);
  });

  test('F5_invisibleEntries_areSkipped', async () => {
    const skips: unknown[] = [];
    make({ positions: () => Promise.resolve({ [bees]: 1 }) });
    client.onSkip((skip) => skips.push(skip));
    server.append(bees, ['a', 'b', 'c', 'd', 'e'], { lost: true });
    server.floors.set(bees, 3);
    client.connect();
    await settled();

    expect(texts()).toEqual(['d', 'e']);
    expect(skips).toEqual([{ conversation: bees, from: 2, to: 3 }]);
  });

  test('F6_longAbsence_readsTheNewest500', async () => {
    const skips: unknown[] = [];
    make({ positions: () => Promise.resolve({ [bees]: 10 }) });
    client.onSkip((skip) => skips.push(skip));
    server.append(
      bees,
      Array.from({ length: 2_000 }, (_, i) => String(i + 1)),
      { lost: true },
    );
    client.connect();
    await clock.pass(0);
    await client.synced();

    expect(skips).toEqual([{ conversation: bees, from: 11, to: 1_500 }]);
    expect(texts()[0]).toBe('1501');
    expect(entries).toHaveLength(500);
  });

  test.each([5, 5_000])('F5a_garbledNumber%i_hidesNothingThatComesLater', async (seq) => {
    await online();
    server.append(bees, ['a']);
    await settled();
    server.garble(bees, seq);
    await clock.pass(1_000);
    server.append(bees, ['b', 'c', 'd', 'e', 'f']);
    await clock.pass(1_000);

    expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('F8_historyUnavailable_triesAgain', async () => {
    await online();
    server.append(bees, ['a']);
    await settled();
    let failures = 2;
    server.onRequest = (method) => (method === 'history' && failures-- > 0 ? 'silent' : undefined);
    server.append(bees, ['b'], { lost: true });
    server.append(bees, ['c']);
    await clock.pass(60_000);

    expect(texts()).toEqual(['a', 'b', 'c']);
  });

  test('missedWhileAway_arrivesBeforeSynced', async () => {
    await online();
    server.append(bees, ['a']);
    await clock.pass(3_000);
    server.link.end({});
    server.append(bees, ['b', 'c'], { lost: true });
    await clock.pass(500);
    await client.synced();

    expect(texts()).toEqual(['a', 'b', 'c']);
  });

  test('liveEntryDuringTheSync_isNotLostOrTwice', async () => {
    make({ positions: () => Promise.resolve({ [bees]: 0 }) });
    server.append(bees, ['a', 'b'], { lost: true });
    server.onRequest = (method) => {
      if (method === 'sync' && server.texts(bees).length === 2) {
        server.append(bees, ['c']);
      }
      return undefined;
    };
    client.connect();
    await settled();

    expect(texts()).toEqual(['a', 'b', 'c']);
  });

  test('notProtobuf_dropsTheConnectionAndGoesOn', async () => {
    await online();
    server.link.events.onArrival({ topic: `d/${did}`, payload: new Uint8Array([0xff, 0xff, 0xff]) });
    await clock.pass(500);

    expect(faults).toMatchObject([{ code: 'protocol' }]);
    expect(client.state()).toEqual({ name: 'online', synced: true });
    expect(server.links).toHaveLength(2);
  });
});

describe('acknowledge', () => {
  test('A2A3_afterTheSink_andForAllTogether', async () => {
    let finish: () => void = () => {};
    await online({ sink: () => new Promise<void>((resolve) => (finish = resolve)) });
    server.append(bees, ['a']);
    await clock.pass(10_000);
    expect(server.acked.size).toBe(0);
    expect(entries).toEqual([]);

    finish();
    await clock.pass(2_000);
    expect(server.acked.get(bees)).toBe(1);
    expect(texts()).toEqual(['a']);
  });

  test('A1_sink_isCalledForOneBatchOfAConversationAtATime', async () => {
    let running = 0;
    let most = 0;
    const batches: Batch[] = [];
    await online({
      sink: async (batch) => {
        most = Math.max(most, ++running);
        await settled();
        running -= 1;
        batches.push(batch);
      },
    });
    server.append(bees, ['a', 'b', 'c', 'd']);
    await clock.pass(0);
    await settled();
    await settled();

    expect(most).toBe(1);
    expect(batches.flatMap((batch) => batch.entries.map(({ text }) => text))).toEqual(['a', 'b', 'c', 'd']);
    expect(batches.at(-1)?.position).toBe(4);
  });

  test('A4_sinkFails_entriesComeAgainAfterTheNextSync', async () => {
    let broken = true;
    await online({
      sink: () => {
        if (broken) {
          throw new Error('disk full');
        }
      },
    });
    server.append(bees, ['a']);
    server.append(bees, ['b']);
    await clock.pass(5_000);
    expect(entries).toEqual([]);
    expect(faults[0]).toMatchObject({ code: 'storage' });
    expect(server.acked.size).toBe(0);

    broken = false;
    server.link.end({});
    await clock.pass(5_000);
    expect(texts()).toEqual(['a', 'b']);
    expect(server.acked.get(bees)).toBe(2);
  });

  test('A5_ackLost_isSentWithTheNext', async () => {
    await online();
    server.onRequest = (method) => (method === 'ack' ? 'silent' : undefined);
    server.append(bees, ['a']);
    await clock.pass(20_000);
    server.onRequest = () => undefined;
    server.append(bees, ['b']);
    await clock.pass(2_000);

    expect(server.acked.get(bees)).toBe(2);
  });

  test('close_acknowledgesFirst', async () => {
    await online();
    server.append(bees, ['a']);
    await settled();
    await client.close();

    expect(server.acked.get(bees)).toBe(1);
  });
});

describe('send', () => {
  test('send_isQueuedSendingStored', async () => {
    await online();
    const handle = client.send({ g: bees }, { text: 'hi' });
    const seen: string[] = [handle.state().name];
    handle.onState(({ name }) => seen.push(name));

    expect(await handle.stored).toEqual({ seq: 1, at: '2026-11-21T09:00:00.123Z' });
    expect(seen).toEqual(['queued', 'sending', 'stored']);
  });

  test('S1S3_connectionLostBeforeThePuback_sendsTheSameIdAgain', async () => {
    await online();
    const ids: string[] = [];
    const store = server.onSend;
    server.onSend = (topic, id, text) => {
      ids.push(id);
      const ack = store(topic, id, text);
      return ids.length === 1 ? 'silent' : ack;
    };
    const handle = client.send({ g: bees }, { text: 'hi' });
    await settled();
    server.link.end({});
    expect(handle.state()).toEqual({ name: 'queued' });
    await clock.pass(500);

    expect(await handle.stored).toMatchObject({ seq: 1 });
    expect(ids).toEqual([handle.id, handle.id]);
    expect(server.texts(bees)).toEqual(['hi']);
  });

  test('S2_order_isKeptForEachReceiver', async () => {
    await online();
    const held: string[] = [];
    const store = server.onSend;
    server.onSend = (topic, id, text) => {
      held.push(text);
      return text === 'slow' ? 'silent' : store(topic, id, text);
    };
    client.send({ g: bees }, { text: 'slow' });
    client.send({ g: bees }, { text: 'behind it' });
    client.send({ g: wasps }, { text: 'elsewhere' });
    await settled();

    expect(held).toEqual(['slow', 'elsewhere']);
  });

  test('S4_retryableRefusal_isTriedAgainAndNothingOvertakes', async () => {
    await online();
    let refusals = 2;
    const store = server.onSend;
    server.onSend = (topic, id, text) => (refusals-- > 0 ? refused(0x97, 'overloaded') : store(topic, id, text));
    client.send({ g: bees }, { text: 'a' });
    client.send({ g: bees }, { text: 'b' });
    await clock.pass(5_000);

    expect(server.texts(bees)).toEqual(['a', 'b']);
  });

  test('S4_retryAfter_isWaitedFor', async () => {
    await online();
    const store = server.onSend;
    const refusedAt: number[] = [];
    server.onSend = (topic, id, text) => {
      refusedAt.push(clock.now());
      return refusedAt.length === 1
        ? { reasonCode: 0x97, reason: 'overloaded', properties: { retryAfter: '7' } }
        : store(topic, id, text);
    };
    const handle = client.send({ g: bees }, { text: 'a' });
    await clock.pass(10_000);

    expect(handle.state()).toMatchObject({ name: 'stored' });
    expect((refusedAt[1] ?? 0) - (refusedAt[0] ?? 0)).toBeGreaterThanOrEqual(7_000);
  });

  test('S5_refused_failsAndTheNextGoesOn', async () => {
    await online();
    const store = server.onSend;
    server.onSend = (topic, id, text) => (text === 'bad' ? refused(0x87, 'muted') : store(topic, id, text));
    const bad = client.send({ g: bees }, { text: 'bad' });
    const good = client.send({ g: bees }, { text: 'good' });

    await expect(bad.stored).rejects.toMatchObject({ code: 'muted', retryable: false });
    expect(await good.stored).toMatchObject({ seq: 1 });
  });

  test('S5_slowMode_failsWithItsSeconds', async () => {
    await online();
    server.onSend = () => ({ reasonCode: 0x87, reason: 'slow-mode', properties: { retryAfter: '25' } });
    const handle = client.send({ g: bees }, { text: 'a' });
    await settled();

    expect(handle.state()).toMatchObject({ name: 'failed', code: 'slow-mode', retryAfter: 25 });
  });

  test('S6_ownText_isAnEntryWithoutARequest', async () => {
    await online({ positions: () => Promise.resolve({ [bees]: 0 }) });
    const handle = client.send({ g: bees }, { text: 'hi' });
    await settled();
    server.append(bees, ['after']);
    await settled();

    expect(entries).toMatchObject([
      { conversation: bees, seq: 1, from: uid, id: handle.id, text: 'hi' },
      { seq: 2, from: bob, text: 'after' },
    ]);
    expect(server.calls('history')).toEqual([]);
  });

  test('S6_ownReplyWhereNothingIsKnown_isReadFromTheHistory', async () => {
    server.append(bees, ['before'], { lost: true });
    server.acked.set(bees, 2);
    await online();
    await client.send({ g: bees }, { text: 'hi', replyTo: 1 }).stored;
    await clock.pass(1_000);

    expect(texts()).toEqual(['hi']);
  });

  test('S9_noPuback_connectsAgain', async () => {
    await online();
    const store = server.onSend;
    server.onSend = () => 'silent';
    const handle = client.send({ g: bees }, { text: 'hi' });
    await clock.pass(19_999);
    server.onSend = store;
    await clock.pass(1_000);

    expect(await handle.stored).toMatchObject({ seq: 1 });
    expect(server.links).toHaveLength(2);
  });

  test('S6_ownMessageToANewPeer_isAnEntryToo', async () => {
    const accept = server.onSend;
    // The conversation of a pair has an id of its own.
    server.onSend = (_topic, id, text) => accept(`to/g/${bees}`, id, text);
    await online();
    const handle = client.send({ u: bob }, { text: 'hi' });
    await clock.pass(1_000);
    expect(handle.state()).toMatchObject({ name: 'stored', seq: 1 });

    expect(texts()).toEqual(['hi']);
  });

  test('S7_cancel_onlyBeforeItWasSent', async () => {
    make();
    const handle = client.send({ g: bees }, { text: 'hi' });
    expect(handle.cancel()).toBe(true);
    await expect(handle.stored).rejects.toMatchObject({ code: 'cancelled' });

    client.connect();
    await settled();
    const sent = client.send({ g: bees }, { text: 'hi' });
    await sent.stored;
    expect(sent.cancel()).toBe(false);
    expect(server.texts(bees)).toEqual(['hi']);
  });

  test('S8_noContent_failsAndTheNextGoesOn', async () => {
    await online();
    const bad = client.send({ g: bees }, {} as never);
    const good = client.send({ g: bees }, { text: 'hi' });

    await expect(bad.stored).rejects.toMatchObject({ code: 'invalid-payload' });
    expect(await good.stored).toMatchObject({ seq: 1 });
  });

  test('close_failsWhatWaits', async () => {
    make();
    const handle = client.send({ g: bees }, { text: 'hi' });
    await client.close();

    await expect(handle.stored).rejects.toMatchObject({ code: 'closed-by-app' });
  });
});

describe('listeners', () => {
  test('listenerThatThrows_harmsNobodyElse', async () => {
    await online();
    client.onEntry(() => {
      throw new Error('mine');
    });
    const others: Entry[] = [];
    client.onEntry((entry) => others.push(entry));
    server.append(bees, ['a']);
    await settled();

    expect(others).toHaveLength(1);
    expect(faults).toMatchObject([{ detail: 'mine' }]);
  });

  test('undo_endsIt', async () => {
    await online();
    const seen: Entry[] = [];
    const undo = client.onEntry((entry) => seen.push(entry));
    undo();
    server.append(bees, ['a']);
    await settled();

    expect(seen).toEqual([]);
  });

  test('iterate_givesEntriesAndEndsWithOverflow', async () => {
    await online();
    const iterator = iterate(client.onEntry, 2);
    server.append(bees, ['a', 'b', 'c']);
    await settled();

    expect((await iterator.next()).value).toMatchObject({ text: 'a' });
    expect((await iterator.next()).value).toMatchObject({ text: 'b' });
    await expect(iterator.next()).rejects.toMatchObject({ code: 'overflow' });
    expect(await iterator.next()).toEqual({ value: undefined, done: true });
  });
});

describe('now and presence', () => {
  test('typing_isSentAtMostOnceInThreeSeconds', async () => {
    await online();
    const sent = (): number => server.link.published.filter(({ topic }) => topic.startsWith('now/')).length;
    client.now({ g: bees }, { typing: true });
    client.now({ g: bees }, { typing: true });
    expect(sent()).toBe(1);
    await clock.pass(3_000);
    client.now({ g: bees }, { typing: true });
    client.now({ g: bees }, { typing: false });
    expect(sent()).toBe(3);
  });

  test('watch_isToldToEachConnection', async () => {
    await online();
    const undo = client.watch([bob]);
    const again = client.watch([bob]);
    expect(server.link.subscribed).toEqual([`p/${bob}/pb`]);
    server.link.end({});
    await clock.pass(500);
    expect(server.link.subscribed).toEqual([`p/${bob}/pb`]);
    undo();
    undo();
    expect(server.link.subscribed).toEqual([`p/${bob}/pb`]);
    again();
    expect(server.link.subscribed).toEqual([]);
  });
});
