import type { SessionStorage, StoredSession } from '../core/session.js';

/** A session in the browser's local storage. All tabs share it, and only one of them refreshes at a time. */
export function browserSession(
  key: string,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = localStorage,
  locks: Pick<LockManager, 'request'> = navigator.locks,
): SessionStorage & { clear(): void } {
  return {
    load: () => {
      const text = storage.getItem(key);
      return Promise.resolve(text === null ? undefined : (JSON.parse(text) as StoredSession));
    },
    save: (session) => {
      storage.setItem(key, JSON.stringify(session));
      return Promise.resolve();
    },
    exclusively: <T>(work: () => Promise<T>) => locks.request(`${key}-refresh`, work) as Promise<T>,
    clear: () => storage.removeItem(key),
  };
}
