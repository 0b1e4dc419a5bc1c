import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { WaggleError } from '../core/errors.js';
import type { Id } from '../core/id.js';
import type { ConversationRecord, DraftRecord, MetaRecord, OutboxRecord } from './records.js';
import type { Entry } from '../core/entry.js';

/** The tables of a store, with their values. */
export interface Tables {
  conversations: ConversationRecord;
  /** By conversation and seq. */
  entries: Entry;
  /** By message id. */
  outbox: OutboxRecord;
  /** By conversation. */
  drafts: DraftRecord;
  meta: MetaRecord;
}

export type Table = keyof Tables;

/** A value that is put, or removed if it is absent. */
export type Write = {
  [T in Table]: {
    readonly table: T;
    readonly key: T extends 'entries' ? readonly [Id, number] : string;
    readonly value?: Tables[T];
  };
}[Table];

/** Where a store keeps its tables. */
export interface Backend {
  /** Whether what is written survives the end of the program. */
  readonly isDurable: boolean;
  all<T extends Exclude<Table, 'entries'>>(table: T): Promise<Tables[T][]>;
  /** Entries of a conversation between two numbers, in ascending order: the first ones, or the last ones if `fromEnd`. */
  entries(conversation: Id, from: number, to: number, limit: number, fromEnd: boolean): Promise<Entry[]>;
  /** Writes all of it, or nothing. */
  write(writes: readonly Write[]): Promise<void>;
  close(): void;
  /** Deletes everything. */
  destroy(): Promise<void>;
}

/** Keeps everything in memory. */
export function memoryBackend(): Backend {
  const tables = new Map<Table, Map<string, unknown>>();
  const entries = new Map<Id, Map<number, Entry>>();
  const tableOf = (table: Table): Map<string, unknown> => {
    const found = tables.get(table) ?? new Map<string, unknown>();
    tables.set(table, found);
    return found;
  };
  return {
    isDurable: false,
    all: <T extends Exclude<Table, 'entries'>>(table: T) => Promise.resolve([...tableOf(table).values()] as Tables[T][]),
    entries(conversation, from, to, limit, fromEnd) {
      const found = [...(entries.get(conversation)?.values() ?? [])]
        .filter(({ seq }) => seq >= from && seq <= to)
        .sort((a, b) => a.seq - b.seq);
      return Promise.resolve(fromEnd ? found.slice(-limit) : found.slice(0, limit));
    },
    write(writes) {
      for (const write of writes) {
        if (write.table === 'entries') {
          const [conversation, seq] = write.key;
          const log = entries.get(conversation) ?? new Map<number, Entry>();
          entries.set(conversation, log);
          if (write.value === undefined) {
            log.delete(seq);
          } else {
            log.set(seq, write.value);
          }
        } else if (write.value === undefined) {
          tableOf(write.table).delete(write.key);
        } else {
          tableOf(write.table).set(write.key, write.value);
        }
      }
      return Promise.resolve();
    },
    close() {},
    destroy() {
      tables.clear();
      entries.clear();
      return Promise.resolve();
    },
  };
}

interface Schema extends DBSchema {
  conversations: { key: string; value: ConversationRecord };
  entries: { key: [Id, number]; value: Entry };
  outbox: { key: string; value: OutboxRecord };
  drafts: { key: string; value: DraftRecord };
  meta: { key: string; value: MetaRecord };
}

const version = 1;
const tableNames = ['conversations', 'entries', 'outbox', 'drafts', 'meta'] as const;

/** Keeps everything in IndexedDB. */
export async function indexedDbBackend(name: string): Promise<Backend> {
  let lost = false;
  const database: IDBPDatabase<Schema> = await openDB<Schema>(name, version, {
    upgrade(created) {
      tableNames.forEach((table) => created.createObjectStore(table));
    },
    blocking: (_current, _blocked, event) => {
      // Another tab deletes the database, or opens a newer version.
      (event.target as IDBDatabase).close();
      lost = true;
    },
    terminated: () => {
      lost = true;
    },
  });
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (lost) {
      throw new WaggleError('storage', 'The connection to IndexedDB is lost.');
    }
    return work();
  };
  return {
    isDurable: true,
    all: <T extends Exclude<Table, 'entries'>>(table: T) => guarded(() => database.getAll(table) as Promise<Tables[T][]>),
    entries: (conversation, from, to, limit, fromEnd) =>
      guarded(async () => {
        if (to < from) {
          return [];
        }
        const range = IDBKeyRange.bound([conversation, from], [conversation, to]);
        if (!fromEnd) {
          return database.getAll('entries', range, limit);
        }
        const found: Entry[] = [];
        let cursor = await database.transaction('entries').store.openCursor(range, 'prev');
        while (cursor !== null && found.length < limit) {
          found.push(cursor.value);
          cursor = await cursor.continue();
        }
        return found.reverse();
      }),
    write: (writes) =>
      guarded(async () => {
        const transaction = database.transaction(tableNames, 'readwrite');
        const requests = writes.map((write) =>
          write.value === undefined
            ? transaction.objectStore(write.table).delete(write.key as never)
            : transaction.objectStore(write.table).put(write.value as never, write.key as never),
        );
        await Promise.all([...requests, transaction.done]);
      }),
    close: () => database.close(),
    async destroy() {
      const transaction = database.transaction(tableNames, 'readwrite');
      await Promise.all([...tableNames.map((table) => transaction.objectStore(table).clear()), transaction.done]);
      database.close();
    },
  };
}

/** What IndexedDB refuses because of the caller, not because it is lost. */
const mistakes: ReadonlySet<string> = new Set(['DataError', 'DataCloneError', 'ConstraintError', 'ReadOnlyError']);

function isMistake(cause: unknown): boolean {
  return cause instanceof Error && mistakes.has(cause.name);
}

/**
 * Opens a backend, and opens it once more when it fails. If that does not help, it goes on in memory, and reports that once: what is
 * known is kept for the time that the program runs.
 */
export async function resilientBackend(open: () => Promise<Backend>, onMemory: (cause: unknown) => void): Promise<Backend> {
  let current: Backend;
  try {
    current = await open();
  } catch (cause) {
    onMemory(cause);
    return memoryBackend();
  }
  let recovering: Promise<void> | undefined;
  let hasReopened = false;

  const recover = (cause: unknown): Promise<void> => {
    recovering ??= (async () => {
      if (!hasReopened) {
        hasReopened = true;
        try {
          current.close();
          current = await open();
          return;
        } catch (second) {
          cause = second;
        }
      }
      current = memoryBackend();
      onMemory(cause);
    })().finally(() => {
      recovering = undefined;
    });
    return recovering;
  };

  const attempt = async <T>(work: (backend: Backend) => Promise<T>): Promise<T> => {
    for (;;) {
      const used = current;
      try {
        return await work(used);
      } catch (cause) {
        if (!used.isDurable || isMistake(cause)) {
          throw cause;
        }
        if (used === current) {
          await recover(cause);
        }
      }
    }
  };

  return {
    get isDurable() {
      return current.isDurable;
    },
    all: (table) => attempt((backend) => backend.all(table)),
    entries: (...given) => attempt((backend) => backend.entries(...given)),
    write: (writes) => attempt((backend) => backend.write(writes)),
    close: () => current.close(),
    destroy: () => current.destroy(),
  };
}
