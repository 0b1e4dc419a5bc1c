import AxeBuilder from 'axe-core';
import type { Page, WebSocketRoute } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { bubble, composer, go, logIn, pair, say, stage } from './pages.js';
import { baseUrl, freshName, landscape, newUser, password, upload } from './people.js';

const { open, at } = stage();

describe('people', () => {
  test('twoNewcomers_signUpFindEachOtherAndChat', async () => {
    const names = [freshName('ada'), freshName('ben')];
    const [ada, ben] = await Promise.all([open(), open()]);
    for (const [index, page] of [ada, ben].entries()) {
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByLabel('Username').fill(names[index] ?? '');
      await page.getByLabel('Your name').fill(index === 0 ? 'Ada' : 'Ben');
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByText('No chats yet').waitFor();
    }
    await ada.getByRole('button', { name: 'Find people' }).click();
    await ada.getByRole('searchbox').fill(names[1] ?? '');
    await ada.getByRole('button', { name: 'Add friend' }).click();
    await ada.getByRole('button', { name: 'Send request' }).click();
    await ben.locator('.rail .badge').waitFor();
    await ben.getByRole('button', { name: /People/ }).click();
    await ben.getByRole('button', { name: 'Accept' }).click();
    await say(ben, 'Hello Ada');
    await ada.getByRole('button', { name: /Chats/ }).click();
    await ada.locator('.row', { hasText: 'Hello Ada' }).click();
    await say(ada, 'Hello Ben');
    await bubble(ben, 'Hello Ben').waitFor();
    await ben.locator('.message-own [data-status="read"]').waitFor();
  });

  test('wrongPassword_saysWhatToDo', async () => {
    const alice = await newUser('alice');
    const page = await open();
    await page.getByLabel('Username').fill(alice.username);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('Username or password is wrong. Check both and try again.').waitFor();
  });

  test('takenUsername_isSaidAtItsField', async () => {
    const alice = await newUser('alice');
    const page = await open();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByLabel('Username').fill(alice.username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.locator('.field-bad', { hasText: 'Choose another' }).waitFor();
  });

  test('loggedOut_nothingIsLeft', async () => {
    const alice = await newUser('alice');
    const page = await at(alice, '#/settings');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('waggle-session'))).toBeNull();
    await expect.poll(() => page.evaluate(storedRecords)).toBe(0);
  });
});

describe('chat', () => {
  test('replyEditReactPinRecall_areSeenByBoth', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'Bring the smoker');
    const [a, b] = await Promise.all([at(alice, `#/u/${bob.uid}`), at(bob, `#/u/${alice.uid}`)]);

    await bubble(a, 'Bring the smoker').hover();
    await bubble(a, 'Bring the smoker').getByRole('button', { name: 'Reply' }).click();
    await say(a, 'Which one');
    await b.locator('.message .quote', { hasText: 'Bring the smoker' }).waitFor();

    await a.locator('.message-own[data-seq]', { hasText: 'Which one' }).waitFor();
    await composer(a).press('ArrowUp');
    await composer(a).fill('Which of the two?');
    await composer(a).press('Enter');
    await bubble(b, 'Which of the two?').getByText('edited').waitFor();

    await bubble(b, 'Which of the two?').click({ button: 'right' });
    await b.getByRole('menuitem', { name: 'React 👍' }).click();
    await bubble(a, 'Which of the two?').locator('.reactions').waitFor();

    await bubble(a, 'Bring the smoker').first().click({ button: 'right' });
    await a.getByRole('menuitem', { name: 'Pin for everyone' }).click();
    await b.locator('.pinned', { hasText: 'Bring the smoker' }).waitFor();

    await bubble(a, 'Which of the two?').last().click({ button: 'right' });
    await a.getByRole('menuitem', { name: 'Recall for everyone' }).click();
    await bubble(b, 'Message recalled').waitFor();
    await bubble(a, 'You recalled a message').waitFor();
  });

  test('typingAndPresence_areShown', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const [a, b] = await Promise.all([at(alice, `#/u/${bob.uid}`), at(bob, `#/u/${alice.uid}`)]);
    await a.locator('.chat-head', { hasText: 'online' }).waitFor();
    await composer(b).pressSequentially('I am');
    await a.locator('.chat-head', { hasText: 'typing' }).waitFor();
  });

  test('pictures_arePastedSentAndOpened', async () => {
    const [alice, bob] = await pair();
    const [a, b] = await Promise.all([at(alice, `#/u/${bob.uid}`), at(bob, `#/u/${alice.uid}`)]);
    await a.locator('input[type=file]').setInputFiles([
      { name: 'one.png', mimeType: 'image/png', buffer: Buffer.from(landscape(0.2)) },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('some notes of ' + alice.uid) },
    ]);
    await a.locator('.tray li').nth(1).waitFor();
    await composer(a).fill('From today');
    await composer(a).press('Enter');
    await b.locator('.picture img').waitFor();
    await b.locator('.file', { hasText: 'notes.txt' }).waitFor();
    await bubble(b, 'From today').waitFor();
    await b.locator('.picture').click();
    await b.locator('.lightbox img').waitFor();
    await b.keyboard.press('Escape');
    const download = b.waitForEvent('download');
    await b.locator('.file').click();
    expect((await download).suggestedFilename()).toBe('notes.txt');
    await expect.poll(() => a.locator('.upload').count()).toBe(0);
  });

  test('notAFriend_isRefusedInWordsAndCanBeDiscarded', async () => {
    const [alice, bob] = await Promise.all([newUser('alice'), newUser('bob')]);
    const page = await at(alice, `#/u/${bob.uid}`);
    await say(page, 'hello?');
    await page.getByText('Send a friend request first').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => page.locator('.message').count()).toBe(0);
  });
});

describe('groups', () => {
  test('createInviteJoinRolesLeaveDissolve', async () => {
    const [alice, bob] = await pair();
    const carol = await newUser('carol', 'Carol');
    const [a, c] = await Promise.all([at(alice), at(carol)]);
    await a.getByRole('button', { name: 'New chat or group' }).click();
    await a.getByRole('menuitem', { name: 'New group' }).click();
    await a.getByLabel('Group name').fill('Beekeepers');
    await a.getByRole('dialog').getByLabel('Bob').check();
    await a.getByRole('button', { name: 'Create', exact: true }).click();
    await a.locator('.chat-head', { hasText: 'Beekeepers' }).waitFor();
    await a.locator('.chat-title').click();
    await a.getByRole('button', { name: 'Create invite link' }).click();
    await a.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click();
    const code = (await a.locator('.invite code').textContent()) ?? '';

    await go(c, `#/join/${code}`);
    await c.getByRole('button', { name: 'Join' }).click();
    await c.locator('.chat-head', { hasText: 'Beekeepers' }).waitFor();
    await say(c, 'Thanks for the invite');
    await bubble(a, 'Thanks for the invite').waitFor();

    await a.getByRole('button', { name: 'More: Carol' }).click();
    await a.getByRole('menuitem', { name: 'Make admin' }).click();
    await a.locator('.member', { hasText: 'Carol' }).getByText('Admin').waitFor();
    await c
      .getByText('Alice made You an admin')
      .or(c.getByText(/made .* an admin/))
      .first()
      .waitFor();

    await a.getByRole('button', { name: 'Dissolve group' }).click();
    await a.getByRole('dialog').getByRole('button', { name: 'Dissolve group' }).click();
    await a.getByText('Choose a chat').waitFor();
    expect(bob.uid).not.toBe('');
  });

  test('mention_isCompletedAndMarked', async () => {
    const [alice, bob] = await pair();
    const { gid } = await alice.http('POST /v1/groups', { body: { name: 'Hives', members: [bob.uid] } });
    const [a, b] = await Promise.all([at(alice, `#/g/${gid}`), at(bob)]);
    await a.locator('.chat-head', { hasText: '2 members' }).waitFor();
    await composer(a).pressSequentially('Hello @bo');
    await a.getByRole('option', { name: /Bob/ }).waitFor();
    await composer(a).press('Enter');
    await composer(a).pressSequentially('look');
    await composer(a).press('Enter');
    await a.locator('.mention', { hasText: '@Bob' }).waitFor();
    await b.locator('.row', { hasText: 'Hives' }).getByTitle('You are mentioned').waitFor();
  });
});

describe('checks', () => {
  test('check1_enterWhileAnInputMethodComposes_doesNotSend', async () => {
    const [alice, bob] = await pair();
    const page = await at(alice, `#/u/${bob.uid}`);
    await composer(page).fill('nihao');
    await composer(page).evaluate((area) => {
      area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
      area.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true } as KeyboardEventInit),
      );
    });
    expect(await composer(page).inputValue()).toBe('nihao');
    expect(await page.locator('.message').count()).toBe(0);
    await composer(page).press('Enter');
    await bubble(page, 'nihao').waitFor();
  });

  test('check2and4_olderEntriesAndArrivals_moveNothing', { timeout: 60_000 }, async () => {
    const [alice, bob] = await pair();
    let conversation = '';
    for (let i = 0; i < 120; i++) {
      ({ conversation } = await bob.say({ u: alice.uid }, `Message ${String(i)} ${'and some more words '.repeat(i % 7)}`));
    }
    await alice.http('POST /v1/conversations/{conversation}/read', { path: { conversation }, body: { seq: 120 } });
    const page = await at(alice, `#/u/${bob.uid}`);
    await bubble(page, 'Message 119').waitFor();
    const list = page.locator('.list');
    // Up, in steps, until older ones were loaded twice; the row that is looked at must not move by itself.
    let worst = 0;
    for (let step = 0; step < 18; step++) {
      const box = await list.boundingBox();
      await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 300);
      await page.mouse.wheel(0, -500);
      await page.waitForTimeout(60);
      const before = await firstRow(page);
      await page.waitForTimeout(240);
      const after = await placeOf(page, before.seq);
      worst = Math.max(worst, after === undefined ? 0 : Math.abs(after - before.top));
    }
    expect(worst).toBeLessThanOrEqual(1);
    expect((await firstRow(page)).seq).toBeLessThan(50);

    const before = await firstRow(page);
    await bob.say({ u: alice.uid }, 'Something new');
    await page.getByRole('button', { name: '1 new message' }).waitFor();
    expect(Math.abs(((await placeOf(page, before.seq)) ?? 0) - before.top)).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: '1 new message' }).click();
    await bubble(page, 'Something new').waitFor();
  });

  test('check3_pictures_haveTheirHeightBeforeTheyCome', async () => {
    const [alice, bob] = await pair();
    for (let i = 0; i < 4; i++) {
      const mediaId = await upload(bob, landscape(i / 4), `${String(i)}.png`, 'image/png');
      await bob.http('POST /v1/messages', { body: { to: { u: alice.uid }, image: { mediaId } } });
    }
    const page = await at(alice);
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
          shifts.push(entry.value);
        }
      }).observe({ type: 'layout-shift' });
    });
    await go(page, `#/u/${bob.uid}`);
    await expect.poll(() => page.locator('.picture img').count()).toBeGreaterThan(1);
    const heights = await page.locator('.picture').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    await page.waitForTimeout(300);
    expect(await page.locator('.picture').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))).toEqual(
      heights,
    );
    expect(heights.every((height) => height > 200)).toBe(true);
  });

  test('check5and6_readWhenSeen_clearsEverywhere', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'first');
    const [one, two] = await Promise.all([at(alice), at(alice)]);
    await one.locator('.row .badge').waitFor();
    await expect.poll(() => one.title()).toBe('(1) Waggle');
    await two.locator('.row').click();
    await two.locator('.unread-line').waitFor();
    await expect.poll(() => one.title()).toBe('Waggle');
    await expect.poll(() => one.locator('.row .badge').count()).toBe(0);
    expect(await two.locator('.unread-line').count()).toBe(1);
  });

  test('check7_twoTabs_oneConnectionBothUsable', async () => {
    const [alice, bob] = await pair();
    const first = await at(alice, `#/u/${bob.uid}`);
    const second = await first.context().newPage();
    await second.goto(`${baseUrl}/#/u/${bob.uid}`);
    await composer(second).waitFor();
    await say(second, 'from the second');
    await bubble(first, 'from the second').waitFor();
    await say(first, 'from the first');
    await bubble(second, 'from the first').waitFor();
    await first.close();
    await say(second, 'alone now');
    await bubble(second, 'alone now').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
  });

  test('check9and12_offlineClosedReopened_isSentOnceAndTheDraftIsKept', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const page = await open();
    let isOffline = false;
    const sockets: WebSocketRoute[] = [];
    await page.routeWebSocket(/mqtt/, (socket) => {
      if (isOffline) {
        void socket.close();
      } else {
        socket.connectToServer();
        sockets.push(socket);
      }
    });
    await page.reload();
    await logIn(page, alice);
    await go(page, `#/u/${bob.uid}`);
    await bubble(page, 'hi').waitFor();
    await expect.poll(() => sockets.length).toBe(1);
    isOffline = true;
    await page.context().setOffline(true);
    await Promise.all(sockets.map((socket) => socket.close()));
    await say(page, 'one');
    await say(page, 'two');
    await composer(page).fill('a draft');
    await expect.poll(() => page.locator('.message-own').count()).toBe(2);
    await page.getByText('You are offline').waitFor();
    expect((await bob.http('GET /v1/conversations')).items[0]?.lastSeq).toBe(1);
    isOffline = false;
    await page.context().setOffline(false);
    await page.reload();
    await expect.poll(() => composer(page).inputValue()).toBe('a draft');
    const other = await at(bob, `#/u/${alice.uid}`);
    await bubble(other, 'two').waitFor();
    await expect.poll(() => page.locator('.message-own [data-status="queued"]').count()).toBe(0);
    for (const one of [page, other]) {
      const texts = (await one.locator('.message .text').allTextContents()).filter((text) => text !== 'hi');
      expect(texts).toEqual(['one', 'two']);
    }
    await go(page, '#/');
    await page.locator('.row', { hasText: 'a draft' }).waitFor();
  });

  test('check11_withoutIndexedDb_worksInMemoryAndSaysSo', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const page = await open();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        value: {
          open: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        },
      });
    });
    await page.reload();
    await logIn(page, alice);
    await page.getByText('This browser keeps no data now').waitFor();
    await page.locator('.row', { hasText: 'hi' }).click();
    await say(page, 'hello');
    await bubble(page, 'hello').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
  });

  test('check14_keyboard_reachesMessagesAndTheirActions', async () => {
    const [alice, bob] = await pair();
    for (const text of ['one', 'two', 'three']) {
      await bob.say({ u: alice.uid }, text);
    }
    const page = await at(alice, `#/u/${bob.uid}`);
    await bubble(page, 'three').waitFor();
    await page.locator('.message[tabindex="0"]').focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('two');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Reply', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('two');
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('off');
    await bob.say({ u: alice.uid }, 'four');
    await page.locator('[aria-live=polite]', { hasText: 'Bob: four' }).waitFor({ state: 'attached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('short');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  });

  test('check15_staleChunk_reloadsOnceAndKeepsTheDraft', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const page = await at(alice, `#/u/${bob.uid}`);
    await bubble(page, 'hi').waitFor();
    await composer(page).fill('a draft');
    await page.waitForTimeout(200);
    expect((await fetch(`${baseUrl}/assets/missing.js`)).status).toBe(404);
    await page.route(/person-.*\.js/, (given) => given.fulfill({ status: 404 }));
    const loaded = page.waitForEvent('load');
    await page.locator('.chat-title').click();
    await loaded;
    await page.unroute(/person-.*\.js/);
    await expect.poll(() => composer(page).inputValue()).toBe('a draft');
  });
});

describe('hostile content', () => {
  test('nothingRuns_nothingBreaksTheLayout', async () => {
    const [alice, bob] = await pair();
    const texts = [
      '<img src=x onerror="document.title=1"><script>document.title=2</script>',
      '[x](javascript:alert(1)) javascript:alert(1) https://example.org/"onmouseover="alert(1)',
      '\u202Egnp.exe \u2066 abc \u202D',
      `a${'\u0301'.repeat(4_000)}`,
      `https://раура1.example/login https://user@evil.example/`,
      'W'.repeat(8_000),
      '**a `b** c` ~~ ``` * _ [ ](',
    ];
    for (const text of texts) {
      await bob.say({ u: alice.uid }, text);
    }
    await bob.http('POST /v1/messages', {
      body: {
        to: { u: alice.uid },
        custom: { type: '<b>x</b>', data: { deep: 'x'.repeat(7_000), html: '<img onerror=alert(1)>' } },
      },
    });
    await bob.http('POST /v1/messages', {
      body: { to: { u: alice.uid }, location: { lat: 1, lon: 2, name: '<svg onload=alert(1)>' } },
    });
    await bob.http('POST /v1/messages', { body: { to: { u: alice.uid }, text: 'the end' } });
    const page = await at(alice, `#/u/${bob.uid}`);
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await page.locator('.message').first().waitFor();
    await page.waitForTimeout(500);
    for (let step = 0; step < 12; step++) {
      expect(
        await page.evaluate(() => [
          document.documentElement.scrollWidth <= innerWidth,
          (document.querySelector('.list')?.scrollWidth ?? 0) <= (document.querySelector('.list')?.clientWidth ?? 0),
        ]),
      ).toEqual([true, true]);
      await page.locator('.list').evaluate((list) => list.scrollBy(0, 500));
      await page.waitForTimeout(80);
    }
    expect(dialogs).toBe(0);
    expect(await page.locator('.list script, .list svg[onload], .list img[onerror]').count()).toBe(0);
    expect(await page.locator('.list a[href^="javascript"]').count()).toBe(0);
    expect(await page.title()).toMatch(/Waggle/);
  });
});

describe('accessibility', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe_everyScreen_${theme}_hasNoSeriousFinding`, { timeout: 60_000 }, async () => {
      const [alice, bob] = await pair();
      const { gid } = await alice.http('POST /v1/groups', { body: { name: 'Beekeepers', members: [bob.uid] } });
      await bob.say({ u: alice.uid }, 'hi https://example.org');
      await bob.say({ g: gid }, 'hello `code`');
      await alice.say({ u: bob.uid }, 'mine');
      const page = await open({ colorScheme: theme, bypassCSP: true });
      const findings: string[] = [];
      const look = async (name: string): Promise<void> => {
        await page.waitForTimeout(400);
        await page.evaluate(AxeBuilder.source);
        const found = await page.evaluate(async () => {
          const { violations } = await (window as unknown as { axe: typeof AxeBuilder }).axe.run();
          return violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(
              ({ id, nodes }) =>
                `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`).join(' | ')}`,
            );
        });
        findings.push(...found.map((one) => `${name}: ${one}`));
      };
      await look('welcome');
      await logIn(page, alice);
      await page.locator('.row').nth(1).waitFor();
      await look('chats');
      for (const [hash, wait] of [
        [`#/u/${bob.uid}`, '.message'],
        [`#/g/${gid}/info`, '.member'],
        ['#/people', '.row-person'],
        ['#/people/requests', '.empty'],
        ['#/people/following', '.empty'],
        [`#/u/${bob.uid}/info`, '.tags'],
        ['#/settings/you', '.stack'],
        ['#/settings/appearance', '.settings-list'],
        ['#/settings/privacy', '.settings-list'],
        ['#/settings/devices', '.settings-list'],
        ['#/settings/notifications', '.settings-list'],
        ['#/settings/password', '.stack'],
        ['#/settings/storage', '.settings-list'],
        ['#/settings/about', '.settings-list'],
      ] as const) {
        await go(page, hash);
        await page.locator(wait).first().waitFor();
        await look(hash);
      }
      await page.keyboard.press('Control+k');
      await page.locator('.palette-list').waitFor();
      await look('palette');
      expect(findings).toEqual([]);
    });
  }
});

/** Counts what all databases of this page contain. */
async function storedRecords(): Promise<number> {
  let count = 0;
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name ?? ''));
    for (const table of database.objectStoreNames) {
      count += await done(database.transaction(table).objectStore(table).count());
    }
    database.close();
  }
  return count;
}

async function firstRow(page: Page): Promise<{ seq: number; top: number }> {
  return page.locator('.list').evaluate((list) => {
    const edge = list.getBoundingClientRect().top;
    const row = [...list.querySelectorAll<HTMLElement>('.message[data-seq]')]
      .map((one) => ({ seq: Number(one.dataset['seq']), top: one.getBoundingClientRect().top }))
      .filter(({ top }) => top >= edge)
      .sort((a, b) => a.top - b.top)[0];
    return row ?? { seq: 0, top: 0 };
  });
}

function placeOf(page: Page, seq: number): Promise<number | undefined> {
  return page.evaluate(
    (wanted) => document.querySelector(`.message[data-seq="${String(wanted)}"]`)?.getBoundingClientRect().top,
    seq,
  );
}
