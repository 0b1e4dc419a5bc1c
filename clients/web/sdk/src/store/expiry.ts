import type { Entry } from '../core/entry.js';
import type { Clock, Undo } from '../core/environment.js';
import { expired, isMessage } from './apply.js';
import type { Journal } from './journal.js';

/** Removes the content of entries at their time: by a timer if they are shown, else when they are loaded. */
export interface Expiry {
  /** The entry as it is to be shown now. It is changed again when its time comes. */
  shown(entry: Entry): Entry;
  stop(): void;
}

export function createExpiry(journal: Journal, clock: Clock): Expiry {
  const { amend, background } = journal;
  const expiryTimers = new Map<string, Undo>();

  const expireInTime = (entry: Entry): void => {
    const key = `${entry.conversation} ${String(entry.seq)}`;
    expiryTimers.get(key)?.();
    expiryTimers.delete(key);
    if (entry.expiresAt === undefined || entry.expired === true) {
      return;
    }
    // Timers have 31 bits.
    const wait = Math.min(Math.max(0, Date.parse(entry.expiresAt) - clock.now()), 0x7fff_ffff);
    expiryTimers.set(
      key,
      clock.after(wait, () => {
        expiryTimers.delete(key);
        background(() => amend(entry.conversation, [entry.seq], ifDue));
      }),
    );
  };

  const ifDue = (entry: Entry): Entry =>
    entry.expiresAt !== undefined && Date.parse(entry.expiresAt) <= clock.now() && isMessage(entry) ? expired(entry) : entry;

  journal.onShown(({ writes }) => {
    for (const write of writes) {
      if (write.table === 'entries' && write.value !== undefined) {
        expireInTime(write.value);
      }
    }
  });

  return {
    shown(entry) {
      expireInTime(entry);
      return ifDue(entry);
    },
    stop() {
      expiryTimers.forEach((undo) => undo());
      expiryTimers.clear();
    },
  };
}
