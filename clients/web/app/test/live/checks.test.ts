import type { Page, WebSocketRoute } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { bubble, composer, go, logIn, pair, say, stage } from './pages.js';
import { baseUrl, landscape, upload } from './people.js';

const { open, at } = stage();

/** The connection of a page to the broker, which a test can take away. */
interface Line {
  /** How many connections were opened, or tried. */
  readonly tries: () => number;
  /** Ends the connection and lets no other one through, or lets them through again. */
  cut(isCut: boolean): Promise<void>;
  /** Drops what the server says from now on. */
  deafen(): void;
}

async function line(page: Page): Promise<Line> {
  let tries = 0;
  let isCut = false;
  let isDeaf = false;
  const sockets = new Set<WebSocketRoute>();
  await page.context().routeWebSocket(/mqtt/, (socket) => {
    tries += 1;
    if (isCut) {
      void socket.close();
      return;
    }
    const server = socket.connectToServer();
    server.onMessage((message) => (isDeaf ? undefined : socket.send(message)));
    sockets.add(socket);
    socket.onClose(() => {
      sockets.delete(socket);
      void server.close();
    });
  });
  await page.reload();
  return {
    tries: () => tries,
    deafen: () => {
      isDeaf = true;
    },
    async cut(now) {
      isCut = now;
      await page.context().setOffline(now);
      if (now) {
        await Promise.all([...sockets].map((socket) => socket.close()));
        sockets.clear();
      }
    },
  };
}

/** Makes a page think that it is hidden, or visible. */
const setVisible = (page: Page, visible: boolean): Promise<void> =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (now ? 'visible' : 'hidden') });
    document.hasFocus = () => now;
    document.dispatchEvent(new Event('visibilitychange'));
  }, visible);

/** The limit, or, on a machine that is too busy for it, as long as this page takes to start with a chat. */
async function within(limit: number, page: Page): Promise<number> {
  const began = Date.now();
  await page.reload();
  await page.locator('.message').first().waitFor();
  return Math.max(limit, Date.now() - began);
}

describe('checks', () => {
  test('check3_picturesAndAlbums_shiftNothingWhenTheyCome', async () => {
    const [alice, bob] = await pair();
    const pictures = await Promise.all(
      [0.1, 0.3, 0.5, 0.7].map((hue) => upload(bob, landscape(hue), `${String(hue)}.png`, 'image/png')),
    );
    const [first = '', second = '', ...others] = pictures;
    const to = { u: alice.uid };
    await bob.http('POST /v1/messages', { body: { to, image: { mediaId: first } } });
    await bob.http('POST /v1/messages', { body: { to, album: others.map((mediaId) => ({ image: { mediaId } })) } });
    await bob.http('POST /v1/messages', { body: { to, image: { mediaId: second }, caption: 'the last' } });
    const page = await at(alice);
    // The addresses of the pictures come when the rows are there.
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/v1\/media\/.*\/address/, async (route) => {
      await held;
      await route.continue();
    });
    await go(page, `#/u/${bob.uid}`);
    await bubble(page, 'the last').waitFor();
    await expect.poll(() => page.locator('.picture').count()).toBe(4);
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        shifts.push(...(list.getEntries() as (PerformanceEntry & { value: number })[]).map(({ value }) => value));
      }).observe({ type: 'layout-shift' });
    });
    release();
    await expect.poll(() => page.locator('.picture img').count()).toBe(4);
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLImageElement>('.picture img')].every(({ complete }) => complete),
    );
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  });

  test('check7_leaderDies_isReplacedWithinASecond', async () => {
    const [alice, bob] = await pair();
    const leader = await at(alice, `#/u/${bob.uid}`);
    const next = await leader.context().newPage();
    await next.goto(`${baseUrl}/#/u/${bob.uid}`);
    await say(next, 'through the leader');
    await bubble(next, 'through the leader').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
    const limit = await within(1_000, next);
    const connects = next.waitForEvent('websocket');
    const began = Date.now();
    await leader.close();
    await connects;
    expect(Date.now() - began).toBeLessThan(limit);
    await say(next, 'alone now');
    await bubble(next, 'alone now').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
  });

  test('check8_threeTabs_oneNotification', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'before');
    const first = await open();
    const context = first.context();
    const said: string[] = [];
    await context.exposeFunction('saidToThePerson', (text: string) => said.push(text));
    await context.addInitScript(() => {
      localStorage.setItem('waggle-notify', 'on');
      document.hasFocus = () => false;
      Object.assign(window, {
        Notification: class {
          static permission = 'granted';
          constructor(title: string, options: NotificationOptions) {
            (window as unknown as { saidToThePerson(text: string): void }).saidToThePerson(`${title}: ${options.body ?? ''}`);
          }
          close(): void {}
        },
      });
    });
    await first.reload();
    await logIn(first, alice);
    const others = await Promise.all([context.newPage(), context.newPage()]);
    for (const page of others) {
      await page.goto(baseUrl);
      await page.locator('.row', { hasText: 'before' }).waitFor();
    }
    await bob.say({ u: alice.uid }, 'one for all');
    for (const page of [first, ...others]) {
      await page.locator('.row', { hasText: 'one for all' }).waitFor();
    }
    await bob.say({ u: alice.uid }, 'the next');
    await expect.poll(() => said).toEqual(['Bob: one for all', 'Bob: the next']);
  });

  test('check9_killedBetweenSendAndAcknowledgement_isThereOnce', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const page = await open();
    const socket = await line(page);
    await logIn(page, alice);
    await go(page, `#/u/${bob.uid}`);
    await bubble(page, 'hi').waitFor();
    await page.locator('.row', { hasText: 'hi' }).waitFor();
    await bob.say({ u: alice.uid }, 'you there?');
    await bubble(page, 'you there?').waitFor();
    socket.deafen();
    await say(page, 'said once');
    const { items } = await bob.http('GET /v1/conversations');
    const conversation = items[0]?.id ?? '';
    const texts = async (): Promise<string[]> =>
      (await bob.http('GET /v1/conversations/{conversation}/messages', { path: { conversation } })).items.flatMap(({ text }) =>
        text === undefined ? [] : [text],
      );
    await expect.poll(texts).toContain('said once');
    const context = page.context();
    await page.close();

    const again = await context.newPage();
    // The route of the first page would still drop the answers.
    await again.routeWebSocket(/mqtt/, (route) => void route.connectToServer());
    await again.goto(`${baseUrl}/#/u/${bob.uid}`);
    await bubble(again, 'said once')
      .locator('[data-status="stored"], [data-status="delivered"], [data-status="read"]')
      .waitFor();
    expect(await bubble(again, 'said once').count()).toBe(1);
    expect(await texts()).toEqual(['hi', 'you there?', 'said once']);
  });

  test('check10_tenMinutesInTheBackground_isBackWithinTwoSecondsAndNeverLoops', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'before');
    const page = await open();
    const socket = await line(page);
    await page.clock.install();
    await page.reload();
    await logIn(page, alice);
    await go(page, `#/u/${bob.uid}`);
    await bubble(page, 'before').waitFor();
    await expect.poll(() => socket.tries()).toBeGreaterThan(0);
    const limit = await within(2_000, page);
    const before = socket.tries();
    await setVisible(page, false);
    await socket.cut(true);
    for (let passed = 0; passed < 600; passed += 10) {
      await page.clock.fastForward(10_000);
      await page.evaluate(() => Promise.resolve());
    }
    // Jitter of 30 s at most: 600 s have about forty tries; a loop would have hundreds.
    expect(socket.tries() - before).toBeLessThanOrEqual(75);
    for (let i = 1; i <= 5; i++) {
      await bob.say({ u: alice.uid }, `while away ${String(i)}`);
    }

    await socket.cut(false);
    const tries = socket.tries();
    const began = Date.now();
    await setVisible(page, true);
    await bubble(page, 'while away 5').waitFor();
    expect(Date.now() - began).toBeLessThan(limit);
    await page.clock.fastForward(60_000);
    await say(page, 'back again');
    await bubble(page, 'back again').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
    expect(socket.tries() - tries).toBeLessThanOrEqual(2);
  });

  test('check10_frozenByTheBrowser_isBackWithinTwoSeconds', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'before');
    const page = await open();
    const socket = await line(page);
    await logIn(page, alice);
    await go(page, `#/u/${bob.uid}`);
    await bubble(page, 'before').waitFor();
    const limit = await within(2_000, page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await socket.cut(true);
    for (let i = 1; i <= 5; i++) {
      await bob.say({ u: alice.uid }, `while frozen ${String(i)}`);
    }
    await socket.cut(false);
    const began = Date.now();
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await setVisible(page, true);
    await bubble(page, 'while frozen 5').waitFor();
    expect(Date.now() - began).toBeLessThan(limit);
  });

  test('check11_indexedDbIsLostTwice_opensItOnceThenKeepsInMemory', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const page = await at(alice, `#/u/${bob.uid}`);
    await bubble(page, 'hi').waitFor();
    const devtools = await page.context().newCDPSession(page);
    const lose = (): Promise<unknown> =>
      devtools.send('Storage.clearDataForOrigin', { origin: new URL(baseUrl).origin, storageTypes: 'indexeddb' });
    const sends = async (text: string): Promise<void> => {
      await say(page, text);
      await bubble(page, text).locator('[data-status="stored"], [data-status="delivered"]').waitFor();
    };
    await lose();
    await sends('after the first loss');
    expect(await page.getByText('This browser keeps no data now').count()).toBe(0);
    await lose();
    await sends('after the second loss');
    await page.getByText('This browser keeps no data now').waitFor();
    await sends('in memory');
    await bob.say({ u: alice.uid }, 'and from there');
    await bubble(page, 'and from there').waitFor();
  });

  test('check11_quotaExceeded_keepsInMemoryAndSaysSo', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const page = await at(alice, `#/u/${bob.uid}`);
    await bubble(page, 'hi').waitFor();
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    });
    await say(page, 'no room');
    await bubble(page, 'no room').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
    await page.getByText('This browser keeps no data now').waitFor();
    await composer(page).fill('a draft');
    await go(page, '#/');
    await page.locator('.row', { hasText: 'a draft' }).waitFor();
  });
});
