import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page, Worker } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { bubble, composer, go, logIn, pair, say, stage } from './pages.js';
import { baseUrl, type User } from './people.js';

const { open } = stage();

/** The service worker that is served. */
const worker = `${process.env['WAGGLE_WEB'] ?? fileURLToPath(new URL('../../dist', import.meta.url))}/sw.js`;

/** A page with its service worker in charge. */
async function installed(user: User, hash = ''): Promise<{ page: Page; worker: Worker }> {
  const page = await open({ serviceWorkers: 'allow', permissions: ['notifications', 'clipboard-read', 'clipboard-write'] });
  const context = page.context();
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await logIn(page, user);
  if (hash !== '') {
    await go(page, hash);
  }
  return { page, worker };
}

const cached = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      found.push(...(await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname));
    }
    return found;
  });

describe('installed app', () => {
  test('manifest_canBeInstalled', async () => {
    const page = await open();
    const devtools = await page.context().newCDPSession(page);
    const { errors } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const manifest = (await (await fetch(`${baseUrl}/manifest.webmanifest`)).json()) as {
      icons: { src: string; sizes: string; purpose?: string }[];
    };
    expect(manifest).toMatchObject({
      name: 'Waggle',
      display: 'standalone',
      start_url: './',
      share_target: { action: 'share', method: 'POST', enctype: 'multipart/form-data' },
    });
    for (const { src, sizes } of manifest.icons.filter(({ src }) => src.endsWith('.png'))) {
      const icon = Buffer.from(await (await fetch(`${baseUrl}/${src}`)).arrayBuffer());
      expect(`${String(icon.readUInt32BE(16))}x${String(icon.readUInt32BE(20))}`).toBe(sizes);
    }
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  });

  test('withoutANetwork_startsFromItsFilesAndTheStore', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'kept here');
    const { page } = await installed(alice, `#/u/${bob.uid}`);
    await bubble(page, 'kept here').waitFor();
    const paths = await cached(page);
    expect(paths).toContain('/index.html');
    expect(paths.filter((path) => path.startsWith('/v1'))).toEqual([]);
    await page.context().setOffline(true);
    await page.reload();
    await bubble(page, 'kept here').waitFor();
    await say(page, 'written offline');
    await bubble(page, 'written offline').locator('[data-status="queued"]').waitFor();
    await page.context().setOffline(false);
    await bubble(page, 'written offline').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
    expect((await cached(page)).filter((path) => path.startsWith('/v1'))).toEqual([]);
  });

  test('newVersion_isOfferedAndTakenWithTheDraftKept', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const { page } = await installed(alice, `#/u/${bob.uid}`);
    await bubble(page, 'hi').waitFor();
    await composer(page).fill('a draft');
    const script = readFileSync(worker, 'utf8');
    try {
      writeFileSync(worker, script.replace(/"version":"\w+"/, '"version":"thenext"'));
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      await page.getByText('A new version is ready.').waitFor();
      const loaded = page.waitForEvent('load');
      await page.getByRole('button', { name: 'Reload' }).click();
      await loaded;
    } finally {
      writeFileSync(worker, script);
    }
    await expect.poll(() => composer(page).inputValue()).toBe('a draft');
    expect(await page.evaluate(() => caches.keys())).toEqual(['waggle-files-thenext']);
    expect(await page.getByText('A new version is ready.').count()).toBe(0);
  });

  test('sharedTextAndFile_goIntoTheChosenChat', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const { page } = await installed(alice);
    await page.locator('.row', { hasText: 'hi' }).waitFor();
    // As the system does it: a form that is posted to the app.
    await page.evaluate(async () => {
      const form = new FormData();
      form.set('title', 'A page');
      form.set('url', 'https://example.org/hives');
      form.append('files', new File(['some notes'], 'notes & more.txt', { type: 'text/plain' }));
      const answer = await fetch('share', { method: 'POST', body: form, redirect: 'manual' });
      if (answer.type !== 'opaqueredirect') {
        throw new Error(`answered with ${String(answer.status)}`);
      }
    });
    await go(page, '#/share');
    await page.getByRole('dialog', { name: 'Send to' }).getByText('https://example.org/hives').waitFor();
    await page.keyboard.type('bo');
    await page.keyboard.press('Enter');
    await page.locator('.tray', { hasText: 'notes & more.txt' }).waitFor();
    expect(await composer(page).inputValue()).toBe('A page\nhttps://example.org/hives');
    await composer(page).press('Enter');
    await page.locator('.message-own .file', { hasText: 'notes & more.txt' }).waitFor();
    expect(await page.evaluate(() => caches.has('waggle-shared'))).toBe(false);
  });

  test('notification_isShownOnceAndItsClickOpensTheChat', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'before');
    const { page, worker } = await installed(alice);
    await page.locator('.row', { hasText: 'before' }).click();
    await bubble(page, 'before').waitFor();
    await go(page, '#/');
    await page.evaluate(() => localStorage.setItem('waggle-notify', 'on'));
    await page.reload();
    await page.locator('.row', { hasText: 'before' }).waitFor();
    // Chromium gives every page of a test the focus.
    await worker.evaluate(() => {
      const scope = globalThis as unknown as { clients: { matchAll: (options: object) => Promise<object[]> } };
      const all = scope.clients.matchAll.bind(scope.clients);
      scope.clients.matchAll = async (options) =>
        (await all(options)).map(
          (client) => new Proxy(client, { get: (of, key) => (key === 'focused' ? false : bound(of, key)) }),
        );
      function bound(of: object, key: string | symbol): unknown {
        const value = Reflect.get(of, key, of) as unknown;
        return typeof value === 'function' ? (value.bind(of) as unknown) : value;
      }
    });
    await bob.say({ u: alice.uid }, 'look here');
    const shown = (): Promise<string[]> =>
      page.evaluate(async () =>
        ((await (await navigator.serviceWorker.getRegistration())?.getNotifications()) ?? []).map(
          ({ title, body }) => `${title}: ${body}`,
        ),
      );
    await expect.poll(shown).toEqual(['Bob: look here']);
    await worker.evaluate(async () => {
      const scope = globalThis as unknown as {
        registration: { getNotifications(): Promise<unknown[]> };
        NotificationEvent: new (name: string, options: object) => Event;
        dispatchEvent(event: Event): void;
      };
      const [notification] = await scope.registration.getNotifications();
      scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
    });
    await bubble(page, 'look here').waitFor();
    await expect.poll(shown).toEqual([]);
  });

  test('check15_filesOfTheWorkerAreStale_reloadsOnceWithTheDraftKept', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const { page } = await installed(alice, `#/u/${bob.uid}`);
    await bubble(page, 'hi').waitFor();
    await composer(page).fill('a draft');
    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          if (/person-.*\.js/.test(request.url)) {
            await cache.put(request, new Response('', { status: 404 }));
          }
        }
      }
    });
    const loaded = page.waitForEvent('load');
    await page.locator('.chat-title').click();
    await loaded;
    await expect.poll(() => composer(page).inputValue()).toBe('a draft');
    await page.locator('.face').waitFor();
  });
});
