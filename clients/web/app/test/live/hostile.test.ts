import { describe, expect, test } from 'vitest';
import { bubble, composer, go, logIn, pair, say, stage } from './pages.js';
import { conversation, entry, fill, onlyFromTheStore } from './seed.js';

const { open, at } = stage();

describe('hostile content', () => {
  test('moreThanTheServerTakes_inTheStore_keepsTheLayout', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const page = await open();
    await logIn(page, alice);
    await page.locator('.row').first().waitFor();
    const chat = conversation(1, 6);
    const contents = [
      { text: `a${'\u0301'.repeat(10_000)}b` },
      { text: 'Z\u0335\u0321\u0322\u0489\u0338'.repeat(2_000) },
      { text: undefined, custom: { type: 'x'.repeat(500), data: { html: '<img src=x onerror=alert(1)>'.repeat(190_000) } } },
      { text: '\u202E\u2067'.repeat(500) + 'gnp.exe' },
      { text: '👨‍👩‍👧‍👦'.repeat(2_000) },
      { text: 'the end' },
    ];
    await fill(
      page,
      [chat],
      contents.map((content, index) => ({ ...entry(chat.id, chat.peer.uid, index + 1), ...content })),
    );
    await onlyFromTheStore(page);
    await page.reload();
    await go(page, `#/u/${chat.peer.uid}`);
    await bubble(page, 'the end').waitFor();
    const places = await page.evaluate(async () => {
      const list = document.querySelector<HTMLElement>('.list');
      const found = new Map<string, boolean>();
      for (let i = 0; list !== null && i < 40; i++) {
        for (const message of list.querySelectorAll<HTMLElement>('.message[data-seq]')) {
          const { left, right, height } = message.getBoundingClientRect();
          found.set(message.dataset['seq'] ?? '', left >= 0 && right <= innerWidth && height < 6_000);
        }
        list.scrollBy(0, -400);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return { found: [...found].sort(), wide: (list?.scrollWidth ?? 0) > (list?.clientWidth ?? 0) };
    });
    expect(places).toEqual({ found: contents.map((_, index) => [String(index + 1), true]), wide: false });
    // What is shown in the row before and after is readable: marks that are piled up stay in their own message.
    expect(await page.locator('.list img[onerror]').count()).toBe(0);
  });

  test('linkWithOtherLettersThanItSeems_showsWhereItLeads', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'see https://раураl.example/login');
    await bob.say({ u: alice.uid }, 'see https://bank.example@evil.example/');
    await bob.say({ u: alice.uid }, 'see https://plain.example/');
    const page = await at(alice, `#/u/${bob.uid}`);
    await bubble(page, 'xn--').locator('.link-host').waitFor();
    expect(await bubble(page, 'bank.example').locator('.link-host').textContent()).toContain('evil.example');
    expect(await bubble(page, 'plain.example').locator('.link-host').count()).toBe(0);
    for (const link of await page.locator('.list a').all()) {
      expect(await link.getAttribute('rel')).toContain('noopener');
      expect(await link.getAttribute('rel')).toContain('noreferrer');
    }
  });

  test('tooLongText_isRefusedInWordsAndNotLost', async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const page = await at(alice, `#/u/${bob.uid}`);
    await bubble(page, 'hi').waitFor();
    await say(page, 'ö'.repeat(5_000));
    await page.getByText('This is too long. Make it shorter.').first().waitFor();
    await composer(page).fill('short');
    await composer(page).press('Enter');
    await bubble(page, 'short').locator('[data-status="stored"], [data-status="delivered"]').waitFor();
  });

  test('namesFromOthers_cannotLeaveTheirPlace', async () => {
    const [alice, bob] = await pair();
    const name = `<img onerror=alert(1)>${'W'.repeat(40)}`;
    await bob.http('PATCH /v1/me', { body: { nickname: 'W'.repeat(60) } });
    const { gid } = await bob.http('POST /v1/groups', { body: { name, members: [alice.uid] } });
    await bob.say({ g: gid }, 'look at the name');
    const page = await at(alice, `#/g/${gid}`);
    await bubble(page, 'look at the name').waitFor();
    expect(await page.locator('.chat-head h2 bdi').count()).toBe(1);
    expect(
      await page.evaluate(() =>
        ['.side', '.chat-head', '.list', '.rows'].filter((part) => {
          const element = document.querySelector(part);
          return element !== null && element.scrollWidth > element.clientWidth + 1;
        }),
      ),
    ).toEqual([]);
  });
});
