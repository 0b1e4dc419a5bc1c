import { computed, signal } from '@preact/signals';
import type { FollowedThread } from '@waggle/sdk';
import { http } from './session.js';
import type { Workspace } from './workspace.js';

/** The followed threads, those with the newest activity first. */
export const threads = signal<readonly FollowedThread[]>([]);

export const unreadThreads = computed(() => threads.value.reduce((sum, { unread }) => sum + unread, 0));

export async function loadThreads(): Promise<void> {
  threads.value = (await http('GET /v1/threads', { query: { limit: 100 } })).items;
}

export const threadOf = (conversation: string, seq: number): FollowedThread | undefined =>
  threads.value.find((one) => one.conversation === conversation && one.seq === seq);

/** Loads the followed threads, and again when something was written in one. */
export function startThreads({ store }: Workspace): () => void {
  let timer = 0;
  const soon = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      loadThreads().catch(() => undefined);
    }, 400);
  };
  soon();
  let newest = '';
  const undos = [
    store.onNotice((notice) => (notice.name === 'thread' ? soon() : undefined)),
    store.subscribe(
      (model) => model.conversations(),
      (conversations) => {
        const last = conversations
          .flatMap(({ last: entry }) => (typeof entry?.thread === 'number' ? [`${entry.at} ${entry.conversation}`] : []))
          .sort()
          .at(-1);
        if (last !== undefined && last > newest) {
          newest = last;
          soon();
        }
      },
    ),
    store.subscribe(
      (model) => {
        const connection = model.connection();
        return connection.name === 'online' && connection.synced;
      },
      (synced) => (synced ? soon() : undefined),
    ),
  ];
  return () => {
    clearTimeout(timer);
    undos.forEach((undo) => undo());
    threads.value = [];
  };
}
