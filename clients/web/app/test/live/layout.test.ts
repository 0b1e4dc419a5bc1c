import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { bubble, composer, go, logIn, stage } from './pages.js';
import { freshName, newUser, password } from './people.js';
import { scene, type Scene } from './scene.js';

const { open } = stage();

/** Parts of the page that reach out of the window at its sides, and are not in a part that scrolls or cuts them off. */
const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const cut = (element: Element): boolean => {
      for (let one = element.parentElement; one !== null && one !== document.body; one = one.parentElement) {
        if (getComputedStyle(one).overflowX !== 'visible') {
          return true;
        }
      }
      return false;
    };
    for (const element of document.querySelectorAll('body *')) {
      const { left, right, width } = element.getBoundingClientRect();
      if (width > 1 && (left < -1 || right > innerWidth + 1) && !cut(element)) {
        found.push(`${element.tagName}.${element.className} from ${String(Math.round(left))} to ${String(Math.round(right))}`);
      }
    }
    if (document.documentElement.scrollWidth > innerWidth) {
      found.push(`the page is ${String(document.documentElement.scrollWidth)} wide`);
    }
    for (const list of document.querySelectorAll('.list, .rows, .pane, .main, .side')) {
      if (list.scrollWidth > list.clientWidth && getComputedStyle(list).overflowX !== 'visible') {
        found.push(`${list.className} scrolls sideways: ${String(list.scrollWidth)} in ${String(list.clientWidth)}`);
      }
    }
    return found;
  });

describe('layout', () => {
  let world: Scene;
  beforeAll(async () => {
    world = await scene();
  }, 60_000);

  const screens = (): readonly (readonly [string, string])[] => [
    ['#/', '.row'],
    [`#/g/${world.gid}`, '.message'],
    [`#/g/${world.gid}/info`, '.member'],
    [`#/u/${world.bob.uid}`, '.message'],
    [`#/u/${world.bob.uid}/info`, '.face'],
    ['#/people', '.row-person'],
    ['#/people/requests', '.row-request'],
    ['#/settings', '.settings-nav'],
    ['#/settings/you', '.stack'],
    ['#/settings/appearance', '.settings-list'],
    ['#/settings/notifications', '.settings-list'],
    ['#/settings/privacy', '.settings-list'],
    ['#/settings/devices', '.settings-list'],
    ['#/settings/password', '.stack'],
  ];

  for (const [name, viewport, dir] of [
    // A window of 1280 × 720 at 200 %.
    ['doubledZoom', { width: 640, height: 360 }, 'ltr'],
    ['rightToLeft', { width: 1280, height: 800 }, 'rtl'],
    ['rightToLeftPhone', { width: 360, height: 740 }, 'rtl'],
  ] as const) {
    test(`${name}_onEveryScreen_nothingReachesOutOfTheWindow`, { timeout: 60_000 }, async () => {
      const page = await open({ viewport });
      const turn = (): Promise<void> => page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir);
      await turn();
      const found: string[] = [...(await outside(page)).map((one) => `welcome: ${one}`)];
      await logIn(page, world.alice);
      await turn();
      for (const [hash, wait] of screens()) {
        await go(page, hash);
        await page.locator(wait).first().waitFor();
        await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))));
        found.push(...(await outside(page)).map((one) => `${hash.replace(/[0-9A-Z]{26}/, '…')}: ${one}`));
      }
      await page.keyboard.press('Control+k');
      await page.locator('.palette-list li').first().waitFor();
      found.push(...(await outside(page)).map((one) => `palette: ${one}`));
      expect(found).toEqual([]);
    });
  }

  test('rightToLeft_isTheMirrorOfLeftToRight', async () => {
    const page = await open();
    await logIn(page, world.alice);
    await go(page, `#/g/${world.gid}/info`);
    await page.locator('.member').first().waitFor();
    const places = (): Promise<number[]> =>
      page.evaluate(() =>
        ['.rail', '.side', '.chat-head', '.pane'].map((part) => {
          const { left, right } = document.querySelector(part)?.getBoundingClientRect() ?? { left: -1, right: -1 };
          return document.documentElement.dir === 'rtl' ? Math.round(innerWidth - right) : Math.round(left);
        }),
      );
    const plain = await places();
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    expect(await places()).toEqual(plain);
    await page
      .locator('.message-own[data-seq] .bubble')
      .last()
      .click({ button: 'right', position: { x: 4, y: 4 } });
    const menu = await page.locator('.menu').boundingBox();
    expect(menu?.x).toBeGreaterThanOrEqual(0);
    expect((menu?.x ?? 0) + (menu?.width ?? 0)).toBeLessThanOrEqual(1_440);
  });

  test('reducedMotion_nothingMoves', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    await logIn(page, world.alice);
    await go(page, `#/u/${world.bob.uid}/info`);
    await page.locator('.face').waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('.palette-list li').first().waitFor();
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const takes = (text: string): boolean => text.split(',').some((one) => Number.parseFloat(one) > 0.01);
        return (animationName !== 'none' && takes(animationDuration)) || takes(transitionDuration)
          ? [`${element.tagName}.${element.className}`]
          : [];
      }),
    );
    expect(moving).toEqual([]);
  });

  test('keyboardAlone_signsUpFindsAPersonWritesAndReacts', async () => {
    const bob = await newUser('bob', 'Bob');
    const page = await open();
    const { keyboard } = page;
    /** Presses Tab until the focus is where it is wanted. */
    const tabTo = async (wanted: string): Promise<void> => {
      for (let i = 0; i < 40; i++) {
        if (await page.evaluate((selector) => document.activeElement?.matches(selector) === true, wanted)) {
          return;
        }
        await keyboard.press('Tab');
      }
      throw new Error(`Tab does not reach ${wanted}.`);
    };
    await page.getByRole('button', { name: 'Create account' }).focus();
    await keyboard.press('Enter');
    await tabTo('input[autocomplete=username]');
    await keyboard.type(freshName('ada'));
    await keyboard.press('Tab');
    await tabTo('input[autocomplete=nickname], input[autocomplete=name]');
    await keyboard.type('Ada');
    await tabTo('input[type=password]');
    await keyboard.type(password);
    await keyboard.press('Enter');
    await page.getByText('No chats yet').waitFor();
    await tabTo('.rail-link:nth-of-type(2)');
    await keyboard.press('Enter');
    await page.locator('#people-search').waitFor();
    await tabTo('#people-search');
    await keyboard.type(bob.username);
    const add = page.getByRole('button', { name: 'Add friend' });
    await add.waitFor();
    for (let i = 0; i < 40 && !(await add.evaluate((button) => button === document.activeElement)); i++) {
      await keyboard.press('Tab');
    }
    await keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Greeting').waitFor();
    await keyboard.press('Enter');
    await expect.poll(async () => (await bob.http('GET /v1/friend-requests')).items.length).toBe(1);
    const { items } = await bob.http('GET /v1/friend-requests');
    await bob.http('POST /v1/friend-requests', { body: { to: items[0]?.peer?.uid ?? '' } });
    await bob.say({ u: items[0]?.peer?.uid ?? '' }, 'Hello Ada');
    await keyboard.press('Control+k');
    await page.locator('.palette-list li', { hasText: 'Bob' }).waitFor();
    await keyboard.type('bob');
    await keyboard.press('Enter');
    await bubble(page, 'Hello Ada').waitFor();
    await expect.poll(() => composer(page).evaluate((area) => area === document.activeElement)).toBe(true);
    await keyboard.type('Hello Bob');
    await keyboard.press('Enter');
    await bubble(page, 'Hello Bob').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
    await keyboard.press('Shift+Tab');
    for (let i = 0; i < 8 && !(await page.evaluate(() => document.activeElement?.matches('.message') === true)); i++) {
      await keyboard.press('Shift+Tab');
    }
    await keyboard.press('ArrowUp');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Hello Ada');
    await keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'React 👍' }).waitFor();
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await bubble(page, 'Hello Ada').locator('.reactions').waitFor();
  });
});
