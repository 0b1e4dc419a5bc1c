import type { ClientState } from '../core/connection.js';
import type { Entry } from '../core/entry.js';
import type { Undo } from '../core/environment.js';
import type { Id } from '../core/id.js';
import { listeners } from '../core/listeners.js';
import type { Presence } from '../core/notices.js';
import { rangeOf } from './ranges.js';
import type { Write } from './backend.js';
import type { ConversationRecord, DraftRecord, OutboxRecord } from './records.js';

/** A part of a conversation's log without holes, and the own messages that are not in the log yet. */
export interface Timeline {
  readonly entries: readonly Entry[];
  /** Own messages on their way, in their order. None of them is in `entries`. */
  readonly pending: readonly OutboxRecord[];
  /** Whether there are entries before the first, after the last. */
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** What is true only while there is a connection. */
export interface Volatile {
  readonly connection: ClientState;
  /** Who is typing, by conversation. */
  readonly typing: Readonly<Record<Id, readonly Id[]>>;
  readonly presence: Readonly<Record<Id, Presence>>;
}

/** A change of the model: what was written to the tables, and what is true for the moment. */
export interface Change {
  readonly writes: readonly Write[];
  readonly volatile?: Partial<Volatile>;
}

/** What an application renders from. It never waits: it is changed by what the leader writes. */
export interface Model {
  /** The listed conversations: pinned ones first, then the most recently active. The same array until something changes. */
  conversations(): readonly ConversationRecord[];
  conversation(id: Id): ConversationRecord | undefined;
  /** The conversation with a user. */
  conversationWith(uid: Id): ConversationRecord | undefined;
  /** The loaded part of a conversation. The same object until something changes. */
  timeline(id: Id): Timeline;
  draft(id: Id): string;
  outbox(): readonly OutboxRecord[];
  unread(): { readonly messages: number; readonly conversations: number };
  connection(): ClientState;
  typing(id: Id): readonly Id[];
  presence(uid: Id): Presence | undefined;
  /** Calls the listener whenever the selected value has changed. */
  subscribe<T>(select: (model: Model) => T, listener: (value: T) => void): Undo;
}

export interface WritableModel extends Model {
  absorb(change: Change): void;
  /** Puts loaded entries into the window of a conversation. They must touch it, or replace it. */
  load(id: Id, page: Page): void;
  /** Begins to collect what arrives, before the first page is loaded. */
  openWindow(id: Id): void;
  window(id: Id): { readonly first: number; readonly last: number } | undefined;
  openWindows(): readonly Id[];
  closeWindow(id: Id): void;
  drafts(): readonly DraftRecord[];
  everything(): Change;
}

/** Entries of a conversation without holes between them. */
export interface Page {
  readonly entries: readonly Entry[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** Whether it takes the place of what was loaded. */
  readonly replaces: boolean;
}

interface Window {
  entries: readonly Entry[];
  hasOlder: boolean;
  hasNewer: boolean;
}

const nobody: readonly Id[] = [];
const nothing: Timeline = { entries: [], pending: [], hasOlder: false, hasNewer: false };

export function createModel(report: (fault: unknown) => void): WritableModel {
  const records = new Map<Id, ConversationRecord>();
  const pairs = new Map<Id, Id>();
  const outbox = new Map<string, OutboxRecord>();
  const drafts = new Map<Id, DraftRecord>();
  const windows = new Map<Id, Window>();
  const timelines = new Map<Id, Timeline>();
  const changes = listeners<void>(report);
  let volatile: Volatile = { connection: { name: 'idle' }, typing: {}, presence: {} };
  let sorted: readonly ConversationRecord[] | undefined;
  let sortedOutbox: readonly OutboxRecord[] | undefined;
  let scheduled = false;

  const changed = (): void => {
    if (!scheduled) {
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        changes.emit();
      });
    }
  };

  const put = (write: Write): void => {
    switch (write.table) {
      case 'conversations':
        sorted = undefined;
        timelines.delete(write.key);
        if (write.value === undefined) {
          records.delete(write.key);
        } else {
          records.set(write.key, write.value);
          if (write.value.peer !== undefined) {
            pairs.set(write.value.peer.uid, write.key);
          }
        }
        return;
      case 'entries':
        return putEntry(write.key[0], write.key[1], write.value);
      case 'outbox':
        sortedOutbox = undefined;
        timelines.clear();
        if (write.value === undefined) {
          outbox.delete(write.key);
        } else {
          outbox.set(write.key, write.value);
        }
        return;
      case 'drafts':
        if (write.value === undefined) {
          drafts.delete(write.key);
        } else {
          drafts.set(write.key, write.value);
        }
        return;
      case 'meta':
        return;
    }
  };

  const putEntry = (id: Id, seq: number, entry: Entry | undefined): void => {
    const window = windows.get(id);
    if (window === undefined) {
      return;
    }
    timelines.delete(id);
    const first = window.entries.at(0)?.seq ?? seq;
    const last = window.entries.at(-1)?.seq ?? seq - 1;
    if (entry === undefined) {
      window.entries = window.entries.filter((one) => one.seq !== seq);
    } else if (seq >= first && seq <= last) {
      const index = window.entries.findIndex((one) => one.seq >= seq);
      const replaces = window.entries[index]?.seq === seq;
      window.entries = window.entries.toSpliced(index, replaces ? 1 : 0, entry);
    } else if (seq > last) {
      append(window, entry, last, records.get(id));
    }
  };

  /** Puts an entry behind a window, if nothing is between them. */
  const append = (window: Window, entry: Entry, last: number, record: ConversationRecord | undefined): void => {
    const range = rangeOf(record?.ranges ?? [], entry.seq);
    const follows = window.entries.length === 0 || (range !== undefined && range[0] <= last + 1);
    if (entry.seq === last + 1 || (follows && !window.hasNewer)) {
      window.entries = [...window.entries, entry];
      window.hasNewer &&= (record?.lastSeq ?? 0) > entry.seq;
    } else {
      window.hasNewer = true;
    }
  };

  const model: WritableModel = {
    conversations() {
      sorted ??= [...records.values()].filter(({ listed }) => listed).sort(byActivity);
      return sorted;
    },
    conversation: (id) => records.get(id),
    conversationWith: (uid) => records.get(pairs.get(uid) ?? ''),
    timeline(id) {
      const known = timelines.get(id);
      if (known !== undefined) {
        return known;
      }
      const window = windows.get(id);
      const own = model.outbox().filter((message) => conversationOf(message) === id);
      if (window === undefined && own.length === 0) {
        return nothing;
      }
      const entries = window?.entries ?? [];
      const ids = new Set(entries.map((entry) => entry.id));
      const timeline: Timeline = {
        entries,
        pending: own.filter((message) => !ids.has(message.id)),
        hasOlder: window?.hasOlder ?? true,
        hasNewer: window?.hasNewer ?? false,
      };
      timelines.set(id, timeline);
      return timeline;
    },
    draft: (id) => drafts.get(id)?.text ?? '',
    drafts: () => [...drafts.values()],
    outbox() {
      sortedOutbox ??= [...outbox.values()].sort((a, b) => a.order - b.order);
      return sortedOutbox;
    },
    unread() {
      const unread = model.conversations().filter((one) => one.unread > 0 && !one.muted);
      return { messages: unread.reduce((sum, one) => sum + one.unread, 0), conversations: unread.length };
    },
    connection: () => volatile.connection,
    typing: (id) => volatile.typing[id] ?? nobody,
    presence: (uid) => volatile.presence[uid],
    subscribe(select, listener) {
      let value = select(model);
      return changes.add(() => {
        const next = select(model);
        if (!Object.is(next, value)) {
          value = next;
          listener(next);
        }
      });
    },
    absorb({ writes, volatile: now }) {
      // Conversations first: their ranges tell whether an entry continues a window.
      writes.filter(({ table }) => table === 'conversations').forEach(put);
      writes.filter(({ table }) => table !== 'conversations').forEach(put);
      if (now !== undefined) {
        volatile = { ...volatile, ...now };
      }
      changed();
    },
    load(id, page) {
      const window = windows.get(id);
      if (window === undefined || page.replaces) {
        // Entries that have arrived while the page was read.
        const end = page.entries.at(-1)?.seq ?? 0;
        const since = page.hasNewer ? [] : (window?.entries.filter(({ seq }) => seq > end) ?? []);
        windows.set(id, { entries: [...page.entries, ...since], hasOlder: page.hasOlder, hasNewer: page.hasNewer });
      } else {
        const first = window.entries.at(0)?.seq ?? Infinity;
        const last = window.entries.at(-1)?.seq ?? -Infinity;
        const before = page.entries.filter(({ seq }) => seq < first);
        const after = page.entries.filter(({ seq }) => seq > last && seq >= first);
        window.entries = [...before, ...window.entries, ...after];
        if ((page.entries.at(0)?.seq ?? -Infinity) <= first) {
          window.hasOlder = page.hasOlder;
        }
        if ((page.entries.at(-1)?.seq ?? Infinity) >= last) {
          window.hasNewer = page.hasNewer;
        }
      }
      timelines.delete(id);
      changed();
    },
    openWindow(id) {
      if (!windows.has(id)) {
        windows.set(id, { entries: [], hasOlder: true, hasNewer: false });
      }
    },
    openWindows: () => [...windows.keys()],
    window(id) {
      const entries = windows.get(id)?.entries;
      const first = entries?.at(0)?.seq;
      const last = entries?.at(-1)?.seq;
      return first === undefined || last === undefined ? undefined : { first, last };
    },
    closeWindow(id) {
      windows.delete(id);
      timelines.delete(id);
      changed();
    },
    everything: () => ({
      writes: [
        ...[...records].map(([key, value]) => ({ table: 'conversations' as const, key, value })),
        ...[...outbox].map(([key, value]) => ({ table: 'outbox' as const, key, value })),
        ...[...drafts].map(([key, value]) => ({ table: 'drafts' as const, key, value })),
      ],
      volatile,
    }),
  };

  function conversationOf(message: OutboxRecord): Id | undefined {
    return 'g' in message.to ? message.to.g : (message.conversation ?? pairs.get(message.to.u));
  }

  return model;
}

function byActivity(a: ConversationRecord, b: ConversationRecord): number {
  if (a.pinned !== b.pinned) {
    return a.pinned ? -1 : 1;
  }
  if (a.pinned) {
    return b.pinnedAt - a.pinnedAt;
  }
  const [first, second] = [a.last?.at ?? '', b.last?.at ?? ''];
  return first === second ? 0 : first > second ? -1 : 1;
}
