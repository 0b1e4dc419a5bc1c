import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launch, logIn, visit, type Visit } from './pages.js';
import { befriend, landscape, newUser, upload, type User } from './people.js';

/** Everything that happens to a message after it was sent, and the other ways to send one. Two people for all tests. */
let browser: Browser;
let alice: User;
let bob: User;
let carol: User;
let a: Page;
let b: Page;
const visits: Visit[] = [];

async function at(user: User, options: BrowserContextOptions = {}): Promise<Page> {
  const one = await visit(browser, options);
  visits.push(one);
  await one.page.context().grantPermissions(['clipboard-read', 'clipboard-write', 'microphone', 'camera', 'geolocation']);
  await logIn(one.page, user);
  return one.page;
}

beforeAll(async () => {
  [browser, alice, bob, carol] = await Promise.all([
    launch(
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ),
    newUser('alice', 'Alice'),
    newUser('bob', 'Bob'),
    newUser('carol', 'Carol'),
  ]);
  await befriend(alice, bob, carol);
  [a, b] = await Promise.all([at(alice, { geolocation: { latitude: 48.1371, longitude: 11.5754 } }), at(bob)]);
}, 60_000);

afterEach(() => {
  expect(visits.flatMap(({ problems }) => problems)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
});

const go = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const composer = (page: Page) => page.locator('#composer');
const bubble = (page: Page, text: string) => page.locator('.chat .message', { hasText: text });
const say = async (page: Page, text: string): Promise<void> => {
  await composer(page).fill(text);
  await composer(page).press('Enter');
};
const act = async (page: Page, text: string, action: string): Promise<void> => {
  await bubble(page, text).last().click({ button: 'right' });
  await page.getByRole('menuitem', { name: action, exact: true }).click();
};
const head = async (page: Page, action: string): Promise<void> => {
  await page.locator('.chat-head').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: action }).click();
};

async function group(name: string, settings: object = {}): Promise<string> {
  const { gid } = await alice.http('POST /v1/groups', { body: { name, members: [bob.uid, carol.uid], ...settings } });
  return gid;
}

describe('forwarding', () => {
  test('severalMessages_combinedAndNested_areReadByTheReceiver', async () => {
    const gid = await group('Hives');
    const mediaId = await upload(bob, landscape(0.3), 'linden.png', 'image/png');
    await bob.say({ g: gid }, 'The linden is in bloom');
    await bob.http('POST /v1/messages', { body: { to: { g: gid }, image: { mediaId } } });
    await go(a, `#/g/${gid}`);
    await bubble(a, 'The linden is in bloom').waitFor();
    await act(a, 'The linden is in bloom', 'Select');
    await a.locator('.message', { has: a.locator('.picture') }).click();
    await a.getByText('2 selected').waitFor();
    await a.getByRole('button', { name: 'Forward' }).click();
    const dialog = a.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('bob');
    await dialog.getByLabel('Bob').check();
    await dialog.getByLabel('As one message').check();
    await dialog.getByLabel('Title').fill('From the hives');
    await dialog.getByRole('button', { name: 'Forward' }).click();
    await a.getByText('Forwarded to Bob.').waitFor();
    expect(await a.locator('.selection').count()).toBe(0);

    // Bob reads it, and forwards it inside of another one.
    await go(b, `#/u/${alice.uid}`);
    await b.locator('.forwarded', { hasText: 'From the hives' }).click();
    await b.locator('.combined', { hasText: 'The linden is in bloom' }).waitFor();
    await b.locator('.combined .picture img').waitFor();
    await b.keyboard.press('Escape');
    await alice.say({ u: bob.uid }, 'Look at that');
    await bubble(b, 'Look at that').waitFor();
    await act(b, 'Look at that', 'Select');
    await b.locator('.message', { has: b.locator('.forwarded') }).click();
    await b.getByRole('button', { name: 'Forward' }).click();
    await b.getByRole('dialog').getByLabel('Carol').check();
    await b.getByRole('dialog').getByLabel('As one message').check();
    await b.getByRole('dialog').getByLabel('Hide the source').check();
    await b.getByRole('dialog').getByRole('button', { name: 'Forward' }).click();
    await b.getByText('Forwarded to Carol.').getByRole('button', { name: 'Show' }).click();
    await b.locator('.chat .forwarded').click();
    await b.locator('.combined', { hasText: 'Hidden sender' }).waitFor();
    await b.locator('.combined .forwarded', { hasText: 'From the hives' }).click();
    await b.locator('.combined', { hasText: 'The linden is in bloom' }).waitFor();
    await b.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
    await b.locator('.combined', { hasText: 'Look at that' }).waitFor();
    await b.keyboard.press('Escape');
  });

  test('notAllowed_isSaidWithItsReason_andRefusalsOfEachChat', async () => {
    const gid = await group('Secrets');
    await bob.http('POST /v1/messages', { body: { to: { g: gid }, text: 'for you only', noForward: true } });
    await bob.say({ g: gid }, 'for everyone');
    await go(a, `#/g/${gid}`);
    await act(a, 'for you only', 'Forward');
    await a.getByText('does not allow this message to be forwarded').waitFor();
    // By keyboard: Space chooses, Esc ends.
    await a.locator('.message[tabindex="0"]').focus();
    await a.keyboard.press('Space');
    await a.getByText('1 selected').waitFor();
    await a.keyboard.press('ArrowDown');
    await expect.poll(() => a.evaluate(() => document.activeElement?.textContent)).toContain('for everyone');
    await a.keyboard.press('Space');
    await a.getByText('The senders of some messages').waitFor();
    expect(await a.getByRole('button', { name: 'Forward' }).isDisabled()).toBe(true);
    await a.keyboard.press('Escape');
    await expect.poll(() => a.locator('.selection').count()).toBe(0);

    const quiet = await group('Quiet');
    await bob.http('POST /v1/messages', { body: { to: { g: quiet }, text: 'before' } });
    await alice.http('PATCH /v1/groups/{gid}', { path: { gid: quiet }, body: { muteAll: true, noForwarding: true } });
    await go(b, `#/g/${gid}`);
    await act(b, 'for everyone', 'Forward');
    await b.getByRole('dialog').getByLabel('Quiet').check();
    await b.getByRole('dialog').getByRole('button', { name: 'Forward' }).click();
    await b.getByRole('dialog').getByText('You cannot write in this group').waitFor();
    await b.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await go(b, `#/g/${quiet}`);
    await b.locator('.chat-head', { hasText: /Quiet.*members/s }).waitFor();
    await act(b, 'before', 'Forward');
    await b.getByText('Messages of this group cannot be forwarded.').waitFor();
  });

  test('saved_isFoundInItsChat_andLeadsBack', async () => {
    const gid = await group('Notes');
    await bob.say({ g: gid }, 'Queen seen on Monday');
    await go(a, `#/g/${gid}`);
    await act(a, 'Queen seen on Monday', 'Save');
    await a.getByText('Saved for you.').waitFor();
    await a.keyboard.press('Control+k');
    await a.getByRole('combobox').fill('saved');
    await a.keyboard.press('Enter');
    await a.locator('.chat-head', { hasText: 'Saved messages' }).waitFor();
    await a.locator('.row', { hasText: 'Saved messages' }).waitFor();
    await bubble(a, 'Queen seen on Monday').getByRole('button', { name: 'Forwarded from Bob' }).click();
    await a.locator('.chat-head', { hasText: 'Notes' }).waitFor();
    await a.locator('.message-flash', { hasText: 'Queen seen on Monday' }).waitFor();
  });
});

describe('threads', () => {
  test('reply_isCountedFollowedAndRead', async () => {
    const gid = await group('Meeting');
    await alice.say({ g: gid }, 'Where do we meet?');
    await Promise.all([go(a, `#/g/${gid}`), go(b, `#/g/${gid}`)]);
    await act(b, 'Where do we meet?', 'Reply in thread');
    await b.locator('#thread-composer').fill('At the hut');
    await b.locator('#thread-composer').press('Enter');
    await b.locator('.thread .message', { hasText: 'At the hut' }).waitFor();
    // Alice sees the count, and the thread among those that she follows.
    await go(a, '#/');
    await a.locator('.threads-link', { hasText: '1' }).click();
    await a.locator('.row-thread', { hasText: 'Where do we meet?' }).click();
    await a.locator('.thread .message', { hasText: 'At the hut' }).waitFor();
    await expect.poll(() => a.locator('.threads-link').count()).toBe(0);
    await a.locator('.thread-link', { hasText: '1 reply' }).waitFor();
    await a.locator('#thread-composer').fill('At ten?');
    await a.locator('#thread-composer').press('Enter');
    await b.locator('.thread .message', { hasText: 'At ten?' }).waitFor();
    await b.locator('.thread-link', { hasText: '2 replies' }).waitFor();
    await b.getByRole('button', { name: 'Unfollow this thread' }).click();
    await b.getByRole('button', { name: 'Follow this thread' }).waitFor();
    await a.keyboard.press('Escape');
    await expect.poll(() => a.locator('.thread').count()).toBe(0);
  });
});

describe('deleting and finding', () => {
  test('deleteForMe_ofSeveral_leavesThemToOthers', async () => {
    await bob.say({ u: alice.uid }, 'delete one');
    await bob.say({ u: alice.uid }, 'delete two');
    await go(a, `#/u/${bob.uid}`);
    await act(a, 'delete one', 'Select');
    await bubble(a, 'delete two').click();
    await a.locator('.selection').getByRole('button', { name: 'Delete for me' }).click();
    await a.getByRole('dialog').getByRole('button', { name: 'Delete for me' }).click();
    await expect.poll(() => bubble(a, 'delete one').count()).toBe(0);
    await expect.poll(() => bubble(a, 'delete two').count()).toBe(0);
    await go(b, `#/u/${alice.uid}`);
    await bubble(b, 'delete two').waitFor();
  });

  test('markUnread_isSeenOnTheOtherDeviceAndEndsWhenOpened', async () => {
    const isMarked = async (): Promise<boolean> =>
      (await alice.http('GET /v1/conversations')).items.some(({ markedUnread }) => markedUnread);
    await bob.say({ u: alice.uid }, 'think about it');
    await go(a, `#/u/${bob.uid}`);
    await bubble(a, 'think about it').waitFor();
    await expect.poll(() => a.locator('.row', { hasText: 'think about it' }).locator('.badge').count()).toBe(0);
    await head(a, 'Mark as unread');
    await a.locator('.row', { hasText: 'think about it' }).getByLabel('Marked as unread').waitFor();
    await expect.poll(isMarked).toBe(true);
    await a.locator('.row', { hasText: 'think about it' }).click();
    await expect.poll(isMarked).toBe(false);
  });

  test('galleryAndDate_leadToTheMessage', async () => {
    const gid = await group('Archive');
    await bob.say({ g: gid }, 'the very first');
    const mediaId = await upload(bob, landscape(0.7), 'stand.png', 'image/png');
    await bob.http('POST /v1/messages', { body: { to: { g: gid }, image: { mediaId } } });
    const file = await upload(bob, new TextEncoder().encode(`hive,kg\n${gid}\n`), 'weights.csv', 'text/csv');
    await bob.http('POST /v1/messages', { body: { to: { g: gid }, file: { mediaId: file } } });
    await carol.say({ g: gid }, 'read https://example.org/bees');
    await go(a, `#/g/${gid}`);
    await bubble(a, 'the very first').waitFor();
    await head(a, 'Media, files and links');
    await a.locator('.gallery .picture img').waitFor();
    await a.getByRole('tab', { name: 'Files' }).click();
    await a.locator('.gallery .file', { hasText: 'weights.csv' }).waitFor();
    await a.getByRole('tab', { name: 'Links' }).click();
    await a.locator('.gallery-text', { hasText: 'example.org' }).click();
    await a.locator('.message-flash', { hasText: 'example.org' }).waitFor();
    await a.getByRole('tab', { name: 'By person' }).click();
    await a.getByLabel('Messages of').selectOption({ label: 'Carol' });
    await expect.poll(() => a.locator('.gallery-item').count()).toBe(1);
    await a.keyboard.press('Escape');
    await a.locator('.day button').first().click();
    await a.getByRole('dialog').getByRole('button', { name: 'Go', exact: true }).click();
    await a.locator('.message-flash, .system').first().waitFor();
    await expect.poll(() => a.getByRole('dialog').count()).toBe(0);
  });

  test('readersAndVersions_areListed', async () => {
    const gid = await group('Readers');
    const { seq } = await alice.say({ g: gid }, 'first words');
    await alice.http('PATCH /v1/conversations/{conversation}/messages/{seq}', {
      path: { conversation: gid, seq },
      body: { text: 'second words' },
    });
    await bob.http('POST /v1/conversations/{conversation}/read', { path: { conversation: gid }, body: { seq } });
    await go(a, `#/g/${gid}`);
    await act(a, 'second words', 'Read by');
    const dialog = a.getByRole('dialog');
    await dialog.locator('section', { hasText: 'Read by 1 person' }).getByText('Bob').waitFor();
    await dialog.locator('section', { hasText: 'Not read by 1 person' }).getByText('Carol').waitFor();
    await a.keyboard.press('Escape');
    await bubble(a, 'second words').getByRole('button', { name: 'edited' }).click();
    await a.locator('.versions', { hasText: 'first words' }).waitFor();
    await a.keyboard.press('Escape');
  });
});

describe('sending in other ways', () => {
  test('later_isListedChangedAndSentNow', async () => {
    await go(a, `#/u/${bob.uid}`);
    await go(b, `#/u/${alice.uid}`);
    await composer(a).fill('Happy birthday');
    await a.getByRole('button', { name: 'Send later' }).click();
    await a.getByRole('menuitem', { name: /Tomorrow morning/ }).click();
    await a.getByText('To be sent').getByRole('button', { name: 'Show' }).click();
    const item = a.locator('.scheduled-item', { hasText: 'Happy birthday' });
    await item.getByRole('button', { name: 'Edit' }).click();
    await a.locator('.scheduled-item textarea').fill('Happy birthday, Bob');
    await a.locator('.scheduled-item').getByRole('button', { name: 'Save' }).click();
    const changed = a.locator('.scheduled-item', { hasText: 'Happy birthday, Bob' });
    await changed.getByRole('button', { name: 'Send now' }).click();
    await a.getByText('Nothing is scheduled').waitFor();
    await a.keyboard.press('Escape');
    await bubble(b, 'Happy birthday, Bob').waitFor();
  });

  test('slowMode_countsDown', async () => {
    const gid = await group('Slow');
    await alice.http('PATCH /v1/groups/{gid}', { path: { gid }, body: { slowMode: 60 } });
    await go(b, `#/g/${gid}`);
    await b.locator('.chat-head', { hasText: /Slow.*members/s }).waitFor();
    await say(b, 'one');
    await b.getByText(/Slow mode: you can write again in (1:00|0:\d\d)/).waitFor();
    await composer(b).fill('two');
    await composer(b).press('Enter');
    expect(await composer(b).inputValue()).toBe('two');
    await composer(b).fill('');
  });

  test('voice_isRecordedPreviewedAndHeard', async () => {
    await go(a, `#/u/${bob.uid}`);
    await go(b, `#/u/${alice.uid}`);
    await a.getByRole('button', { name: 'Voice message' }).click();
    await a.locator('.recorder-time', { hasText: '0:01' }).waitFor();
    await a.keyboard.press('Escape');
    await expect.poll(() => a.locator('.recorder').count()).toBe(0);
    await a.getByRole('button', { name: 'Voice message' }).click();
    await a.locator('.recorder-time', { hasText: '0:01' }).waitFor();
    await a.getByRole('button', { name: 'Stop and listen' }).click();
    await a.locator('.recorder').getByRole('button', { name: 'Play' }).click();
    await a.locator('.recorder').getByRole('button', { name: 'Send' }).click();
    await b.locator('.chat .voice').last().waitFor();
    await b.locator('.chat .voice-play').last().click();
    await b.locator('.chat .voice audio').waitFor({ state: 'attached' });
  });

  test('cameraAlbumPlaceAndCard_arrive', async () => {
    await go(a, `#/u/${bob.uid}`);
    await go(b, `#/u/${alice.uid}`);
    const attach = async (kind: string): Promise<void> => {
      await a.getByRole('button', { name: 'Attach files' }).click();
      await a.getByRole('menuitem', { name: kind }).click();
    };
    await attach('Camera');
    await a.getByRole('button', { name: 'Take photo' }).click();
    await a.locator('.tray img').waitFor();
    await a
      .locator('input[type=file]')
      .setInputFiles([{ name: 'two.png', mimeType: 'image/png', buffer: Buffer.from(landscape(0.5)) }]);
    await a.locator('.tray li').nth(1).waitFor();
    await a.locator('.tray-picture').nth(1).click();
    await a.getByRole('dialog').getByLabel('Caption of this picture').fill('The second');
    await a.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await composer(a).fill('Both of them');
    await composer(a).press('Enter');
    await b.locator('.album .picture img').nth(1).waitFor();
    await bubble(b, 'Both of them').waitFor();
    await b.locator('.album .picture').nth(1).click();
    await b.locator('.lightbox-caption', { hasText: 'The second' }).waitFor();
    await b.keyboard.press('Escape');

    // A film has its poster before it is sent.
    const film = await a.evaluate(recordedFilm);
    await a
      .locator('input[type=file]')
      .setInputFiles([{ name: 'flight.webm', mimeType: 'video/webm', buffer: Buffer.from(film, 'base64') }]);
    await a.locator('.tray-picture img').waitFor();
    await composer(a).press('Enter');
    await b.locator('.chat .film').waitFor();

    await attach('Location');
    await a.getByRole('button', { name: 'Use my position' }).click();
    await a.getByLabel('Name of the place').fill('The apiary');
    await a.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await bubble(b, 'The apiary').getByText('48.13710, 11.57540').waitFor();
    await attach('Contact');
    await a.getByRole('dialog').getByRole('button', { name: 'Carol' }).click();
    await b.locator('.chat .tile', { hasText: 'Carol' }).waitFor();
  });
});

/** Records a short film of a moving square, in base64. */
async function recordedFilm(): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 180;
  const pencil = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.start();
  for (let x = 0; x < 12; x++) {
    if (pencil !== null) {
      pencil.fillStyle = x % 2 === 0 ? '#fc4' : '#f80';
      pencil.fillRect(x * 20, 40, 60, 60);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => {
    recorder.onstop = resolve;
    recorder.stop();
  });
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(''));
}
