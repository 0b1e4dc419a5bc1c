import type { Store } from '@waggle/sdk/store';
import { quietHours } from './settings.js';

const key = 'waggle-my-mutes';

/** When each mute ends that has an end. Only this device knows that: the server knows only that the chat is muted. */
function mutes(): Record<string, number> {
  return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, number>;
}

const keep = (times: Record<string, number>): void => localStorage.setItem(key, JSON.stringify(times));

export const mutedUntil = (conversation: string): number | undefined => mutes()[conversation];

/** Mutes a chat on all devices, until a time that this device keeps; without one, until it is unmuted. */
export async function mute(store: Store, conversation: string, until?: number): Promise<void> {
  const { [conversation]: _, ...others } = mutes();
  keep(until === undefined ? others : { ...others, [conversation]: until });
  await store.arrange(conversation, { muted: true });
}

export async function unmute(store: Store, conversation: string): Promise<void> {
  const { [conversation]: _, ...others } = mutes();
  keep(others);
  await store.arrange(conversation, { muted: false });
}

/** Ends the mutes whose time is over, and forgets those that the person has ended, now and every half minute. */
export function startMutes(store: Store): () => void {
  const end = (): void => {
    const all = mutes();
    const still = Object.entries(all).filter(([conversation]) => store.conversation(conversation)?.muted !== false);
    if (still.length < Object.keys(all).length) {
      keep(Object.fromEntries(still));
    }
    for (const [conversation, until] of still) {
      if (until <= Date.now()) {
        // Without a connection it is tried again.
        unmute(store, conversation).catch(() => keep({ ...mutes(), [conversation]: until }));
      }
    }
  };
  end();
  const timer = setInterval(end, 30_000);
  return () => clearInterval(timer);
}

/** Tells if a time is within the quiet hours. They may go over midnight; if both ends are equal, they last the whole day. */
export function isQuiet(now: Date, hours = quietHours.peek()): boolean {
  if (hours === undefined) {
    return false;
  }
  const [from = '', to = ''] = hours.split('-');
  const time = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
  return from < to ? from <= time && time < to : from <= time || time < to;
}
