import type { Undo } from '../core/environment.js';
import { toWaggleError } from '../core/errors.js';
import type { Id } from '../core/id.js';
import type { Notice } from '../core/notices.js';
import type { Change } from './model.js';

/** What tabs tell each other. */
export type TabMessage =
  | { readonly kind: 'call'; readonly id: string; readonly command: string; readonly args: unknown[] }
  | {
      readonly kind: 'answer';
      readonly id: string;
      readonly value?: unknown;
      readonly error?: { readonly code: string; readonly detail: string; readonly retryable: boolean };
    }
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** A tab leads from now on. */
  | { readonly kind: 'leader' }
  /** The user has logged out. */
  | { readonly kind: 'ended' };

/** The tabs of one device. One of them leads: it has the connection, and writes. */
export interface Tabs {
  /** Does the work when this tab leads, and leads until it is closed. Resolves when the work is done. */
  lead(work: () => Promise<void>): Promise<void>;
  post(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): Undo;
  close(): void;
}

/** A program without tabs: it leads at once. */
export function alone(): Tabs {
  return { lead: (work) => work(), post: () => {}, onMessage: () => () => {}, close: () => {} };
}

/** What the tabs of a browser share. */
export interface TabEnvironment {
  readonly locks: Pick<LockManager, 'request'>;
  readonly channel: (name: string) => BroadcastChannel;
}

/**
 * The tabs of a browser: the leader holds a lock, and all talk over a channel. The browser gives the lock to the next tab when the
 * leader is closed or dies.
 */
export function browserTabs(
  did: Id,
  { locks, channel }: TabEnvironment = { locks: navigator.locks, channel: (name) => new BroadcastChannel(name) },
): Tabs {
  const name = `waggle-${did}`;
  const open = channel(name);
  const aborting = new AbortController();
  let release: () => void = () => {};
  let closed = false;
  return {
    lead: (work) =>
      new Promise((resolve, reject) => {
        locks
          .request(name, { signal: aborting.signal }, async () => {
            const held = new Promise<void>((done) => {
              release = done;
            });
            try {
              await work();
              resolve();
            } catch (cause) {
              reject(toWaggleError(cause, 'internal'));
            }
            if (!closed) {
              await held;
            }
          })
          // A tab that is closed while it waits never leads.
          .catch((cause: unknown) => (closed ? undefined : reject(toWaggleError(cause, 'internal'))));
      }),
    post(message) {
      if (!closed) {
        open.postMessage(message);
      }
    },
    onMessage(listener) {
      const heard = (event: MessageEvent): void => listener(event.data as TabMessage);
      open.addEventListener('message', heard);
      return () => open.removeEventListener('message', heard);
    },
    close() {
      if (!closed) {
        closed = true;
        aborting.abort();
        release();
        open.close();
      }
    },
  };
}
