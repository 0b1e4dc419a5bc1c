import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { baseUrl, befriend, newUser, password, type User } from './people.js';

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export function launch(...more: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...flags.split(' '), ...more],
  });
}

/** A page whose errors, and refusals by the content security policy, are kept. */
export interface Visit {
  readonly page: Page;
  readonly problems: string[];
  close(): Promise<void>;
}

/** Opens the app. Its service worker runs only where a test is about it. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
    ...options,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  context.setDefaultTimeout(9_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.stack || error.message || String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/^Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(message.text())) {
      problems.push(message.text());
    }
  });
  await page.goto(baseUrl);
  return { page, problems, close: () => context.close() };
}

export async function logIn(page: Page, { username }: Pick<User, 'username'>): Promise<void> {
  await page.getByLabel('Username', { exact: true }).fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.locator('.home').waitFor();
}

/** The browser of a file of tests, and the pages of its current test. */
export interface Stage {
  open(options?: BrowserContextOptions): Promise<Page>;
  /** A page on which a user is logged in. */
  at(user: User, hash?: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Prepares a file of tests. A test fails if one of its pages has an error, or breaks the policy. */
export function stage(): Stage {
  let browser: Browser;
  const visits: Visit[] = [];
  beforeAll(async () => {
    browser = await launch();
  });
  afterEach(async () => {
    const problems = visits.flatMap((one) => one.problems);
    await Promise.all(visits.splice(0).map((one) => one.close()));
    expect(problems).toEqual([]);
  });
  afterAll(() => browser.close());
  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const one = await visit(browser, options);
    visits.push(one);
    return one.page;
  };
  return {
    open,
    async at(user, hash = '', options = {}) {
      const page = await open(options);
      await logIn(page, user);
      if (hash !== '') {
        await go(page, hash);
      }
      return page;
    },
  };
}

export const go = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

export const composer = (page: Page): Locator => page.locator('#composer');
export const bubble = (page: Page, text: string): Locator => page.locator('.message', { hasText: text });

/** Two friends. */
export async function pair(): Promise<[User, User]> {
  const users = await Promise.all([newUser('alice', 'Alice'), newUser('bob', 'Bob')]);
  await befriend(...users);
  return users as [User, User];
}

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}
