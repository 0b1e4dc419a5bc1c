import type { Client } from '../core/client.js';
import type { Entry, Outgoing, Receiver } from '../core/entry.js';
import type { Clock, Undo } from '../core/environment.js';
import type { WaggleError } from '../core/errors.js';
import type { Http } from '../core/http.js';
import type { Id } from '../core/id.js';
import type { Arrangement } from '../core/operations.js';
import type { Batch } from '../core/receiver.js';
import { createArrivals } from './arrivals.js';
import type { Backend } from './backend.js';
import { createDrafts } from './drafts.js';
import { createExpiry } from './expiry.js';
import { createJournal, putRecord } from './journal.js';
import { createConversationList } from './list.js';
import type { Change, Page, WritableModel } from './model.js';
import { createOutbox } from './outbox.js';
import { createPages, type Place } from './pages.js';
import { createSettings } from './settings.js';

/** What the tabs of an application ask the leader to do. Arguments and results are plain values, so that they can be sent to it. */
export interface Commands {
  /** Everything but the entries, for a tab that has just opened. */
  everything(): Promise<Change>;
  /** Loads entries around, before or after a number; without one, the newest. */
  load(conversation: Id, place: Place, limit: number): Promise<Page>;
  /** Looks for changes of entries that this device did not hear of. */
  refresh(conversation: Id): Promise<void>;
  /** Writes a message to the outbox. The id makes it safe to ask twice. */
  send(id: string, to: Receiver, content: Outgoing, at: string): Promise<void>;
  /** Sends a message that has failed again. */
  retry(id: string): Promise<void>;
  /** Removes a message that has failed or was never sent. Returns whether it was removed. */
  discard(id: string): Promise<boolean>;
  setDraft(conversation: Id, text: string): Promise<void>;
  markRead(conversation: Id, seq: number): Promise<void>;
  arrange(conversation: Id, arrangement: Arrangement): Promise<void>;
  /** Deletes everything up to now, for this user only. */
  deleteConversation(conversation: Id): Promise<void>;
  /** Deletes messages for this user only. */
  hide(conversation: Id, seqs: readonly number[]): Promise<void>;
  typing(to: Receiver, typing: boolean): Promise<void>;
  /** Watches the presence of these users, for the tab, and of no others any more. */
  watch(tab: string, uids: readonly Id[]): Promise<void>;
  wake(): Promise<void>;
}

export interface EngineOptions {
  readonly client: Client;
  readonly http: Http;
  readonly backend: Backend;
  readonly model: WritableModel;
  readonly clock: Clock;
  /** Called with every change of the model, so that other tabs can follow. */
  readonly onChange: (change: Change) => void;
  /** Called with each new message of others: once, in the tab that leads. */
  readonly onNews: (entry: Entry) => void;
  readonly onFault: (fault: WaggleError) => void;
}

export interface Engine extends Commands {
  /** Reads the tables into the model. What was stored is usable from then on. */
  restore(): Promise<void>;
  /** Connects, and sends what waits in the outbox. */
  start(): void;
  sink(batch: Batch): Promise<void>;
  positions(): Promise<Record<Id, number>>;
  conversationOf(to: Receiver): Id | undefined;
  stop(): Promise<void>;
}

/** What the leading tab does: it has the connection, and is the only one that writes. */
export function createEngine(options: EngineOptions): Engine {
  const { client, http, backend, model, clock } = options;
  const journal = createJournal(options);
  const expiry = createExpiry(journal, clock);
  const drafts = createDrafts(journal, http, clock);
  const list = createConversationList(journal, http, clock, drafts);
  const arrivals = createArrivals(journal, { me: client.uid, clock, list, drafts, onNews: options.onNews });
  const outbox = createOutbox(journal, client, http, list, arrivals, clock);
  const pages = createPages(journal, client, http, expiry.shown);
  const settings = createSettings(journal, http, clock, list, client.uid);
  const undos: Undo[] = [];
  const tabs = new Map<string, ReadonlySet<Id>>();
  let unwatch: Undo = () => {};

  const connected = (): void => {
    pages.reconnected();
    journal.background(async () => {
      await list.refresh().finally(() => journal.show({ writes: [], volatile: { connection: client.state() } }));
      await settings.sendAll();
      await drafts.sendAll();
      await outbox.settleAll();
    });
  };

  return {
    async restore() {
      const [records, messages, texts, meta] = await Promise.all([
        backend.all('conversations'),
        backend.all('outbox'),
        backend.all('drafts'),
        backend.all('meta'),
      ]);
      list.restore(meta.find(({ name }) => name === 'listVersion')?.value);
      outbox.restore(messages);
      journal.show({
        writes: [
          ...records.map((value) => putRecord(value)),
          ...messages.map((value) => ({ table: 'outbox', key: value.id, value }) as const),
          ...texts.map((value) => ({ table: 'drafts', key: value.conversation, value }) as const),
        ],
      });
    },

    start() {
      undos.push(
        client.onNotice(arrivals.noticed),
        client.onNow(arrivals.now),
        client.onPresence(arrivals.presence),
        client.onStored(outbox.stored),
        client.onState((connection) => {
          const isSynced = connection.name === 'online' && connection.synced;
          // Here it is synced when the list is too.
          journal.show({ writes: [], volatile: { connection: isSynced ? { name: 'online', synced: false } : connection } });
          if (isSynced) {
            connected();
          }
        }),
      );
      outbox.start();
      client.connect();
    },

    async stop() {
      await client.close();
      undos.splice(0).forEach((undo) => undo());
      [drafts, arrivals, expiry].forEach((part) => part.stop());
      await journal.stop();
      backend.close();
    },

    sink: arrivals.sink,
    positions: () =>
      Promise.resolve(
        Object.fromEntries(
          model
            .everything()
            .writes.flatMap((write) =>
              write.table === 'conversations' && write.value?.position !== undefined ? [[write.key, write.value.position]] : [],
            ),
        ) as Record<Id, number>,
      ),
    conversationOf: outbox.conversationOf,

    everything: () => Promise.resolve(model.everything()),
    load: pages.load,
    refresh: pages.refresh,
    send: outbox.send,
    retry: outbox.retry,
    discard: outbox.discard,
    setDraft: drafts.set,
    markRead: settings.markRead,
    arrange: settings.arrange,
    deleteConversation: settings.deleteConversation,
    hide: settings.hide,
    typing(to, typing) {
      client.now(to, { typing });
      return Promise.resolve();
    },
    watch(tab, uids) {
      tabs.set(tab, new Set(uids));
      const before = unwatch;
      unwatch = client.watch([...new Set([...tabs.values()].flatMap((one) => [...one]))]);
      before();
      return Promise.resolve();
    },
    wake() {
      client.wake();
      return Promise.resolve();
    },
  };
}
