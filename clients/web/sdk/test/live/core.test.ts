import { afterEach, describe, expect, test } from 'vitest';
import {
  iterate,
  onNoticeOf,
  uploadMedia,
  type Client,
  type Entry,
  type Notice,
  type Now,
  type Presence,
} from '../../src/core/index.js';
import { eventually, log, login, newFriends, newGroup, newUser, type User } from './waggle.js';

const clients: Client[] = [];

function connect(user: User): Client & { entries: Entry[] } {
  const client = Object.assign(user.client(), { entries: [] as Entry[] });
  client.onEntry((entry) => client.entries.push(entry));
  clients.push(client);
  client.connect();
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

describe('core', () => {
  test('send_toAFriend_arrivesWithNumberAndTime', async () => {
    const [alice, bob] = await newFriends();
    const [a, b] = [connect(alice), connect(bob)];
    await Promise.all([a.synced(), b.synced()]);

    const handle = a.send({ u: bob.uid }, { text: 'hi' });
    const stored = await handle.stored;
    await eventually('bob has it', () => b.entries.length === 1);

    expect(b.entries[0]).toMatchObject({ seq: stored.seq, at: stored.at, from: alice.uid, id: handle.id, text: 'hi' });
  });

  test('send_refused_failsWithTheCodeAndStaysOnline', async () => {
    const [alice, stranger] = await Promise.all([newUser(), newUser()]);
    const a = connect(alice);
    const handle = a.send({ g: '0R5Y2K8GQ4M1T' }, { text: 'hi' });

    await expect(handle.stored).rejects.toMatchObject({ code: 'not-a-member', retryable: false });
    await expect(a.send({ u: stranger.uid }, { text: 'hi' }).stored).rejects.toMatchObject({ code: 'not-friends' });
    expect(a.state()).toMatchObject({ name: 'online' });
  });

  test('group_threeDevices_seeTheSameInTheSameOrder', async () => {
    const [alice, bob] = await newFriends();
    const gid = await newGroup(alice, bob);
    const phone = await login(alice.username);
    const all = [alice, bob, phone].map(connect);
    await Promise.all(all.map((client) => client.synced()));
    for (let i = 0; i < 30; i++) {
      all.forEach((client, who) => client.send({ g: gid }, { text: `${String(who)} ${String(i)}` }));
    }
    await eventually('all have all', () =>
      all.every(({ entries }) => entries.filter(({ text }) => text !== undefined).length === 90),
    );

    const expected = (await log(alice, gid)).filter(({ text }) => text !== undefined).map(({ seq, text }) => [seq, text]);
    for (const { entries } of all) {
      expect(entries.filter(({ text }) => text !== undefined).map(({ seq, text }) => [seq, text])).toEqual(expected);
    }
  });

  test('missedWhileAway_arrivesOnceAndInOrder', async () => {
    const [alice, bob] = await newFriends();
    const gid = await newGroup(alice, bob);
    const before = connect(bob);
    await before.synced();
    await before.close();
    const a = connect(alice);
    for (let i = 0; i < 250; i++) {
      a.send({ g: gid }, { text: String(i) });
    }
    await a.drain();

    const after = connect(bob);
    await after.synced();

    expect(after.entries.flatMap(({ text }) => (text === undefined ? [] : [text]))).toEqual(
      Array.from({ length: 250 }, (_, i) => String(i)),
    );
    await after.close();
    const last = connect(bob);
    await last.synced();
    expect(last.entries).toEqual([]);
  });

  test('recallEditPinReaction_arrive', async () => {
    const [alice, bob] = await newFriends();
    const [a, b] = [connect(alice), connect(bob)];
    const notices: Notice[] = [];
    b.onNotice((notice) => notices.push(notice));
    await Promise.all([a.synced(), b.synced()]);
    await a.send({ u: bob.uid }, { text: 'one' }).stored;
    await a.send({ u: bob.uid }, { text: 'two' }).stored;
    await eventually('bob has both', () => b.entries.length === 2);
    const conversation = b.entries[0]?.conversation ?? '';

    await alice.http('PATCH /v1/conversations/{conversation}/messages/{seq}', {
      path: { conversation, seq: 1 },
      body: { text: 'One' },
    });
    await alice.http('POST /v1/conversations/{conversation}/messages/{seq}/recall', { path: { conversation, seq: 2 } });
    await a.rpc('pins.add', { conversation, seq: 1 });
    await alice.http('PUT /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}', {
      path: { conversation, seq: 1, emoji: '👍' },
    });

    await eventually('bob knows', () => b.entries.length === 5 && notices.some(({ name }) => name === 'reactions'));
    expect(b.entries.slice(2)).toMatchObject([{ edit: { seq: 1, text: 'One' } }, { recall: { seq: 2 } }, { pin: { seq: 1 } }]);
    expect(notices).toContainEqual(
      expect.objectContaining({
        name: 'reactions',
        value: expect.objectContaining({ seq: 1, counts: [{ emoji: '👍', count: 1 }] }) as unknown,
      }),
    );
    expect(await b.history({ conversation, since: 0 })).toMatchObject({ items: [{ seq: 2 }, { seq: 1, text: 'One' }] });
  });

  test('typingAndPresence_arrive', async () => {
    const [alice, bob] = await newFriends();
    const [a, b] = [connect(alice), connect(bob)];
    const nows: Now[] = [];
    const presences: Presence[] = [];
    b.onNow((now) => nows.push(now));
    b.onPresence((presence) => presences.push(presence));
    await Promise.all([a.synced(), b.synced()]);
    b.watch([alice.uid]);
    a.now({ u: bob.uid }, { typing: true });

    await eventually('both', () => nows.length > 0 && presences.some(({ status }) => status === 'online'));
    expect(nows[0]).toMatchObject({ from: alice.uid, typing: true });
    expect(presences.every(({ uid }) => uid === alice.uid)).toBe(true);
  });

  test('rpc_refused_rejectsWithTheCode', async () => {
    const a = connect(await newUser());
    await a.synced();

    await expect(a.rpc('groups.get', { gid: '0R5Y2K8GQ4M1T' })).rejects.toMatchObject({
      code: expect.stringMatching(/not-/) as string,
    });
    await expect(a.rpc('no.such.method', {})).rejects.toMatchObject({ code: 'unknown-method' });
    await expect(a.history({ conversation: '0R5Y2K8GQ4M1T' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('logout_closesWithSessionEnded', async () => {
    const alice = await newUser();
    const a = connect(alice);
    await a.synced();
    await alice.http('DELETE /v1/sessions/current');

    expect(await a.closed()).toMatchObject({ code: 'session-ended' });
  });

  test('sameDeviceTwice_closesTheFirstWithTakenOver', async () => {
    const alice = await newUser();
    const first = connect(alice);
    await first.synced();
    const second = connect(alice);
    await second.synced();

    expect(await first.closed()).toMatchObject({ code: 'taken-over' });
    expect(second.state()).toMatchObject({ name: 'online' });
  });

  test('picture_isUploadedAndSent', async () => {
    const [alice, bob] = await newFriends();
    const [a, b] = [connect(alice), connect(bob)];
    await Promise.all([a.synced(), b.synced()]);
    const progress: number[] = [];
    const { mediaId } = await uploadMedia(alice.http, new Blob(['some bytes of ' + alice.uid]), {
      name: 'a.txt',
      type: 'text/plain',
      onProgress: (sent) => progress.push(sent),
    });
    await a.send({ u: bob.uid }, { file: { mediaId }, caption: 'read this' }).stored;

    await eventually('bob has it', () => b.entries.length === 1);
    expect(b.entries[0]).toMatchObject({ file: { mediaId, name: 'a.txt', type: 'text/plain' }, caption: 'read this' });
    expect(progress.at(-1)).toBe(('some bytes of ' + alice.uid).length);
  });

  test('iterator_givesEntries', async () => {
    const [alice, bob] = await newFriends();
    const [a, b] = [connect(alice), connect(bob)];
    const left: unknown[] = [];
    onNoticeOf(b, 'groupLeft', (value) => left.push(value));
    await Promise.all([a.synced(), b.synced()]);
    const received = iterate(b.onEntry);
    a.send({ u: bob.uid }, { text: '1' });
    a.send({ u: bob.uid }, { text: '2' });
    const texts: (string | undefined)[] = [];
    for await (const { text } of received) {
      texts.push(text);
      if (texts.length === 2) {
        break;
      }
    }

    expect(texts).toEqual(['1', '2']);
  });
});
