import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launch, logIn, visit } from './pages.js';
import { scene, type Scene } from './scene.js';

/** Where to put the pictures. */
const folder = process.env['SCREENS'] ?? 'screens';

describe('screens', () => {
  let browser: Browser;
  let world: Scene;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    [browser, world] = await Promise.all([
      launch('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'),
      scene(),
    ]);
  }, 120_000);
  afterAll(() => browser.close());

  const sizes = {
    phone: { width: 390, height: 844 },
    tablet: { width: 820, height: 1180 },
    desktop: { width: 1440, height: 900 },
  };

  for (const [size, viewport] of Object.entries(sizes)) {
    for (const theme of ['light', 'dark'] as const) {
      for (const locale of ['en', 'zh'] as const) {
        if (locale === 'zh' && (size === 'tablet' || theme === 'dark') && process.env['SCREENS_ALL'] === undefined) continue;
        test(`${size} ${theme} ${locale}`, { timeout: 120_000 }, async () => {
          const { page, problems, close } = await visit(browser, { viewport, colorScheme: theme, locale: 'en' });
          const shot = async (name: string): Promise<void> => {
            await page.waitForTimeout(350);
            await page.screenshot({ path: `${folder}/${name}-${size}-${theme}-${locale}.png` });
          };
          if (locale === 'zh') {
            await page.getByRole('button', { name: '简体中文' }).click();
          }
          await shot('welcome');
          await page.getByRole('button', { name: locale === 'zh' ? '简体中文' : 'English' }).waitFor();
          await page.getByRole('button', { name: 'English' }).click();
          await logIn(page, world.alice);
          if (locale === 'zh') {
            await page.evaluate(() => localStorage.setItem('waggle-language', 'zh'));
            await page.reload();
          }
          await page.locator('.row').nth(4).waitFor();
          await shot('chats');
          await open(page, `#/g/${world.gid}`, '.message');
          await page.waitForTimeout(800);
          await shot('group');
          await page.locator('.list').evaluate((list) => {
            list.scrollTop -= 700;
          });
          await page.waitForTimeout(500);
          await shot('group-middle');
          await open(page, `#/g/${world.gid}/info`, '.member');
          await shot('group-info');
          await page.locator('.invite .icon-button').first().click();
          await page.locator('.qr').waitFor();
          await shot('qr');
          await page.keyboard.press('Escape');
          await open(page, `#/u/${world.bob.uid}`, '.message');
          await shot('pair');
          await page.locator('.message[data-seq]').last().click({ button: 'right' });
          await shot('actions');
          await page.keyboard.press('Escape');
          await open(page, `#/u/${world.bob.uid}/info`, '.face');
          await shot('person');
          await open(page, '#/people/requests', '.row-request');
          await shot('requests');
          await open(page, '#/people', '.row-person');
          await shot('friends');
          await open(page, '#/people/following', '.row-person');
          await shot('following');
          await open(page, '#/settings/notifications', '.settings-list');
          await shot('notifications');
          await open(page, '#/settings/devices', '.settings-list');
          await shot('devices');
          await open(page, '#/settings', '.settings-nav');
          await shot('settings');
          await open(page, '#/settings/you', '.stack');
          await shot('profile');
          await open(page, '#/settings/appearance', '.settings-list');
          await shot('appearance');
          await page.keyboard.press('Control+k');
          await page.locator('.palette-list li').first().waitFor();
          await shot('palette');
          await page.keyboard.press('Escape');
          await open(page, `#/g/${world.gid}/thread/${String(world.thread)}`, '.thread .message');
          await shot('thread');
          await open(page, `#/g/${world.gid}/media`, '.gallery img');
          await shot('gallery');
          await open(page, `#/g/${world.gid}`, '.message[data-seq]');
          await page.locator('.message[data-seq]').last().press(' ');
          await page.locator('.selection').waitFor();
          await shot('selection');
          await page.locator('.selection .button').click();
          await page.locator('.pick-list input').nth(1).check();
          await shot('forward');
          await page.keyboard.press('Escape');
          await page.keyboard.press('Escape');
          await open(page, '#/threads', '.row-thread');
          await shot('threads');
          await open(page, `#/u/${world.bob.uid}`, '.chat .forwarded');
          await page.locator('.chat .forwarded').first().click();
          await page.locator('.combined .message').first().waitFor();
          await shot('combined');
          await page.keyboard.press('Escape');
          await page.locator('.composer .icon-button').last().click();
          await page.locator('.recorder-time', { hasText: '0:02' }).waitFor();
          await shot('recorder');
          await page.keyboard.press('Escape');
          await open(page, `#/u/${world.alice.uid}`, '.chat .source');
          await shot('saved');
          await open(page, `#/g/${world.gid}`, '.message[data-seq]');
          await page.locator('.chat-head .icon-button').last().click();
          await page.locator('.menu .icon-clock').click();
          await page.locator('.scheduled-item').waitFor();
          await shot('scheduled');
          await page.keyboard.press('Escape');
          if (problems.length > 0) {
            console.log(problems.join('\n'));
          }
          await close();
        });
      }
    }
  }
});

async function open(page: Page, hash: string, wait: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator(wait).first().waitFor();
}
