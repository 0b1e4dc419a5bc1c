import type { Content, Entry } from '../core/entry.js';
import type { Id } from '../core/id.js';
import type { Notices } from '../core/notices.js';
import type { ConversationRecord } from './records.js';

/** Tells whether an entry is a message that still has its content. */
export function isMessage(entry: Entry): boolean {
  return (
    entry.id !== undefined &&
    entry.change === undefined &&
    entry.recall === undefined &&
    entry.edit === undefined &&
    entry.pin === undefined &&
    entry.unpin === undefined
  );
}

/** Tells whether an entry makes its conversation unread for this user. */
export function counts(entry: Entry, me: Id): boolean {
  return isMessage(entry) && entry.from !== me;
}

export function mentions(entry: Entry, me: Id): boolean {
  return counts(entry, me) && (entry.mentionAll === true || entry.mentions?.includes(me) === true);
}

/** Returns which of two states of an entry to keep: the newer one by version. */
export function newer(stored: Entry | undefined, given: Entry): Entry {
  return stored !== undefined && (stored.version ?? 0) > (given.version ?? 0) ? stored : given;
}

/** What is left of a message that was recalled. */
export function recalled(message: Entry, by: Entry): Entry {
  return { ...bare(message), recalled: { by: by.from, at: by.at } };
}

/** What is left of a message that has expired. */
export function expired(message: Entry): Entry {
  return { ...bare(message), expired: true };
}

/** A root keeps its thread. */
function bare({ conversation, seq, from, at, version, thread }: Entry): Entry {
  return {
    conversation,
    seq,
    from,
    at,
    ...(version === undefined ? {} : { version }),
    ...(typeof thread === 'object' ? { thread } : {}),
  };
}

/** The message with the content of an edit. An edit without content says that the message is gone; its recall says so too. */
export function edited(message: Entry, by: Entry): Entry {
  const { seq: _, ...content } = by.edit ?? { seq: 0 };
  if (message.recalled !== undefined || message.expired === true || Object.keys(content).length === 0) {
    return message;
  }
  const { conversation, seq, from, at, id, expiresAt, burnAfter, quote, reactions, version, thread } = message;
  const kept: Content = { id, expiresAt, burnAfter, quote, reactions, version, ...(thread === undefined ? {} : { thread }) };
  const known = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return { conversation, seq, from, at, ...known, ...content, edited: { at: by.at } };
}

/** The entry with the reactions of a notice, if the notice is newer. */
export function reacted(entry: Entry, notice: Notices['reactions']): Entry {
  if ((entry.version ?? 0) >= notice.version || !isMessage(entry)) {
    return entry;
  }
  const { reactions: _, ...rest } = entry;
  const counted = notice.counts ?? [];
  return { ...rest, ...(counted.length === 0 ? {} : { reactions: counted }), version: notice.version };
}

/** The root of a thread after a new message of the thread. */
export function withThreadMessage(root: Entry, message: Entry): Entry {
  const before = typeof root.thread === 'object' ? root.thread : { count: 0, lastSeq: 0 };
  return before.lastSeq >= message.seq || !isMessage(root)
    ? root
    : { ...root, thread: { count: before.count + 1, lastSeq: message.seq, lastAt: message.at } };
}

/** The message with the time at which it expires, since its receiver has read it. */
export function burning(entry: Entry, notice: Notices['burning']): Entry {
  const isMeant =
    entry.burnAfter !== undefined && entry.expiresAt === undefined && entry.from !== notice.uid && entry.seq <= notice.readSeq;
  return isMeant
    ? { ...entry, expiresAt: new Date(Date.parse(notice.readAt) + (entry.burnAfter ?? 0) * 1_000).toISOString() }
    : entry;
}

/** The conversation after a new entry of its log. */
export function withEntry(record: ConversationRecord, entry: Entry, me: Id): ConversationRecord {
  const isUnread = entry.seq > record.readSeq && counts(entry, me);
  const name = entry.change?.updated?.name ?? entry.change?.created?.name;
  return {
    ...record,
    ...(name === undefined ? {} : { name }),
    ...(entry.seq >= record.lastSeq ? { last: entry, lastSeq: entry.seq } : {}),
    unread: record.unread + (isUnread && entry.seq > record.lastSeq ? 1 : 0),
    mentioned: record.mentioned || (isUnread && mentions(entry, me)),
    listed: true,
    version: Math.max(record.version, entry.version ?? 0),
    pins: withPin(record.pins, entry),
  };
}

function withPin(pins: readonly number[], { pin, unpin, recall }: Entry): readonly number[] {
  const removed = (pin ?? unpin ?? recall)?.seq;
  const rest = removed === undefined ? pins : pins.filter((seq) => seq !== removed);
  return pin === undefined ? rest : [pin.seq, ...rest];
}
