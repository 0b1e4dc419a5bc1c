import { befriend, landscape, newUser, upload, type User } from './people.js';

/** People and messages as there are in real life, with every kind of content. */
export interface Scene {
  readonly alice: User;
  readonly bob: User;
  readonly gid: string;
  /** The root of a thread in the group. */
  readonly thread: number;
}

export async function scene(): Promise<Scene> {
  const [alice, bob, carol, wei, long] = await Promise.all([
    newUser('alice', 'Alice Baumgartner'),
    newUser('bob', 'Bob'),
    newUser('carol', 'Carol Nwosu'),
    newUser('wei', '王小明'),
    newUser('friederike', 'Friederike von Hohenstein-Rottenburg-Überlingen'),
  ]);
  await Promise.all([bob, carol, wei, long].map((one) => befriend(alice, one)));
  const dora = await newUser('dora', 'Dora Lindqvist');
  await dora.http('POST /v1/friend-requests', { body: { to: alice.uid, greeting: 'We met at the market in Freising' } });
  await bob.http('POST /v1/friend-requests', { body: { to: carol.uid } });
  await carol.http('POST /v1/friend-requests', { body: { to: bob.uid } });
  const { gid } = await alice.http('POST /v1/groups', {
    body: { name: 'Beekeepers of the lower valley', members: [bob.uid, carol.uid, wei.uid, long.uid] },
  });
  const group = { g: gid };
  await alice.http('PATCH /v1/groups/{gid}', {
    path: { gid },
    body: { announcement: 'Honey harvest on Sunday at ten', joinPolicy: 'approval' },
  });
  await alice.http('POST /v1/groups/{gid}/invites', { path: { gid }, body: { uses: 10 } });
  await dora.http('POST /v1/groups/{gid}/join', { path: { gid }, body: { greeting: 'I keep bees in Freising' } });
  await alice.http('PATCH /v1/friends/{uid}', {
    path: { uid: bob.uid },
    body: { tags: ['bees', 'neighbours'], starred: true },
  });
  await alice.http('PATCH /v1/friends/{uid}', { path: { uid: carol.uid }, body: { tags: ['bees'] } });
  await bob.http('PUT /v1/me/status', { body: { text: 'in the workshop' } });
  await Promise.all([carol, wei].map(({ uid }) => alice.http('PUT /v1/follows/{uid}', { path: { uid } })));

  await long.say(
    { u: alice.uid },
    'https://example.org/a/very/long/address/that/does/not/end/where-one-would-expect-it?with=parameters&and=more',
  );
  await long.say({ u: alice.uid }, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung');
  for (let i = 1; i <= 40; i++) {
    await wei.say(
      { u: alice.uid },
      i % 3 === 0 ? `第 ${String(i)} 箱蜂已经检查完了，蜂王状态很好。` : `蜂箱 ${String(i)}：正常`,
    );
  }
  await carol.say({ u: alice.uid }, 'Are you coming on Sunday?');
  await alice.say({ u: carol.uid }, 'Yes! I bring the smoker.');

  // A thread, something forwarded, something scheduled.
  const question = await alice.say(group, 'Who can bring the extractor on Sunday?');
  for (const [user, text] of [
    [carol, 'I can, if somebody helps me carry it'],
    [wei, '我来帮忙，几点？'],
    [carol, 'At nine, in front of the barn'],
  ] as const) {
    await user.http('POST /v1/messages', { body: { to: group, text, thread: question.seq } });
  }
  const notes: { conversation: string; seq: number }[] = [];
  for (const text of ['Lower stand: queen seen', 'Upper stand: needs a super', 'Swarm in the pear tree!']) {
    notes.push(await carol.say({ u: alice.uid }, text));
  }
  await alice.http('POST /v1/messages/forward', {
    body: {
      from: { conversation: notes[0]?.conversation ?? '', seqs: notes.map(({ seq }) => seq).sort((a, b) => a - b) },
      to: [group, { u: bob.uid }],
      combined: true,
      title: 'Carol on the stands',
    },
  });
  await alice.http('POST /v1/messages/forward', {
    body: { from: { conversation: gid, seqs: [question.seq] }, to: [{ u: alice.uid }] },
  });
  await alice.http('POST /v1/scheduled-messages', {
    body: { to: group, text: 'Reminder: the meeting begins at ten.', sendAt: new Date(Date.now() + 86_400_000).toISOString() },
  });

  await bob.say(group, 'Morning all ☀️ The linden is in bloom.');
  await carol.say(
    group,
    'Ours too. **Weigh your hives** before noon, the scale at [C] drifts when it gets warm.\n\n- hive 1: `34.2 kg`\n- hive 2: `41.0 kg`',
  );
  const picture = await upload(carol, landscape(0.4), 'linden.png', 'image/png');
  await carol.http('POST /v1/messages', {
    body: { to: group, image: { mediaId: picture }, caption: 'The view from the upper stand' },
  });
  const { seq } = await alice.say(group, 'Beautiful. Mine is at 41 kg as well, I add a super today.');
  await bob.http('POST /v1/messages', { body: { to: group, text: 'Bring two, I have one spare', replyTo: seq } });
  await wei.say(group, '太漂亮了！🐝');
  await wei.say(group, '🎉');
  const album = await Promise.all(
    [0.1, 0.6, 0.9].map((hue, index) => upload(bob, landscape(hue), `stand-${String(index + 1)}.png`, 'image/png')),
  );
  await bob.http('POST /v1/messages', {
    body: { to: group, album: album.map((mediaId) => ({ image: { mediaId } })), caption: 'All three stands' },
  });
  await bob.http('POST /v1/messages', {
    body: { to: group, location: { lat: 48.13712, lon: 11.57543, name: 'The apiary', address: 'Bienenweg 1, Freising' } },
  });
  const file = await upload(carol, new TextEncoder().encode('hive,kg\n1,34.2\n2,41.0\n'), 'weights-june.csv', 'text/csv');
  await carol.http('POST /v1/messages', { body: { to: group, file: { mediaId: file } } });
  await long.http('POST /v1/messages', { body: { to: group, card: { uid: carol.uid } } });
  await bob.http('POST /v1/messages', {
    body: { to: group, custom: { type: 'hive.scale', data: { hive: 2, kg: 41.03, trend: 'up' } } },
  });
  await bob.say(
    group,
    'The script that reads the scale:\n```\nconst kg = await scale.read();\nif (kg > 40) console.log("add a super");\n```',
  );
  const pinned = await alice.say(group, 'Next meeting: Sunday 10:00, at Carol’s. Details: https://example.org/meetings/42');
  await alice.http('PUT /v1/conversations/{conversation}/pins/{seq}', { path: { conversation: gid, seq: pinned.seq } });
  for (const [user, emoji] of [
    [bob, '👍'],
    [carol, '👍'],
    [wei, '🐝'],
  ] as const) {
    await user.http('PUT /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}', {
      path: { conversation: gid, seq: pinned.seq, emoji },
    });
  }
  await bob.http('POST /v1/messages', {
    body: { to: group, text: `@${'Alice Baumgartner'} can you open the gate?`, mentions: [alice.uid] },
  });
  await alice.http('PATCH /v1/conversations/{conversation}', { path: { conversation: gid }, body: { pinned: true } });
  const wrong = await bob.say({ u: alice.uid }, 'wrong chat, sorry');
  await bob.http('POST /v1/conversations/{conversation}/messages/{seq}/recall', {
    path: { conversation: wrong.conversation, seq: wrong.seq },
  });
  await bob.say({ u: alice.uid }, 'See you at the hut');
  await alice.say({ u: bob.uid }, 'On my way');
  await alice.say(
    { u: bob.uid },
    'Ten minutes. The road is closed at the mill, so I come along the river and park behind the old barn.',
  );
  await bob.http('POST /v1/conversations/{conversation}/read', {
    path: { conversation: wrong.conversation },
    body: { seq: 4 },
  });
  return { alice, bob, gid, thread: question.seq };
}
