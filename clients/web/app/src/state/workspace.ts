import { computed, effect, signal, useComputed, type ReadonlySignal } from '@preact/signals';
import type { StoredSession } from '@waggle/sdk';
import type { Model, Store } from '@waggle/sdk/store';
import { endedBecause, forget, http, session, tokens } from './session.js';
import { forgetPeople, startPeople } from './people.js';
import { startThreads } from './threads.js';

/** What there is while a person is logged in. */
export interface Workspace {
  readonly uid: string;
  readonly did: string;
  readonly store: Store;
}

export const workspace = signal<Workspace | undefined>(undefined);

/** Whether the browser has lost its storage. */
export const storageLost = signal(false);

/** Increases with every change of the store. */
const version = signal(0);

async function open({ uid, did, mqtt }: StoredSession): Promise<Workspace> {
  const { browserTabs, createStore } = await import('./store.js');
  const store = createStore({
    url: mqtt.ws,
    uid,
    did,
    tokens,
    http,
    // mqtt.js is the largest part of the app, so it comes after the chats are shown.
    transport: async () => (await import('@waggle/sdk/mqtt')).mqttTransport,
    tabs: browserTabs(did),
    keepAliveSeconds: 120,
  });
  return { uid, did, store };
}

let undos: (() => void)[] = [];

async function begin(stored: StoredSession): Promise<void> {
  const opened = await open(stored);
  const { store } = opened;
  undos = [
    store.subscribe(
      () => ({}),
      () => {
        version.value += 1;
      },
    ),
    store.onFault((fault) => {
      if (fault.code === 'storage') {
        storageLost.value = true;
      }
    }),
    store.subscribe(
      (model) => model.connection(),
      (connection) => {
        if (connection.name === 'closed' && !leaving && ended.has(connection.reason.code)) {
          void end(connection.reason.code);
        }
      },
    ),
    startPeople(opened),
    startThreads(opened),
  ];
  const wake = (): void => {
    if (document.visibilityState === 'visible') {
      void store.wake().catch(() => undefined);
    }
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  undos.push(
    () => removeEventListener('online', wake),
    () => document.removeEventListener('visibilitychange', wake),
  );
  await store.ready;
  workspace.value = opened;
  // Notifications, tones and the title: not needed to show the chats.
  const { startNews } = await import('./news.js');
  if (workspace.peek() === opened) {
    undos.push(startNews(opened));
  }
}

const ended: ReadonlySet<string> = new Set([
  'session-ended',
  'device-replaced',
  'banned',
  'bad-credentials',
  'unauthenticated',
]);

const forgetting = new Set<() => void>();

/** Calls this when a person is logged out, so that nothing of theirs reaches the next one. */
export function whenEnded(forgetTheirs: () => void): void {
  forgetting.add(forgetTheirs);
}

async function end(reason?: string): Promise<void> {
  const opened = workspace.peek();
  workspace.value = undefined;
  undos.splice(0).forEach((undo) => undo());
  forgetPeople();
  forgetting.forEach((forgetTheirs) => forgetTheirs());
  forget(reason);
  await opened?.store.destroy();
}

/** Whether the person is logging out: then the end of the session is no news. */
let leaving = false;

export const logOut = (): Promise<void> =>
  leave(() =>
    http('DELETE /v1/sessions/current').catch((cause: { code?: string }) => {
      if (cause.code === 'network' || cause.code === 'timeout') {
        throw cause;
      }
    }),
  );

/** Does what ends the session on the server, and then ends it here. */
export async function leave(ask: () => Promise<unknown>): Promise<void> {
  leaving = true;
  try {
    await ask();
    await end();
  } finally {
    leaving = false;
  }
}

/** Deletes what this device stores, and loads it again from the server. */
export async function startOver(): Promise<void> {
  await me().store.destroy();
  localStorage.removeItem('waggle-names');
  location.reload();
}

/** Opens the store of whoever is logged in. */
export function startWorkspace(): void {
  let current: string | undefined;
  effect(() => {
    const now = session.value;
    if (now?.did === current) {
      return;
    }
    current = now?.did;
    if (now !== undefined) {
      begin(now).catch((cause: unknown) => {
        endedBecause.value = 'unavailable';
        throw cause;
      });
    } else if (workspace.peek() !== undefined) {
      void end(endedBecause.peek() ?? 'session-ended');
    }
  });
}

export function me(): Workspace {
  const opened = workspace.peek();
  if (opened === undefined) {
    throw new Error('Nobody is logged in.');
  }
  return opened;
}

/** Reads from the store; a signal's reader is called again when the store has changed. */
export function model(): Model {
  void version.value;
  return me().store;
}

/** A value of the store. The component renders again only when the value is another one. */
export function useModel<T>(select: (from: Model) => T): T {
  const value = useComputed(() => select(model()));
  return value.value;
}

export function live<T>(select: (from: Model) => T): ReadonlySignal<T | undefined> {
  return computed(() => (workspace.value === undefined ? undefined : select(model())));
}
