import type { Entry } from '../core/entry.js';
import { toWaggleError, type WaggleError } from '../core/errors.js';
import type { Id } from '../core/id.js';
import type { Backend, Write } from './backend.js';
import type { Change, WritableModel } from './model.js';
import { emptyConversation, type ConversationRecord } from './records.js';

export interface JournalOptions {
  readonly backend: Backend;
  readonly model: WritableModel;
  /** Called with every change of the model, so that other tabs can follow. */
  readonly onChange: (change: Change) => void;
  readonly onFault: (fault: WaggleError) => void;
}

/** How the store changes: one change after another, each written before it is shown. */
export interface Journal {
  readonly backend: Backend;
  readonly model: WritableModel;
  /** Does the work when all earlier work is done, so that it does not read what another is about to write. */
  serially<T>(work: () => Promise<T>): Promise<T>;
  /** Writes, and only then shows. */
  commit(writes: readonly Write[]): Promise<void>;
  /** Shows what is true for the moment, or what is stored already. */
  show(change: Change): void;
  onShown(listener: (change: Change) => void): void;
  /** Begins work that nobody waits for. */
  background(work: () => Promise<unknown>): void;
  recordOf(id: Id): ConversationRecord;
  entryOf(conversation: Id, seq: number): Promise<Entry | undefined>;
  /** Changes a conversation that is here. */
  change(id: Id, update: (record: ConversationRecord) => ConversationRecord): Promise<void>;
  /** Changes entries that are here. */
  amend(conversation: Id, seqs: readonly number[], update: (entry: Entry) => Entry): Promise<void>;
  /** Removes entries that the user has deleted for themselves. */
  remove(conversation: Id, seqs: readonly number[]): Promise<void>;
  /** Waits for what has begun, and writes nothing more. */
  stop(): Promise<void>;
}

export function putRecord(record: ConversationRecord): Write {
  return { table: 'conversations', key: record.id, value: record };
}

export function createJournal({ backend, model, onChange, onFault }: JournalOptions): Journal {
  const listeners: ((change: Change) => void)[] = [];
  let stopped = false;
  let last: Promise<unknown> = Promise.resolve();

  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  /** Writes, and only then shows. */
  const commit = async (writes: readonly Write[]): Promise<void> => {
    if (writes.length > 0 && !stopped) {
      await backend.write(writes);
      show({ writes });
    }
  };

  const show = (change: Change): void => {
    model.absorb(change);
    onChange(change);
    listeners.forEach((listener) => listener(change));
  };

  const background = (work: () => Promise<unknown>): void => {
    work().catch((cause: unknown) => {
      const error = toWaggleError(cause, 'network');
      // What the network spoils is tried again after the next connect.
      if (!stopped && !error.retryable) {
        onFault(error);
      }
    });
  };

  const recordOf = (id: Id): ConversationRecord => model.conversation(id) ?? emptyConversation(id);

  const change = (id: Id, update: (record: ConversationRecord) => ConversationRecord): Promise<void> =>
    serially(async () => {
      const before = model.conversation(id);
      if (before !== undefined) {
        const after = update(before);
        if (after !== before) {
          await commit([putRecord(after)]);
        }
      }
    });

  const entryOf = async (conversation: Id, seq: number): Promise<Entry | undefined> =>
    (await backend.entries(conversation, seq, seq, 1, false))[0];

  /** Changes entries that are here. */
  const amend = (conversation: Id, seqs: readonly number[], update: (entry: Entry) => Entry): Promise<void> =>
    serially(async () => {
      const writes: Write[] = [];
      const record = model.conversation(conversation);
      let version = record?.version ?? 0;
      let last = record?.last;
      for (const seq of seqs) {
        const before = await entryOf(conversation, seq);
        const after = before === undefined ? undefined : update(before);
        if (after !== undefined && after !== before) {
          writes.push({ table: 'entries', key: [conversation, seq], value: after });
          version = Math.max(version, after.version ?? 0);
          last = last?.seq === seq ? after : last;
        }
      }
      if (record !== undefined && writes.length > 0) {
        writes.push(putRecord({ ...record, version, ...(last === undefined ? {} : { last }) }));
      }
      await commit(writes);
    });

  const remove = (conversation: Id, seqs: readonly number[]): Promise<void> =>
    serially(() => commit(seqs.map((seq) => ({ table: 'entries', key: [conversation, seq] }))));

  return {
    backend,
    model,
    serially,
    commit,
    show,
    onShown: (listener) => {
      listeners.push(listener);
    },
    background,
    recordOf,
    entryOf,
    change,
    amend,
    remove,
    async stop() {
      await last;
      stopped = true;
    },
  };
}
