import type { Undo } from './environment.js';
import type { Id } from './id.js';
import type { Link } from './transport.js';

/** The users whose presence is watched. A connection forgets them, so each new one is told again. */
export interface Watches {
  watch(uids: readonly Id[]): Undo;
  resume(link: Link): void;
}

/** How many filters one SUBSCRIBE names; the server takes 1,000, and 200 a second. */
const filtersAtOnce = 200;

export function createWatches(link: () => Link | undefined, onFault: (fault: unknown) => void): Watches {
  const counts = new Map<Id, number>();
  const topicOf = (uid: Id): string => `p/${uid}/pb`;

  const inParts = (uids: readonly Id[], work: (filters: string[]) => Promise<unknown>): void => {
    for (let i = 0; i < uids.length; i += filtersAtOnce) {
      work(uids.slice(i, i + filtersAtOnce).map(topicOf)).catch((cause: unknown) => {
        // Lost with the connection; the next one is told again.
        if (link() !== undefined) {
          onFault(cause);
        }
      });
    }
  };

  return {
    watch(uids) {
      const added = uids.filter((uid) => !counts.has(uid));
      for (const uid of uids) {
        counts.set(uid, (counts.get(uid) ?? 0) + 1);
      }
      const open = link();
      if (open !== undefined) {
        inParts(added, (filters) => open.subscribe(filters));
      }
      let undone = false;
      return () => {
        if (undone) {
          return;
        }
        undone = true;
        const removed = uids.filter((uid) => {
          const left = (counts.get(uid) ?? 1) - 1;
          if (left > 0) {
            counts.set(uid, left);
          } else {
            counts.delete(uid);
          }
          return left === 0;
        });
        const current = link();
        if (current !== undefined) {
          inParts(removed, (filters) => current.unsubscribe(filters));
        }
      };
    },
    resume(open) {
      inParts([...counts.keys()], (filters) => open.subscribe(filters));
    },
  };
}
