import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { qrCode } from '../../src/groups/qr.js';
import { launch, logIn, visit, type Visit } from './pages.js';
import { baseUrl, befriend, newUser, password, type User } from './people.js';

/** People, groups and settings beyond the first steps. Alice owns what there is, Bob is her friend, Carol a stranger. */
let browser: Browser;
let alice: User;
let bob: User;
let carol: User;
let a: Page;
let b: Page;
let c: Page;
const visits: Visit[] = [];

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const one = await visit(browser, options);
  visits.push(one);
  return one.page;
}

async function at(user: User): Promise<Page> {
  const page = await open();
  await logIn(page, user);
  return page;
}

const go = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** The pane beside the chat. */
const pane = (page: Page) => page.locator('.pane');
const dialog = (page: Page) => page.getByRole('dialog');

async function menu(page: Page, of: string, item: string): Promise<void> {
  await pane(page).getByRole('button', { name: of }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

beforeAll(async () => {
  [browser, alice, bob, carol] = await Promise.all([
    launch(),
    newUser('alice', 'Alice'),
    newUser('bob', 'Bob'),
    newUser('carol', 'Carol'),
  ]);
  await befriend(alice, bob);
  [a, b, c] = await Promise.all([at(alice), at(bob), at(carol)]);
}, 60_000);

afterEach(() => {
  expect(visits.flatMap((one) => one.problems.splice(0))).toEqual([]);
});

afterAll(async () => {
  await browser.close();
});

const newGroup = (name: string, members: User[] = [bob], more: { joinPolicy?: 'approval' | 'open' } = {}): Promise<string> =>
  alice.http('POST /v1/groups', { body: { name, members: members.map(({ uid }) => uid), ...more } }).then(({ gid }) => gid);

describe('groups', () => {
  test('joinByLink_isAskedForAndAccepted', async () => {
    const gid = await newGroup('Hives', [bob], { joinPolicy: 'approval' });
    await Promise.all([go(a, `#/g/${gid}`), go(b, `#/g/${gid}/info`)]);
    await go(c, `#/join/g/${gid}`);
    await c.getByLabel('Greeting').fill('I keep bees');
    await dialog(c).getByRole('button', { name: 'Join' }).click();
    await c.getByText('An admin must accept you first.').waitFor();

    await a.getByText('1 person asks to join').waitFor();
    await a.getByRole('button', { name: 'Show', exact: true }).click();
    await pane(a).getByText('“I keep bees”').waitFor();
    // A member does not see requests, bans or settings.
    await pane(b).getByText('2 members').first().waitFor();
    for (const absent of ['Requests to join', 'Banned people', 'Slow mode', 'Dissolve group']) {
      expect(await pane(b).getByText(absent).count()).toBe(0);
    }
    await pane(a).getByRole('button', { name: 'Accept: Carol' }).click();
    await pane(a).locator('.member', { hasText: 'Carol' }).waitFor();
    await c.locator('.row', { hasText: 'Hives' }).waitFor();
    await expect.poll(() => a.getByText('asks to join').count()).toBe(0);
  });

  test('invite_withLimits_isUsedUp', async () => {
    const gid = await newGroup('Orchard', []);
    await go(a, `#/g/${gid}/info`);
    await pane(a).getByRole('button', { name: 'Create invite link' }).click();
    await dialog(a).getByLabel('For', { exact: true }).selectOption('1');
    await dialog(a).getByLabel('Valid for').selectOption('7 days');
    await dialog(a).getByRole('button', { name: 'Create', exact: true }).click();
    await pane(a).getByText('1 use left').waitFor();
    const code = (await pane(a).locator('.invite code').textContent()) ?? '';

    // The QR code has the whole link.
    await pane(a).getByRole('button', { name: 'QR code' }).click();
    const drawn = await dialog(a).locator('.qr-dark').getAttribute('d');
    const dark = qrCode(`${baseUrl}/#/join/${code}`).flat().filter(Boolean).length;
    expect(drawn?.split('M').length).toBe(dark + 1);
    await dialog(a).getByRole('button', { name: 'Close' }).click();

    // Pasted as a link.
    await go(c, '#/people');
    await c.getByRole('button', { name: 'New group' }).click();
    await c.getByRole('menuitem', { name: 'Join a group' }).click();
    await c.getByLabel('Invite link or code').fill('hello');
    await c.getByRole('button', { name: 'Next' }).click();
    await dialog(c).getByText('This is no invite.').waitFor();
    await c.getByLabel('Invite link or code').fill(`Come: ${baseUrl}/#/join/${code}`);
    await c.getByRole('button', { name: 'Next' }).click();
    await dialog(c).getByText('Join “Orchard”?').waitFor();
    await dialog(c).getByRole('button', { name: 'Join' }).click();
    await c.locator('.chat-head', { hasText: 'Orchard' }).waitFor();

    await go(b, `#/join/${code}`);
    await b.getByText('This invite does not work any more.').waitFor();
    await b.keyboard.press('Escape');
  });

  test('muteForATime_banAndUnban_areDone', async () => {
    const gid = await newGroup('Meadow', [bob]);
    await Promise.all([go(a, `#/g/${gid}/info`), go(b, `#/g/${gid}`)]);
    await menu(a, 'More: Bob', 'Mute for …');
    await dialog(a).getByRole('button', { name: '1 hour' }).click();
    await pane(a)
      .locator('.member', { hasText: /muted until/ })
      .waitFor();
    await b.getByText('You cannot write here for now').waitFor();
    await menu(a, 'More: Bob', 'Unmute');
    await b.locator('#composer').waitFor();

    await menu(a, 'More: Bob', 'Remove and ban');
    await dialog(a).getByRole('button', { name: 'Remove and ban' }).click();
    await b.getByText('You are no longer in this group.').waitFor();
    await pane(a).getByRole('button', { name: 'Banned people' }).click();
    await dialog(a).locator('.member', { hasText: 'Bob' }).waitFor();
    await dialog(a).getByRole('button', { name: 'Lift ban' }).click();
    await dialog(a).getByText('No one is banned from this group.').waitFor();
    await a.keyboard.press('Escape');
  });

  test('announcement_isANewsForMembersUntilTheyHaveSeenIt', async () => {
    const gid = await newGroup('Harvest', [bob]);
    await Promise.all([go(a, `#/g/${gid}/info`), go(b, `#/g/${gid}`)]);
    await pane(a).getByRole('button', { name: 'Edit' }).click();
    await dialog(a).getByLabel('Announcement').fill('Honey on Sunday');
    await dialog(a).getByRole('button', { name: 'Publish' }).click();
    await b.locator('.group-news', { hasText: 'Honey on Sunday' }).waitFor();
    await b.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => b.locator('.group-news').count()).toBe(0);
    await pane(a).getByRole('button', { name: 'Earlier announcements' }).click();
    await dialog(a).getByText('Honey on Sunday').waitFor();
    await a.keyboard.press('Escape');
  });

  test('settingsNicknameAndTransfer_areSeenByOthers', async () => {
    const gid = await newGroup('Valley', [bob]);
    await Promise.all([go(a, `#/g/${gid}/info`), go(b, `#/g/${gid}/info`)]);
    await pane(a)
      .getByLabel(/^Slow mode/)
      .selectOption('1 minute');
    await pane(a).getByLabel('No forwarding').check();
    await expect
      .poll(() => alice.http('GET /v1/groups/{gid}', { path: { gid } }))
      .toMatchObject({ slowMode: 60, noForwarding: true });
    await pane(b).getByLabel('Your name in this group').fill('Drone');
    await pane(b).getByLabel('Your name in this group').press('Enter');
    await pane(b).locator('.member', { hasText: 'Drone' }).waitFor();

    await menu(a, 'More: Bob', 'Make owner');
    await dialog(a).getByRole('button', { name: 'Make owner' }).click();
    await pane(b).getByRole('button', { name: 'Dissolve group' }).waitFor();
    await expect.poll(() => pane(a).getByRole('button', { name: 'Dissolve group' }).count()).toBe(0);
  });

  test('members_areSearchedAndShownInParts', async () => {
    const many = await Promise.all(Array.from({ length: 3 }, (_, i) => newUser(`bee${String(i)}`, `Worker ${String(i)}`)));
    const gid = await newGroup('Swarm', [bob]);
    const { code } = await alice.http('POST /v1/groups/{gid}/invites', { path: { gid }, body: {} });
    await Promise.all([carol, ...many].map((one) => one.http('POST /v1/invites/{code}/join', { path: { code } })));
    await go(a, `#/g/${gid}/info`);
    await pane(a).getByLabel('Search members').fill('worker 2');
    await expect.poll(() => pane(a).locator('.member').count()).toBe(1);
    await pane(a).getByLabel('Search members').fill('nobody');
    await pane(a).getByText('No member matches.').waitFor();
  });
});

describe('people', () => {
  test('greetingFollowAndContactCard_arrive', async () => {
    await go(c, '#/people');
    await c.getByRole('searchbox').fill(bob.username);
    await c.getByRole('button', { name: 'Add friend' }).click();
    await dialog(c).getByLabel('Greeting').fill('From the market');
    await dialog(c).getByRole('button', { name: 'Send request' }).click();
    await go(b, '#/people/requests');
    await b.getByText('“From the market”').waitFor();
    await b.getByRole('button', { name: 'Decline' }).click();

    await go(c, `#/u/${bob.uid}/info`);
    await pane(c).getByRole('button', { name: 'Follow', exact: true }).click();
    await pane(c).getByRole('button', { name: 'Unfollow' }).waitFor();
    await go(c, '#/people/following');
    await c.locator('.row-person', { hasText: 'Bob' }).waitFor();
    await go(b, '#/people/followers');
    await b.locator('.row-person', { hasText: 'Carol' }).waitFor();
    await b.getByRole('button', { name: 'Followers 1' }).waitFor();

    await alice.say({ u: bob.uid }, 'Who was that?');
    await go(b, `#/u/${carol.uid}/info`);
    await pane(b).getByRole('button', { name: 'Share contact' }).click();
    await dialog(b).getByRole('button', { name: 'Alice' }).click();
    await go(a, `#/u/${bob.uid}`);
    await a.locator('.message .tile', { hasText: 'Carol' }).waitFor();
  });

  test('tags_filterTheFriends', async () => {
    await go(a, `#/u/${bob.uid}/info`);
    await pane(a).getByLabel('Add a tag').fill('bees');
    await pane(a).getByLabel('Add a tag').press('Enter');
    await pane(a).locator('.tag', { hasText: 'bees' }).waitFor();
    await go(a, '#/people');
    await a.getByRole('button', { name: 'bees' }).click();
    await expect.poll(() => a.locator('.row-person').count()).toBe(1);
    await a.locator('.row-person', { hasText: 'bees' }).waitFor();
    await go(a, `#/u/${bob.uid}/info`);
    await pane(a).getByRole('button', { name: 'Remove the tag bees' }).click();
    await expect.poll(() => pane(a).locator('.tag', { hasText: 'bees' }).count()).toBe(0);
  });

  test('statusText_isShownToFriends', async () => {
    await go(b, '#/settings/you');
    await b.getByLabel('Status').fill('in the hut');
    await b.getByRole('button', { name: 'Save' }).click();
    await go(a, `#/u/${bob.uid}/info`);
    await pane(a).getByText('in the hut').waitFor();
  });
});

describe('settings', () => {
  test('mutedForAWhile_isHeardAgain', async () => {
    await go(a, `#/u/${bob.uid}/info`);
    await pane(a).getByLabel('Notifications').selectOption('Muted for 1 hour');
    await pane(a)
      .getByRole('option', { name: /Muted until/ })
      .waitFor({ state: 'attached' });
    await a.locator('.row', { hasText: 'Bob' }).getByTitle('Muted').waitFor();
    await a.evaluate(() => {
      const times = JSON.parse(localStorage.getItem('waggle-my-mutes') ?? '{}') as Record<string, number>;
      localStorage.setItem('waggle-my-mutes', JSON.stringify(Object.fromEntries(Object.keys(times).map((key) => [key, 1]))));
    });
    await a.reload();
    await a.locator('.home').waitFor();
    await expect.poll(() => a.locator('.row', { hasText: 'Bob' }).getByTitle('Muted').count()).toBe(0);
  });

  test('tone_soundsOutsideOfQuietHours', async () => {
    const page = await open();
    await page.evaluate(() => {
      const counted = window as unknown as { tones: number };
      counted.tones = 0;
      const scheduled = Object.getOwnPropertyDescriptor(AudioScheduledSourceNode.prototype, 'start') ?? {};
      Object.defineProperty(AudioScheduledSourceNode.prototype, 'start', {
        ...scheduled,
        value(this: AudioScheduledSourceNode, at?: number) {
          counted.tones += 1;
          (scheduled.value as (when?: number) => void).call(this, at);
        },
      });
    });
    const tones = (): Promise<number> => page.evaluate(() => (window as unknown as { tones: number }).tones);
    await logIn(page, alice);
    await page.locator('.row', { hasText: 'Bob' }).first().waitFor();
    await bob.say({ u: alice.uid }, 'First');
    await expect.poll(tones).toBe(2);

    await go(page, '#/settings/notifications');
    await page.getByLabel('Quiet hours').check();
    await page.getByLabel('From', { exact: true }).fill('00:00');
    await page.getByLabel('To', { exact: true }).fill('00:00');
    await bob.say({ u: alice.uid }, 'Second');
    await go(page, '#/');
    await page.locator('.row', { hasText: 'Second' }).waitFor();
    expect(await tones()).toBe(2);
  });

  test('otherDevices_areLoggedOutTogether', async () => {
    const dora = await newUser('dora', 'Dora');
    const [one, other] = [await at(dora), await at(dora)];
    await go(one, '#/settings/devices');
    await one.getByRole('button', { name: 'Log out all other devices' }).click();
    await dialog(one).getByRole('button', { name: 'Log out all other devices' }).click();
    await other.getByRole('button', { name: 'Log in' }).waitFor();
    await expect.poll(() => one.locator('.settings-list .setting').count()).toBe(1);
  });

  test('deviceIsCleared_andFillsAgain', async () => {
    await go(b, '#/settings/about');
    await b.getByText('0.1.0').waitFor();
    await go(b, '#/settings/storage');
    await b.getByRole('button', { name: 'Clear this device' }).click();
    await Promise.all([b.waitForEvent('load'), dialog(b).getByRole('button', { name: 'Clear this device' }).click()]);
    await go(b, `#/u/${alice.uid}`);
    await b.locator('.message', { hasText: 'Who was that?' }).waitFor();
  });

  test('deactivated_isGoneForGood', async () => {
    const erin = await newUser('erin', 'Erin');
    const page = await at(erin);
    await go(page, '#/settings/password');
    await page.getByRole('button', { name: 'Deactivate account' }).click();
    await dialog(page).getByLabel('Your password, to confirm').fill('not this');
    await dialog(page).getByRole('button', { name: 'Deactivate account' }).click();
    await dialog(page).getByText('Username or password is wrong.').waitFor();
    await dialog(page).getByLabel('Your password, to confirm').fill(password);
    await dialog(page).getByRole('button', { name: 'Deactivate account' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('waggle-session'))).toBeNull();
  });
});

describe('demo', () => {
  test('withoutADemo_nothingIsOffered', async () => {
    const page = await open();
    const asked = page.waitForResponse('**/demo.json');
    await page.reload();
    expect((await asked).status()).toBe(404);
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.getByText('Try the demo').count()).toBe(0);
  });

  test('withADemo_oneClickLogsIn', async () => {
    const page = await open();
    await page.route('**/demo.json', (route) =>
      route.fulfill({ json: { password, users: [{ username: alice.username, nickname: 'Alice' }] } }),
    );
    await page.reload();
    await page.getByRole('button', { name: 'Continue as Alice' }).click();
    await page.locator('.home').waitFor();
  });
});
