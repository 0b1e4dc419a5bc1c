import 'fake-indexeddb/auto';
import { create } from '@bufbuild/protobuf';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  EntriesHiddenSchema,
  ReactionCountSchema,
  ReactionsChangedSchema,
  ReceiptSchema,
} from '../../src/generated/waggle/v1/wire_pb.js';
import { WaggleError } from '../../src/core/errors.js';
import type { Http } from '../../src/core/http.js';
import { idToNumber } from '../../src/core/id.js';
import type { InboxItem } from '../../src/core/operations.js';
import {
  createStore,
  indexedDbBackend,
  memoryBackend,
  type Backend,
  type Store,
  type StoreOptions,
} from '../../src/store/index.js';
import { bob, FakeClock, FakeRandomness, FakeServer, refused, settled } from './fakes.js';
import { FakeBrowser } from './tabs.js';

const uid = '0R5Y2K8GQ3ZZZ';
const did = '0R5Y2K8GQ4DDD';
const bees = '0R5Y2K8GQ4M1T';

let clock: FakeClock;
let random: FakeRandomness;
let server: FakeServer;
let list: { items: Partial<InboxItem>[]; removed: string[]; version: string };
let hidden: number[];
let calls: { operation: string; given: { path?: object; query?: Record<string, unknown>; body?: unknown } }[];
let refuse: (operation: string) => WaggleError | undefined;
let faults: WaggleError[];
const stores: Store[] = [];

const http = ((operation: string, given = {}) => {
  calls.push({ operation, given });
  const refusal = refuse(operation);
  if (refusal !== undefined) {
    return Promise.reject(refusal);
  }
  switch (operation) {
    case 'GET /v1/conversations':
      return Promise.resolve({ items: list.items, removed: list.removed, version: list.version, more: false });
    case 'GET /v1/conversations/{conversation}/messages/hidden':
      return Promise.resolve({ items: hidden, more: false });
    case 'POST /v1/conversations/{conversation}/read':
      return Promise.resolve({ readSeq: (given as { body: { seq: number } }).body.seq });
    default:
      return Promise.resolve({});
  }
}) as unknown as Http;

function open(options: Partial<StoreOptions> = {}): Store {
  const store = createStore({
    url: 'ws://waggle',
    uid,
    did,
    tokens: () => Promise.resolve('token'),
    http,
    transport: server,
    environment: { clock, random },
    ...options,
  });
  store.onFault((fault) => faults.push(fault));
  stores.push(store);
  return store;
}

async function opened(options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = open(options);
  await store.ready;
  await quiet();
  return store;
}

/** IndexedDB needs more turns than the rest. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 12; i++) {
    await settled();
  }
}

/** Waits until it holds, however slow the machine is. */
async function soon(holds: () => void): Promise<void> {
  await vi.waitFor(holds, { timeout: 15_000 });
}

async function pass(milliseconds: number): Promise<void> {
  await clock.pass(milliseconds);
  await quiet();
}

const texts = (store: Store): (string | undefined)[] => store.timeline(bees).entries.map(({ text }) => text);
const made = (operation: string): unknown[] => calls.filter((call) => call.operation === operation).map(({ given }) => given);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  clock = new FakeClock();
  random = new FakeRandomness();
  server = new FakeServer();
  list = { items: [], removed: [], version: '1' };
  hidden = [];
  calls = [];
  refuse = () => undefined;
  faults = [];
});

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

describe('entries', () => {
  test('T1T2T8_entries_areStoredCountedAndKeptOverARestart', async () => {
    const store = await opened();
    await store.openConversation(bees);
    server.append(bees, ['a', 'b']);
    await quiet();
    expect(store.conversation(bees)).toMatchObject({ unread: 2, lastSeq: 2, position: 2, last: { text: 'b' } });
    expect(texts(store)).toEqual(['a', 'b']);
    await store.close();

    server.down = true;
    const again = await opened();
    await again.openConversation(bees);
    expect(again.conversations()).toMatchObject([{ id: bees, unread: 2, position: 2 }]);
    expect(texts(again)).toEqual(['a', 'b']);
  });

  test('T3_recallEditAndPin_changeTheirEntry', async () => {
    const store = await opened();
    await store.openConversation(bees);
    server.append(bees, ['one', 'two', 'edit 1 ONE', 'recall 2', 'pin 1']);
    await quiet();

    const [first, second] = store.timeline(bees).entries;
    expect(first).toMatchObject({ text: 'ONE', edited: { at: expect.any(String) as string } });
    expect(second).toMatchObject({ recalled: { by: bob } });
    expect(second).not.toHaveProperty('text');
    expect(store.conversation(bees)).toMatchObject({ pins: [1], unread: 1 });

    server.append(bees, ['unpin 1']);
    await quiet();
    expect(store.conversation(bees)?.pins).toEqual([]);
  });

  test('T3_threadMessages_areCountedAtTheirRoot', async () => {
    const store = await opened();
    await store.openConversation(bees);
    server.append(bees, ['root', 'thread 1 first', 'thread 1 second']);
    await quiet();

    expect(store.timeline(bees).entries[0]).toMatchObject({ text: 'root', thread: { count: 2, lastSeq: 3 } });
    expect(store.timeline(bees).entries[1]).toMatchObject({ text: 'first', thread: 1 });
  });

  test('hidden_onAnotherDevice_isRemovedHere', async () => {
    const store = await opened();
    server.append(bees, ['a', 'b', 'c']);
    await quiet();
    await store.openConversation(bees);
    server.push(`d/${did}`, {
      case: 'hidden',
      value: create(EntriesHiddenSchema, { conversation: idToNumber(bees), seqs: [2n] }),
    });
    await quiet();
    expect(texts(store)).toEqual(['a', 'c']);

    // Deleted while this device was away.
    hidden = [3];
    server.link.end({});
    await pass(1_000);
    await store.openConversation(bees);
    expect(texts(store)).toEqual(['a']);
  });

  test('T4_reactions_onlyNewerOnesCount', async () => {
    const store = await opened();
    await store.openConversation(bees);
    server.append(bees, ['one']);
    await quiet();
    const notice = (version: bigint, count: number) => ({
      case: 'reactions' as const,
      value: create(ReactionsChangedSchema, {
        conversation: idToNumber(bees),
        seq: 1n,
        version,
        counts: count === 0 ? [] : [create(ReactionCountSchema, { emoji: '👍', count })],
      }),
    });
    server.push(`g/${bees}/pb`, notice(3n, 2));
    server.push(`g/${bees}/pb`, notice(2n, 1));
    await quiet();
    expect(store.timeline(bees).entries[0]).toMatchObject({ reactions: [{ emoji: '👍', count: 2 }], version: 3 });

    server.push(`g/${bees}/pb`, notice(4n, 0));
    await quiet();
    expect(store.timeline(bees).entries[0]).not.toHaveProperty('reactions');
  });

  test('T5_expiredEntry_isRemovedInTime', async () => {
    const store = await opened();
    await store.openConversation(bees);
    store.send({ g: bees }, { text: 'soon gone', expiresAt: new Date(clock.now() + 60_000).toISOString() });
    await quiet();
    expect(texts(store)).toEqual(['soon gone']);
    await pass(60_000);

    expect(store.timeline(bees).entries).toMatchObject([{ seq: 1, expired: true }]);
    expect(texts(store)).toEqual([undefined]);
  });

  test('T5_entryLoadedAfterARestart_expiresInTime', async () => {
    const before = await opened();
    await before.send({ g: bees }, { text: 'soon gone', expiresAt: new Date(clock.now() + 60_000).toISOString() }).stored;
    await quiet();
    await before.close();
    const store = await opened();
    await store.openConversation(bees);
    expect(texts(store)).toEqual(['soon gone']);
    await pass(60_000);

    expect(texts(store)).toEqual([undefined]);
  });

  test('T7_scrolling_readsWhatIsHereAndAsksForTheRest', async () => {
    server.append(
      bees,
      Array.from({ length: 700 }, (_, i) => String(i + 1)),
      { lost: true },
    );
    server.acked.set(bees, 100);
    const store = await opened();
    await soon(() => expect(store.connection()).toEqual({ name: 'online', synced: true }));
    const before = server.calls('history').length;
    await store.openConversation(bees);
    for (let i = 0; i < 9; i++) {
      await store.loadOlder(bees);
    }
    expect(texts(store)[0]).toBe('201');
    expect(server.calls('history')).toHaveLength(before + 1);

    while (store.timeline(bees).hasOlder) {
      await store.loadOlder(bees);
    }
    expect(texts(store)).toEqual(Array.from({ length: 700 }, (_, i) => String(i + 1)));
  });

  test('T7_jump_thenBackToTheNewest', async () => {
    server.append(
      bees,
      Array.from({ length: 300 }, (_, i) => String(i + 1)),
      { lost: true },
    );
    const store = await opened();
    await soon(() => expect(store.connection()).toEqual({ name: 'online', synced: true }));
    await store.openConversation(bees, { around: 120 });
    expect(texts(store)).toContain('120');
    expect(store.timeline(bees).hasNewer).toBe(true);
    server.append(bees, ['live']);
    await quiet();
    expect(texts(store)).not.toContain('live');
    while (store.timeline(bees).hasNewer) {
      await store.loadNewer(bees);
    }
    expect(texts(store).slice(-2)).toEqual(['300', 'live']);
    const numbers = store.timeline(bees).entries.map(({ seq }) => seq);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => (numbers[0] ?? 0) + i));
  });

  test('entriesThatArriveWhileAPageLoads_areNotMissing', async () => {
    const store = await opened();
    server.append(bees, ['a', 'b']);
    await quiet();
    const opening = store.openConversation(bees);
    server.append(bees, ['c']);
    await opening;
    await quiet();
    server.append(bees, ['d']);
    await quiet();

    expect(texts(store)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('outbox', () => {
  test('T11T12_sentOfflineAndClosed_isDeliveredOnceInOrderAndShownOnce', async () => {
    server.down = true;
    const store = await opened();
    await store.openConversation(bees).catch(() => undefined);
    const sendings = ['1', '2', '3'].map((text) => store.send({ g: bees }, { text }));
    await Promise.all(sendings.map(({ written }) => written));
    expect(store.timeline(bees).pending.map(({ content }) => content)).toEqual([{ text: '1' }, { text: '2' }, { text: '3' }]);
    await store.close();

    server.down = false;
    const again = open();
    const shown: string[][] = [];
    again.subscribe(
      (model) => model.timeline(bees),
      ({ entries, pending }) =>
        shown.push([...entries.flatMap(({ id }) => (id === undefined ? [] : [id])), ...pending.map(({ id }) => id)]),
    );
    await again.ready;
    await again.openConversation(bees);
    await soon(() => expect(again.timeline(bees).entries).toHaveLength(3));

    expect(server.texts(bees)).toEqual(['1', '2', '3']);
    expect(again.timeline(bees).entries.map(({ id }) => id)).toEqual(sendings.map(({ id }) => id));
    expect(again.timeline(bees).pending).toEqual([]);
    for (const ids of shown) {
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('T11_killedBetweenSendAndPuback_isStoredOnce', async () => {
    const store = server.onSend;
    server.onSend = (...given) => {
      store(...given);
      return 'silent';
    };
    const killed = await opened();
    const { id, written } = killed.send({ g: bees }, { text: 'once' });
    await written;
    await settled();
    expect(server.texts(bees)).toEqual(['once']);

    // The program dies here: nothing is closed in order.
    server.link.end({});
    server.onSend = store;
    const again = await opened();
    await again.openConversation(bees);
    await quiet();

    expect(server.texts(bees)).toEqual(['once']);
    expect(again.timeline(bees)).toMatchObject({ entries: [{ id, text: 'once' }], pending: [] });
  });

  test('slowMode_isKeptWithItsTime', async () => {
    server.onSend = () => ({ reasonCode: 0x87, reason: 'slow-mode', properties: { retryAfter: '25' } });
    const store = await opened();
    await expect(store.send({ g: bees }, { text: 'hi' }).stored).rejects.toMatchObject({ code: 'slow-mode' });
    expect(store.outbox()).toMatchObject([{ state: 'failed', retryAt: new Date(clock.now() + 25_000).toISOString() }]);
  });

  test('refused_staysAsFailedAndCanBeRetriedOrDiscarded', async () => {
    const accept = server.onSend;
    server.onSend = () => refused(0x87, 'muted');
    const store = await opened();
    const sending = store.send({ g: bees }, { text: 'hi' });
    await expect(sending.stored).rejects.toMatchObject({ code: 'muted' });
    expect(store.outbox()).toMatchObject([{ id: sending.id, state: 'failed', code: 'muted' }]);

    server.onSend = accept;
    await store.retry(sending.id);
    await quiet();
    expect(server.texts(bees)).toEqual(['hi']);
    expect(store.outbox()).toEqual([]);

    server.onSend = () => refused(0x87, 'muted');
    const other = store.send({ g: bees }, { text: 'ho' });
    await quiet();
    expect(await store.discard(other.id)).toBe(true);
    expect(store.outbox()).toEqual([]);
  });

  test('stored_resolvesWithTheNumber', async () => {
    const store = await opened();
    expect(await store.send({ g: bees }, { text: 'hi' }).stored).toEqual({ seq: 1 });
  });
});

describe('settings', () => {
  beforeEach(() => {
    list.items = [
      {
        id: bees,
        gid: bees,
        name: 'Beekeepers',
        lastSeq: 0,
        readSeq: 0,
        unread: 0,
        mentioned: false,
        muted: false,
        pinned: false,
      },
    ];
  });

  test('T6_list_isDownloadedOnceAndThenFollowed', async () => {
    await (await opened()).close();
    list = { items: [], removed: [bees], version: '2' };
    const store = await opened();

    expect(made('GET /v1/conversations')).toMatchObject([{ query: { limit: 100 } }, { query: { since: '1' } }]);
    expect(store.conversations()).toEqual([]);
  });

  test('T6_startOver_downloadsAgain', async () => {
    await (await opened()).close();
    let old = true;
    refuse = (operation) =>
      operation === 'GET /v1/conversations' && old ? ((old = false), new WaggleError('start-over')) : undefined;
    const store = await opened();

    expect(made('GET /v1/conversations')).toHaveLength(3);
    expect(store.conversations()).toMatchObject([{ name: 'Beekeepers' }]);
  });

  test('markRead_clearsTheCountAtOnceAndIsSentWhenThereIsAConnection', async () => {
    const store = await opened();
    server.append(bees, ['a', 'b', 'c']);
    await quiet();
    expect(store.unread()).toEqual({ messages: 3, conversations: 1 });
    refuse = (operation) => (operation.endsWith('/read') ? new WaggleError('network') : undefined);
    await store.markRead(bees, 2);
    expect(store.conversation(bees)).toMatchObject({ readSeq: 2, unread: 1 });

    refuse = () => undefined;
    server.link.end({});
    await pass(1_000);
    expect(made('POST /v1/conversations/{conversation}/read').at(-1)).toMatchObject({ body: { seq: 2 } });
    expect(store.conversation(bees)).not.toHaveProperty('readUnsent');
  });

  test('T9_arrange_isShownAtOnceAndTakenBack', async () => {
    const store = await opened();
    refuse = (operation) => (operation.startsWith('PATCH') ? new WaggleError('not-found') : undefined);
    const shown: unknown[] = [];
    store.subscribe(
      (model) => model.conversation(bees)?.pinned,
      (pinned) => shown.push(pinned),
    );
    await expect(store.arrange(bees, { muted: true, pinned: true })).rejects.toMatchObject({ code: 'not-found' });
    await quiet();
    expect(shown).toEqual([true, false]);
    expect(store.conversation(bees)).toMatchObject({ muted: false, pinned: false });

    refuse = () => undefined;
    await store.arrange(bees, { muted: true });
    expect(store.conversation(bees)).toMatchObject({ muted: true });
  });

  test('T10_draft_survivesAndIsSentAfterAPause', async () => {
    const store = await opened();
    await store.setDraft(bees, 'See');
    await store.setDraft(bees, 'See you');
    await store.close();
    const again = await opened();
    expect(again.draft(bees)).toBe('See you');
    await pass(2_000);
    expect(made('PATCH /v1/conversations/{conversation}')).toMatchObject([{ body: { draft: 'See you' } }]);
  });

  test('receipt_isKept', async () => {
    const store = await opened();
    server.push(`d/${did}`, {
      case: 'receipt',
      value: create(ReceiptSchema, { conversation: idToNumber(bees), uid: idToNumber(bob), readSeq: 4n }),
    });
    await quiet();
    expect(store.conversation(bees)?.receipts).toEqual({ [bob]: 4 });
  });

  test('subscribe_isCalledOnlyWhenTheSelectedValueChanges', async () => {
    const store = await opened();
    let called = 0;
    const undo = store.subscribe(
      (model) => model.conversation(bees)?.unread,
      () => (called += 1),
    );
    await store.arrange(bees, { muted: true });
    expect(called).toBe(0);
    server.append(bees, ['a']);
    await quiet();
    expect(called).toBe(1);
    undo();
    server.append(bees, ['b']);
    await quiet();
    expect(called).toBe(1);
  });
});

describe('storage', () => {
  /** A backend that fails while `broken`. */
  function breakable(inner: Backend, isBroken: () => boolean): Backend {
    const guard = <T>(work: () => Promise<T>): Promise<T> => (isBroken() ? Promise.reject(new Error('lost')) : work());
    return {
      isDurable: true,
      all: (table) => guard(() => inner.all(table)),
      entries: (...given) => guard(() => inner.entries(...given)),
      write: (writes) => guard(() => inner.write(writes)),
      close: () => undefined,
      destroy: () => inner.destroy(),
    };
  }

  test('T13_connectionLost_isOpenedAgainOnce', async () => {
    let opens = 0;
    let broken = false;
    const inner = await indexedDbBackend('t13');
    const store = await opened({
      backend: () => {
        opens += 1;
        broken = false;
        return Promise.resolve(breakable(inner, () => broken));
      },
    });
    broken = true;
    server.append(bees, ['a']);
    await quiet();

    expect(opens).toBe(2);
    expect(store.conversation(bees)).toMatchObject({ unread: 1 });
    expect(faults).toEqual([]);
  });

  test('T13_noStorage_goesOnInMemoryWithOneNotice', async () => {
    const store = await opened({ backend: () => Promise.resolve(breakable(memoryBackend(), () => true)) });
    await store.openConversation(bees);
    server.append(bees, ['a']);
    await quiet();

    expect(texts(store)).toEqual(['a']);
    expect(faults).toMatchObject([{ code: 'storage' }]);
  });

  test('T14_destroy_deletesEverything', async () => {
    const store = await opened();
    server.append(bees, ['a']);
    await quiet();
    await store.destroy();

    server.down = true;
    const again = await opened();
    expect(again.conversations()).toEqual([]);
  });
});

describe('tabs', () => {
  test('B1B2_twoTabs_oneConnectionBothUsable', async () => {
    const browser = new FakeBrowser();
    const first = await opened({ tabs: browser.tab(did) });
    const second = await opened({ tabs: browser.tab(did) });
    expect([first.leads(), second.leads()]).toEqual([true, false]);
    expect(server.links).toHaveLength(1);

    await second.openConversation(bees);
    server.append(bees, ['a']);
    await quiet();
    expect(texts(second)).toEqual(['a']);
    expect(second.conversation(bees)).toMatchObject({ unread: 1 });
    expect(await second.send({ g: bees }, { text: 'from the second' }).stored).toEqual({ seq: 2 });
    await quiet();
    expect(texts(second)).toEqual(['a', 'from the second']);
    expect(second.connection()).toMatchObject({ name: 'online' });
  });

  test('B3_leaderDies_theNextLeadsAndNothingIsLostOrTwice', async () => {
    const browser = new FakeBrowser();
    const tab = browser.tab(did);
    await opened({ tabs: tab });
    const second = await opened({ tabs: browser.tab(did) });
    const accept = server.onSend;
    server.onSend = (...given) => {
      accept(...given);
      return 'silent';
    };
    const sending = second.send({ g: bees }, { text: 'once' });
    await quiet();

    browser.kill(tab);
    server.link.end({});
    server.onSend = accept;
    await pass(1_000);

    expect(second.leads()).toBe(true);
    expect(await sending.stored).toEqual({ seq: 1 });
    expect(server.texts(bees)).toEqual(['once']);
  });

  test('B4_news_areReportedInOneTab', async () => {
    const browser = new FakeBrowser();
    const both = [await opened({ tabs: browser.tab(did) }), await opened({ tabs: browser.tab(did) })];
    const news: (string | undefined)[] = [];
    both.forEach((store) => store.onNews(({ text }) => news.push(text)));
    server.append(bees, ['a']);
    await quiet();

    expect(news).toEqual(['a']);
  });

  test('refusal_reachesTheTabThatAsked', async () => {
    const browser = new FakeBrowser();
    await opened({ tabs: browser.tab(did) });
    const second = await opened({ tabs: browser.tab(did) });
    refuse = () => new WaggleError('not-found', 'no such conversation');

    await expect(second.arrange(bees, { muted: true })).rejects.toMatchObject({
      code: 'not-found',
      detail: 'no such conversation',
    });
  });
});
