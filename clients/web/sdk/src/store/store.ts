import { createClient, type ClientOptions } from '../core/client.js';
import type { Entry, Outgoing, Receiver } from '../core/entry.js';
import { systemClock, systemRandomness, type Environment, type Undo } from '../core/environment.js';
import { toWaggleError, WaggleError } from '../core/errors.js';
import type { Http, TokenSource } from '../core/http.js';
import type { Id } from '../core/id.js';
import { listeners } from '../core/listeners.js';
import type { Notice } from '../core/notices.js';
import type { Arrangement } from '../core/operations.js';
import type { Stored } from '../core/sender.js';
import type { Transport } from '../core/transport.js';
import { newMessageId } from '../core/uuid.js';
import { indexedDbBackend, memoryBackend, resilientBackend, type Backend } from './backend.js';
import { createEngine, type Commands, type Engine } from './engine.js';
import { createModel, type Change, type Model } from './model.js';
import type { Place } from './pages.js';
import { alone, type Tabs, type TabMessage } from './tabs.js';

export interface StoreOptions {
  readonly url: string;
  readonly uid: Id;
  readonly did: Id;
  readonly tokens: TokenSource;
  readonly http: Http;
  readonly transport: Transport | (() => Promise<Transport>);
  readonly environment?: Partial<Omit<Environment, 'transport'>>;
  /** Where the tables are kept: by default IndexedDB, and memory where there is none. */
  readonly backend?: () => Promise<Backend>;
  /** Shares the connection with other tabs: `browserTabs(did)`. By default there is only this one. */
  readonly tabs?: Tabs;
  readonly keepAliveSeconds?: number;
}

/** A message that was given to the store. */
export interface Sending {
  readonly id: string;
  /** Resolves when it is in the outbox: from then on it survives the end of the program. */
  readonly written: Promise<void>;
  /** Resolves when the server has stored it; rejects when it has failed. */
  readonly stored: Promise<Pick<Stored, 'seq'>>;
}

/** What an application renders from, and what it tells to do. It works without a connection, and in every tab. */
export interface Store extends Model {
  readonly uid: Id;
  /** Resolves when the model has what was stored. */
  readonly ready: Promise<void>;
  /** Resolves when there is a connection, and everything that was missed is here. */
  synced(): Promise<void>;
  /** Loads a part of a conversation, and keeps it up to date until `closeConversation`. */
  openConversation(id: Id, place?: Place): Promise<void>;
  /** Loads the entries before or after what is loaded. */
  loadOlder(id: Id): Promise<void>;
  loadNewer(id: Id): Promise<void>;
  closeConversation(id: Id): void;
  send(to: Receiver, content: Outgoing): Sending;
  retry(id: string): Promise<void>;
  /** Removes a message that has failed, or was never sent. */
  discard(id: string): Promise<boolean>;
  setDraft(conversation: Id, text: string): Promise<void>;
  markRead(conversation: Id, seq: number): Promise<void>;
  /** Mutes, pins or hides: shown at once, and taken back if the server refuses. */
  arrange(conversation: Id, arrangement: Arrangement): Promise<void>;
  deleteConversation(conversation: Id): Promise<void>;
  /** Deletes messages for this user only. */
  hide(conversation: Id, seqs: readonly number[]): Promise<void>;
  setTyping(to: Receiver, typing: boolean): Promise<void>;
  /** Watches the presence of these users, and of no others any more. */
  watch(uids: readonly Id[]): Promise<void>;
  /** To call when the page becomes visible, or the network is back. */
  wake(): Promise<void>;
  /** A new message of somebody else. Only the tab that leads calls it, so that a person hears of it once. */
  onNews(listener: (entry: Entry) => void): Undo;
  /** What the server tells beside entries, such as a friend request. Every tab hears it. */
  onNotice(listener: (notice: Notice) => void): Undo;
  onFault(listener: (fault: WaggleError) => void): Undo;
  /** Whether this tab has the connection. */
  leads(): boolean;
  /** Disconnects. What is stored stays. */
  close(): Promise<void>;
  /** Disconnects, and deletes everything of this user from this device. */
  destroy(): Promise<void>;
}

const pageSize = 50;

type Call = {
  readonly command: keyof Commands;
  readonly args: unknown[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: WaggleError) => void;
};

export function createStore(options: StoreOptions): Store {
  const clock = options.environment?.clock ?? systemClock;
  const random = options.environment?.random ?? systemRandomness;
  const tabs = options.tabs ?? alone();
  const faults = listeners<WaggleError>(() => undefined);
  const fault = (cause: unknown): void => faults.emit(toWaggleError(cause, 'internal'));
  const news = listeners<Entry>(fault);
  const notices = listeners<Notice>(fault);
  const changes = listeners<Change>(fault);
  const model = createModel(fault);
  const tab = newMessageId(clock, random);
  const calls = new Map<string, Call>();
  let watched: readonly Id[] = [];
  let engine: Engine | undefined;
  let backend: Backend | undefined;
  let ended = false;

  /** Does a command in the tab that leads. Without a leader, it waits for one. */
  const call = <C extends keyof Commands>(command: C, ...args: Parameters<Commands[C]>): ReturnType<Commands[C]> => {
    if (ended) {
      return Promise.reject(new WaggleError('closed-by-app')) as ReturnType<Commands[C]>;
    }
    if (engine !== undefined) {
      return run(engine, command, args) as ReturnType<Commands[C]>;
    }
    return new Promise((resolve, reject) => {
      const id = newMessageId(clock, random);
      calls.set(id, { command, args, resolve: resolve as (value: unknown) => void, reject });
      tabs.post({ kind: 'call', id, command, args });
    }) as ReturnType<Commands[C]>;
  };

  const absorb = (change: Change): void => {
    model.absorb(change);
    changes.emit(change);
  };

  const heard = (message: TabMessage): void => {
    switch (message.kind) {
      case 'call':
        if (engine !== undefined) {
          const { id } = message;
          if (message.command === 'everything') {
            // At once, so that no later change overtakes it.
            tabs.post({ kind: 'answer', id, value: model.everything() });
            return;
          }
          run(engine, message.command as keyof Commands, message.args).then(
            (value) => tabs.post({ kind: 'answer', id, value }),
            (cause: unknown) => {
              const { code, detail, retryable } = toWaggleError(cause, 'internal');
              tabs.post({ kind: 'answer', id, error: { code, detail, retryable } });
            },
          );
        }
        return;
      case 'answer': {
        const waiting = calls.get(message.id);
        calls.delete(message.id);
        if (message.error === undefined) {
          waiting?.resolve(message.value);
        } else {
          const { code, detail, retryable } = message.error;
          waiting?.reject(new WaggleError(code, detail, { retryable }));
        }
        return;
      }
      case 'change':
        if (engine === undefined) {
          absorb(message.change);
        }
        return;
      case 'notice':
        notices.emit(message.notice);
        return;
      case 'leader':
        if (engine === undefined) {
          follow().catch(fault);
        }
        return;
      case 'ended':
        void end();
        return;
    }
  };

  /** Takes everything from the leader, and gives it what has no answer. */
  const follow = async (): Promise<void> => {
    for (const [id, { command, args }] of calls) {
      tabs.post({ kind: 'call', id, command, args });
    }
    const everything = await call('everything');
    if (engine === undefined) {
      absorb(everything);
      if (watched.length > 0) {
        await call('watch', tab, watched);
      }
    }
  };

  const lead = async (): Promise<void> => {
    const opened = await resilientBackend(options.backend ?? (() => defaultBackend(options.did)), (cause) =>
      fault(new WaggleError('storage', 'The storage is lost: what arrives from now on is kept in memory only.', { cause })),
    );
    backend = opened;
    if (ended) {
      opened.close();
      return;
    }
    const client = createClient({
      ...clientOptions(options),
      sink: (batch) => next.sink(batch),
      positions: () => next.positions(),
      conversationOf: (to) => next.conversationOf(to),
    });
    client.onFault(fault);
    client.onNotice((notice) => {
      notices.emit(notice);
      tabs.post({ kind: 'notice', notice });
    });
    const next: Engine = createEngine({
      client,
      http: options.http,
      backend: opened,
      model,
      clock,
      onChange: (change) => {
        changes.emit(change);
        tabs.post({ kind: 'change', change });
      },
      onNews: (entry) => news.emit(entry),
      onFault: fault,
    });
    await next.restore();
    engine = next;
    next.start();
    tabs.post({ kind: 'leader' });
    for (const [id, { command, args, resolve, reject }] of [...calls]) {
      calls.delete(id);
      run(next, command, args).then(resolve, reject);
    }
    if (watched.length > 0) {
      await next.watch(tab, watched);
    }
    // What the last leader has written and not told.
    for (const id of model.openWindows()) {
      const window = model.window(id);
      if (window !== undefined && !model.timeline(id).hasNewer) {
        model.load(id, await next.load(id, { after: window.last }, pageSize));
      }
    }
  };

  const end = async (): Promise<void> => {
    if (ended) {
      return;
    }
    ended = true;
    await engine?.stop();
    for (const { reject } of calls.values()) {
      reject(new WaggleError('closed-by-app'));
    }
    calls.clear();
    tabs.close();
  };

  const undoHeard = tabs.onMessage(heard);
  const leading = tabs.lead(lead);
  leading.catch(fault);
  const ready = Promise.race([leading, follow()]);
  ready.catch(() => undefined);

  const load = async (id: Id, place: Place): Promise<void> => {
    model.load(id, await call('load', id, place, pageSize));
  };

  return {
    ...readOnly(model),
    uid: options.uid,
    ready,
    synced: () =>
      new Promise((resolve) => {
        const isSynced = (one: Model): boolean => {
          const state = one.connection();
          return state.name === 'online' && state.synced;
        };
        if (isSynced(model)) {
          resolve();
          return;
        }
        const undo = model.subscribe(isSynced, () => {
          undo();
          resolve();
        });
      }),
    async openConversation(id, place = 'newest') {
      model.openWindow(id);
      await load(id, place);
      await call('refresh', id).catch((cause: unknown) => {
        if (!toWaggleError(cause, 'network').retryable) {
          throw cause;
        }
      });
    },
    async loadOlder(id) {
      const window = model.window(id);
      await load(id, window === undefined ? 'newest' : { before: window.first });
    },
    async loadNewer(id) {
      const window = model.window(id);
      await load(id, window === undefined ? 'newest' : { after: window.last });
    },
    closeConversation: model.closeWindow,
    send(to, content) {
      const id = newMessageId(clock, random);
      const stored = new Promise<Pick<Stored, 'seq'>>((resolve, reject) => {
        const undo = changes.add(({ writes }) => {
          for (const write of writes) {
            const seq =
              write.table === 'entries' && write.value?.id === id && write.value.from === options.uid
                ? write.value.seq
                : write.table === 'outbox' && write.key === id
                  ? write.value?.seq
                  : undefined;
            if (seq !== undefined) {
              undo();
              resolve({ seq });
            } else if (write.table === 'outbox' && write.key === id && write.value?.state === 'failed') {
              undo();
              reject(new WaggleError(write.value.code ?? 'internal', write.value.detail));
            }
          }
        });
      });
      stored.catch(() => undefined);
      return { id, stored, written: call('send', id, to, content, new Date(clock.now()).toISOString()) };
    },
    retry: (id) => call('retry', id),
    discard: (id) => call('discard', id),
    setDraft: (conversation, text) => call('setDraft', conversation, text),
    markRead: (conversation, seq) => call('markRead', conversation, seq),
    arrange: (conversation, arrangement) => call('arrange', conversation, arrangement),
    deleteConversation: (conversation) => call('deleteConversation', conversation),
    hide: (conversation, seqs) => call('hide', conversation, seqs),
    setTyping: (to, typing) => call('typing', to, typing),
    watch(uids) {
      watched = uids;
      return call('watch', tab, uids);
    },
    wake: () => call('wake'),
    onNews: news.add,
    onNotice: notices.add,
    onFault: faults.add,
    leads: () => engine !== undefined,
    async close() {
      undoHeard();
      await end();
    },
    async destroy() {
      undoHeard();
      tabs.post({ kind: 'ended' });
      await engine?.stop();
      // The connection to the database was closed: a new one deletes what is there.
      const emptied = backend?.isDurable === false ? backend : await (options.backend ?? (() => defaultBackend(options.did)))();
      await emptied.destroy();
      await end();
    },
  };
}

function run(engine: Engine, command: keyof Commands, args: unknown[]): Promise<unknown> {
  return (engine[command] as (...given: unknown[]) => Promise<unknown>)(...args);
}

function readOnly(model: Model): Model {
  const {
    conversations,
    conversation,
    conversationWith,
    timeline,
    draft,
    outbox,
    unread,
    connection,
    typing,
    presence,
    subscribe,
  } = model;
  return {
    conversations,
    conversation,
    conversationWith,
    timeline,
    draft,
    outbox,
    unread,
    connection,
    typing,
    presence,
    subscribe,
  };
}

function clientOptions({ url, uid, did, tokens, transport, environment, keepAliveSeconds }: StoreOptions): ClientOptions {
  return {
    url,
    uid,
    did,
    tokens,
    transport,
    ...(environment === undefined ? {} : { environment }),
    ...(keepAliveSeconds === undefined ? {} : { keepAliveSeconds }),
  };
}

function defaultBackend(did: Id): Promise<Backend> {
  return typeof indexedDB === 'undefined' ? Promise.resolve(memoryBackend()) : indexedDbBackend(`waggle-${did}`);
}
