import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { bubble, go, logIn, pair, stage } from './pages.js';
import type { User } from './people.js';
import { conversation, entry, fill, onlyFromTheStore } from './seed.js';

/*
 * The limits are for a machine that does nothing else. A busy one is allowed for: each time is the best of some runs, and the tasks
 * that are too long are compared with those of an empty page under the same load.
 */

const { open } = stage();
const throttle = 4;
const longTask = 50;
const runs = 4;

const messages = 10_000;

/** A page whose list has been loaded once, so that the store follows it from its version on. */
async function ready(user: User): Promise<{ page: Page; devtools: CDPSession }> {
  const page = await open();
  await logIn(page, user);
  await page.locator('.row').first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  return { page, devtools };
}

/** Scrolls through the list, or does nothing, and tells how many tasks took too long. */
const longTasks = (page: Page, steps: number, by: number): Promise<{ count: number; longest: number }> =>
  page.evaluate(
    async ([frames, distance, limit]) => {
      const found: number[] = [];
      const observer = new PerformanceObserver((list) => found.push(...list.getEntries().map(({ duration }) => duration)));
      observer.observe({ type: 'longtask' });
      const frame = (): Promise<number> => new Promise(requestAnimationFrame);
      for (let i = 0; i < frames; i++) {
        document.querySelector('.list')?.scrollBy(0, distance);
        await frame();
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      observer.disconnect();
      const long = found.filter((duration) => duration > limit);
      return { count: long.length, longest: Math.round(Math.max(0, ...long)) };
    },
    [steps, by, longTask] as const,
  );

describe('speed', () => {
  test('scrollingTenThousandMessages_hasNoLongTask', { timeout: 120_000 }, async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const { page, devtools } = await ready(alice);
    const long = conversation(1, messages);
    await fill(
      page,
      [long],
      Array.from({ length: messages }, (_, index) => entry(long.id, long.peer.uid, index + 1)),
    );
    // From the store alone: the server does not know this conversation.
    await onlyFromTheStore(page);
    await page.reload();
    await go(page, `#/u/${long.peer.uid}`);
    await bubble(page, `Message ${String(messages)}`).waitFor();
    // Up to the first message, so that all are in the list.
    await page.evaluate(async () => {
      const list = document.querySelector('.list');
      while (document.querySelector('.message[data-seq="2"]') === null) {
        list?.scrollTo(0, 0);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    });
    const empty = await (await page.context().newPage()).context().newPage();
    const slow = await empty.context().newCDPSession(empty);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    const seen: string[] = [];
    let good = false;
    for (let run = 0; run < runs && !good; run++) {
      const idle = await longTasks(empty, 150, 0);
      await page.bringToFront();
      const scrolling = await longTasks(page, 150, run % 2 === 0 ? 700 : -700);
      seen.push(`${String(scrolling.count)} (${String(scrolling.longest)} ms), empty page: ${String(idle.count)}`);
      good = scrolling.count <= idle.count;
    }
    console.log(`long tasks while scrolling ${String(messages)} messages: ${seen.join('; ')}`);
    expect(good, seen.join('; ')).toBe(true);
  });

  test('check13_thousandConversations_areUsableWithinOneAndAHalfSeconds', { timeout: 120_000 }, async () => {
    const [alice, bob] = await pair();
    await bob.say({ u: alice.uid }, 'hi');
    const { page, devtools } = await ready(alice);
    const start = async (): Promise<{ ms: number; requests: number }> => {
      let requests = 0;
      const count = (): void => {
        requests += 1;
      };
      page.on('request', count);
      await page.reload({ waitUntil: 'commit' });
      // Usable: a chat that is chosen is shown. The page takes its own time, from the beginning of the navigation.
      const ms = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const look = (): void => {
              const row = document.querySelector<HTMLElement>('.row[data-id]');
              if (document.querySelector('#composer') !== null) {
                resolve(performance.now());
                return;
              }
              if (row !== null) {
                row.click();
              }
              requestAnimationFrame(look);
            };
            look();
          }),
      );
      await page.waitForLoadState('networkidle');
      page.off('request', count);
      await page.evaluate(() => {
        location.hash = '#/';
      });
      return { ms: Math.round(ms), requests };
    };
    const few = await start();
    await fill(
      page,
      Array.from({ length: 1_000 }, (_, index) => conversation(index)),
    );
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    const times: number[] = [];
    let many = await start();
    times.push(many.ms);
    while (Math.min(...times) > 1_500 && times.length < runs) {
      many = await start();
      times.push(many.ms);
    }
    console.log(
      `1,000 conversations usable after ${times.join(', ')} ms, ${String(many.requests)} requests; with one: ${String(few.requests)}`,
    );
    expect(await page.locator('.rows').evaluate((rows) => rows.scrollHeight)).toBeGreaterThan(60_000);
    expect(Math.min(...times)).toBeLessThanOrEqual(1_500);
    expect(many.requests).toBeLessThanOrEqual(few.requests + 2);
  });
});
