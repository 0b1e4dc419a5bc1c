import { browserTabs, type Tabs } from '../../src/store/index.js';

/** The locks and channels of a browser, in which tabs can be killed. */
export class FakeBrowser {
  readonly #channels = new Map<Tabs, FakeChannel>();
  readonly #waiting: { owner: FakeChannel; run: () => Promise<void> }[] = [];
  #holder: FakeChannel | undefined;

  tab(did: string): Tabs {
    const channel = new FakeChannel(this.#channels);
    const request = (async (_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) => {
      await new Promise<void>((resolve, reject) => {
        const run = async (): Promise<void> => {
          this.#holder = channel;
          await work();
          resolve();
          if (this.#holder === channel) {
            this.#next();
          }
        };
        signal.addEventListener('abort', () => {
          const index = this.#waiting.findIndex(({ owner }) => owner === channel);
          if (index >= 0) {
            this.#waiting.splice(index, 1);
            reject(new DOMException('aborted', 'AbortError'));
          }
        });
        this.#waiting.push({ owner: channel, run });
        if (this.#holder === undefined) {
          this.#next();
        }
      });
    }) as unknown as LockManager['request'];
    const tabs = browserTabs(did, { locks: { request }, channel: () => channel as unknown as BroadcastChannel });
    this.#channels.set(tabs, channel);
    return tabs;
  }

  /** The tab stops in the middle of whatever it does. */
  kill(tab: Tabs): void {
    const channel = this.#channels.get(tab);
    this.#channels.delete(tab);
    if (channel !== undefined) {
      channel.dead = true;
      if (this.#holder === channel) {
        this.#next();
      }
    }
  }

  #next(): void {
    this.#holder = undefined;
    void this.#waiting.shift()?.run();
  }
}

class FakeChannel extends EventTarget {
  dead = false;
  readonly #all: Map<Tabs, FakeChannel>;

  constructor(all: Map<Tabs, FakeChannel>) {
    super();
    this.#all = all;
  }

  postMessage(message: unknown): void {
    if (this.dead) {
      return;
    }
    const copy: unknown = structuredClone(message);
    for (const other of this.#all.values()) {
      if (other !== this && !other.dead) {
        setImmediate(() => other.dispatchEvent(new MessageEvent('message', { data: copy })));
      }
    }
  }

  close(): void {
    this.dead = true;
  }
}
