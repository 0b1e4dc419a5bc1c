import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import {
  memorySession,
  sessionTokens,
  storedSession,
  systemClock,
  systemRandomness,
  createHttp,
} from '../../src/core/index.js';
import { mqttTransport } from '../../src/mqtt/index.js';
import { createStore, type Store, type StoreOptions } from '../../src/store/index.js';
import { startProxy } from './proxy.js';
import { baseUrl, eventually, login, newFriends, newGroup, type User } from './waggle.js';

const stores: Store[] = [];

function open(user: User, options: Partial<StoreOptions> = {}): Store {
  const environment = { clock: systemClock, random: systemRandomness, fetch: globalThis.fetch };
  const tokens = sessionTokens(
    memorySession(storedSession(user.session, Date.now())),
    createHttp({ baseUrl, environment }),
    environment,
  );
  const store = createStore({
    url: user.session.mqtt.ws,
    uid: user.uid,
    did: user.did,
    tokens,
    http: user.http,
    transport: mqttTransport,
    ...options,
  });
  stores.push(store);
  return store;
}

const synced = (store: Store): Promise<void> => store.synced();
const texts = (store: Store, id: string): string[] =>
  store.timeline(id).entries.flatMap(({ text }) => (text === undefined ? [] : [text]));

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

describe('store', () => {
  test('firstMessageToAFriend_makesAConversationInBothStores', async () => {
    const [alice, bob] = await newFriends();
    const [a, b] = [open(alice), open(bob)];
    await Promise.all([synced(a), synced(b)]);
    await a.send({ u: bob.uid }, { text: 'hi' }).stored;

    await eventually(
      'both list it',
      () => a.conversationWith(bob.uid) !== undefined && b.conversationWith(alice.uid) !== undefined,
    );
    const id = b.conversationWith(alice.uid)?.id ?? '';
    await Promise.all([a.openConversation(id), b.openConversation(id)]);
    await eventually('it is no longer pending', () => a.timeline(id).pending.length === 0);
    expect(texts(a, id)).toEqual(['hi']);
    expect(texts(b, id)).toEqual(['hi']);
    expect(b.conversation(id)).toMatchObject({ unread: 1, name: expect.any(String) as string });
  });

  test('readReceiptEditAndReaction_areShown', async () => {
    const [alice, bob] = await newFriends();
    const [a, b] = [open(alice), open(bob)];
    await Promise.all([synced(a), synced(b)]);
    const { seq } = await a.send({ u: bob.uid }, { text: 'hi' }).stored;
    await eventually('bob has it', () => b.conversationWith(alice.uid)?.unread === 1);
    const id = b.conversationWith(alice.uid)?.id ?? '';
    await b.markRead(id, seq);
    expect(b.conversation(id)).toMatchObject({ unread: 0 });
    await a.openConversation(id);
    await b.openConversation(id);
    await eventually('alice sees it', () => a.conversation(id)?.receipts[bob.uid] === seq);

    const path = { conversation: id, seq };
    await alice.http('PATCH /v1/conversations/{conversation}/messages/{seq}', { path, body: { text: 'hello' } });
    await bob.http('PUT /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}', { path: { ...path, emoji: '🐝' } });
    await eventually('both see both', () =>
      [a, b].every((store) => {
        const [message] = store.timeline(id).entries;
        return message?.text === 'hello' && message.reactions?.[0]?.emoji === '🐝';
      }),
    );
  });

  test('hiddenMessages_leaveThePreviewAndTheCount', async () => {
    const [alice, bob] = await newFriends();
    const store = open(bob);
    await synced(store);
    const { conversation } = await alice.http('POST /v1/messages', { body: { to: { u: bob.uid }, text: 'one' } });
    const { seq } = await alice.http('POST /v1/messages', { body: { to: { u: bob.uid }, text: 'two' } });
    await eventually('bob has both', () => store.conversation(conversation)?.unread === 2);
    await store.hide(conversation, [seq]);

    await eventually('only one is left', () => {
      const record = store.conversation(conversation);
      return record?.unread === 1 && record.last?.text === 'one';
    });
  });

  test('changedWhileAway_isSeenWhenTheConversationIsOpened', async () => {
    const [alice, bob] = await newFriends();
    const gid = await newGroup(alice, bob);
    const first = open(bob);
    await synced(first);
    await alice.http('POST /v1/messages', { body: { to: { g: gid }, text: 'one' } });
    const { seq } = await alice.http('POST /v1/messages', { body: { to: { g: gid }, text: 'two' } });
    await eventually('bob has both', () => first.conversation(gid)?.lastSeq === seq);
    await first.close();
    const path = { conversation: gid, seq };
    await alice.http('PUT /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}', {
      path: { ...path, emoji: '🐝' },
    });
    await alice.http('POST /v1/conversations/{conversation}/messages/{seq}/recall', {
      path: { conversation: gid, seq: seq - 1 },
    });

    const again = open(bob);
    await synced(again);
    await again.openConversation(gid);
    await eventually('the changes', () => {
      const entries = again.timeline(gid).entries;
      const [one, two] = [seq - 1, seq].map((number) => entries.find((entry) => entry.seq === number));
      return one?.recalled !== undefined && two?.reactions?.[0]?.emoji === '🐝';
    });
  });

  test('outboxOfAClosedPage_isDeliveredOnceWhenItIsOpenedAgain', async () => {
    const [alice, bob] = await newFriends();
    const gid = await newGroup(alice, bob);
    const proxy = await startProxy(alice.session.mqtt.ws);
    const page = open(alice, { url: proxy.url });
    await synced(page);
    // What the page publishes now is stored, but it never hears so.
    proxy.garble = (piece) => piece.fill(0);
    const sent = ['1', '2', '3'].map((text) => page.send({ g: gid }, { text }));
    await Promise.all(sent.map(({ written }) => written));
    await page.close();
    await proxy.close();

    const again = open(alice);
    await again.ready;
    await again.openConversation(gid);
    await eventually('all are stored', () => again.timeline(gid).pending.length === 0);
    const { items } = await bob.http('GET /v1/conversations/{conversation}/messages', { path: { conversation: gid } });
    expect(items.flatMap(({ text }) => (text === undefined ? [] : [text]))).toEqual(['1', '2', '3']);
    expect(texts(again, gid)).toEqual(['1', '2', '3']);
  });

  test('draftAndSettings_reachTheOtherDevice', async () => {
    const [alice, bob] = await newFriends();
    const gid = await newGroup(alice, bob);
    const phone = open(await login(alice.username));
    const page = open(alice);
    await Promise.all([synced(phone), synced(page)]);
    await eventually('listed', () => page.conversation(gid) !== undefined && phone.conversation(gid) !== undefined);
    await page.setDraft(gid, 'See you at');
    await page.arrange(gid, { muted: true, pinned: true });

    await eventually('the phone has it', () => {
      const conversation = phone.conversation(gid);
      return phone.draft(gid) === 'See you at' && conversation?.muted === true && conversation.pinned;
    });
  });

  test('longHistory_isLoadedBackToItsBeginning', async () => {
    const [alice, bob] = await newFriends();
    const gid = await newGroup(alice, bob);
    for (let i = 0; i < 130; i++) {
      await alice.http('POST /v1/messages', { body: { to: { g: gid }, text: String(i) } });
    }
    const phone = open(await login(bob.username));
    await synced(phone);
    await phone.openConversation(gid);
    while (phone.timeline(gid).hasOlder) {
      await phone.loadOlder(gid);
    }

    expect(texts(phone, gid)).toEqual(Array.from({ length: 130 }, (_, i) => String(i)));
  });
});
