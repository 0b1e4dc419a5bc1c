import type { Entry } from '../core/entry.js';
import type { Clock, Undo } from '../core/environment.js';
import type { Id } from '../core/id.js';
import type { Notice, Now, Presence } from '../core/notices.js';
import type { Batch } from '../core/receiver.js';
import { burning, counts, edited, isMessage, newer, reacted, recalled, withEntry, withThreadMessage } from './apply.js';
import type { Write } from './backend.js';
import type { Drafts } from './drafts.js';
import { putRecord, type Journal } from './journal.js';
import type { ConversationList } from './list.js';
import { addRange } from './ranges.js';
import { withReceipt, withSettings } from './settings.js';

/** What comes from the server: entries, notices, who is typing, who is online. */
export interface Arrivals {
  sink(batch: Batch): Promise<void>;
  noticed(notice: Notice): void;
  now(now: Now): void;
  presence(presence: Presence): void;
  /** Turns entries into writes: the entries, what they change, and their conversation. */
  writesOf(conversation: Id, entries: readonly Entry[], covered: readonly [number, number]): Promise<Write[]>;
  stop(): void;
}

export interface ArrivalOptions {
  readonly me: Id;
  readonly clock: Clock;
  readonly list: ConversationList;
  readonly drafts: Drafts;
  readonly onNews: (entry: Entry) => void;
}

const typingMs = 6_000;
/** How many entries a notice about burning messages may concern. */
const burningAtMost = 100;

export function createArrivals(journal: Journal, { me, clock, list, drafts, onNews }: ArrivalOptions): Arrivals {
  const { backend, model, serially, commit, show, background, change, amend, remove, recordOf, entryOf } = journal;
  const typingTimers = new Map<string, Undo>();

  /** Turns entries into writes: the entries, what they change, and their conversation. */
  const writesOf = async (
    conversation: Id,
    entries: readonly Entry[],
    covered: readonly [number, number],
  ): Promise<Write[]> => {
    const changed = new Map<number, Entry>();
    const at = async (seq: number): Promise<Entry | undefined> => changed.get(seq) ?? (await entryOf(conversation, seq));
    let record = recordOf(conversation);
    const lastSeq = record.lastSeq;
    const sent: Write[] = [];
    for (const entry of entries) {
      changed.set(entry.seq, newer(await at(entry.seq), entry));
      const target = await at(entry.recall?.seq ?? entry.edit?.seq ?? 0);
      if (target !== undefined && entry.recall !== undefined) {
        const wasUnread = target.seq > record.readSeq && counts(target, me) && entry.seq > lastSeq;
        record = { ...record, unread: Math.max(0, record.unread - (wasUnread ? 1 : 0)) };
        changed.set(target.seq, recalled(target, entry));
      } else if (target !== undefined && entry.edit !== undefined) {
        changed.set(target.seq, edited(target, entry));
      }
      const root = typeof entry.thread === 'number' && isMessage(entry) ? await at(entry.thread) : undefined;
      if (root !== undefined) {
        changed.set(root.seq, withThreadMessage(root, entry));
      }
      record = withEntry(record, entry, me);
      if (entry.from === me && entry.id !== undefined && model.outbox().some(({ id }) => id === entry.id)) {
        sent.push({ table: 'outbox', key: entry.id });
      }
    }
    const last = record.last === undefined ? undefined : changed.get(record.last.seq);
    return [
      ...[...changed].map(([seq, value]) => ({ table: 'entries', key: [conversation, seq], value }) as const),
      putRecord({ ...record, ...(last === undefined ? {} : { last }), ranges: addRange(record.ranges, covered) }),
      ...sent,
    ];
  };

  const sink = ({ conversation, entries, position }: Batch): Promise<void> =>
    serially(async () => {
      const before = recordOf(conversation);
      const first = entries[0]?.seq;
      const writes =
        first === undefined
          ? [putRecord(before)]
          : await writesOf(conversation, entries, [Math.min(first, (before.position ?? first - 1) + 1), position]);
      await commit(
        writes.map((write) =>
          write.table === 'conversations' && write.value !== undefined ? putRecord({ ...write.value, position }) : write,
        ),
      );
      if (before.name === '' || !before.listed) {
        background(list.refresh);
      }
      for (const entry of entries) {
        stopTyping(conversation, entry.from);
        if (counts(entry, me) && entry.seq > before.lastSeq) {
          onNews(entry);
        }
      }
    });

  const noticed = (notice: Notice): void => {
    switch (notice.name) {
      case 'conversationUpdated': {
        const { conversation, draft, ...settings } = notice.value;
        background(() => change(conversation, (record) => withSettings(record, settings)));
        if (draft !== undefined) {
          background(() => drafts.take(conversation, draft));
        }
        if (settings.hidden === false) {
          background(list.refresh);
        }
        return;
      }
      case 'groupJoined':
        return background(list.refresh);
      case 'groupLeft': {
        const { gid } = notice.value;
        return background(() => change(gid, (record) => ({ ...record, listed: false })));
      }
      case 'receipt': {
        const { conversation, uid, readSeq, deliveredSeq } = notice.value;
        return background(() => change(conversation, (record) => withReceipt(record, uid, readSeq ?? 0, deliveredSeq ?? 0)));
      }
      case 'receipts': {
        const { conversation, readers } = notice.value;
        return background(() =>
          change(conversation, (record) =>
            readers.reduce((sum, { uid, readSeq }) => withReceipt(sum, uid, readSeq, 0), record),
          ),
        );
      }
      case 'reactions': {
        const { conversation, seq } = notice.value;
        return background(() => amend(conversation, [seq], (entry) => reacted(entry, notice.value)));
      }
      case 'hidden': {
        const { conversation, seqs } = notice.value;
        return background(async () => {
          await remove(conversation, seqs);
          await list.refresh();
        });
      }
      case 'burning': {
        const { conversation, readSeq } = notice.value;
        return background(async () => {
          const shown = await backend.entries(conversation, 1, readSeq, burningAtMost, true);
          await amend(
            conversation,
            shown.map(({ seq }) => seq),
            (entry) => burning(entry, notice.value),
          );
        });
      }
      default:
        return;
    }
  };

  const arrivedNow = (now: Now): void => {
    const conversation = now.gid ?? model.conversationWith(now.from)?.id;
    if (conversation === undefined || now.from === me || now.typing === undefined) {
      return;
    }
    stopTyping(conversation, now.from);
    if (now.typing) {
      const key = `${conversation} ${now.from}`;
      typingTimers.set(
        key,
        clock.after(typingMs, () => stopTyping(conversation, now.from)),
      );
      showTyping(conversation, [...model.typing(conversation), now.from]);
    }
  };

  const stopTyping = (conversation: Id, uid: Id): void => {
    const key = `${conversation} ${uid}`;
    typingTimers.get(key)?.();
    if (typingTimers.delete(key)) {
      showTyping(
        conversation,
        model.typing(conversation).filter((one) => one !== uid),
      );
    }
  };

  const showTyping = (conversation: Id, uids: readonly Id[]): void => {
    const { volatile } = model.everything();
    show({ writes: [], volatile: { typing: { ...volatile?.typing, [conversation]: uids } } });
  };

  const arrivedPresence = (presence: Presence): void => {
    const { volatile } = model.everything();
    show({ writes: [], volatile: { presence: { ...volatile?.presence, [presence.uid]: presence } } });
  };

  return {
    sink,
    noticed,
    now: arrivedNow,
    presence: arrivedPresence,
    writesOf,
    stop() {
      typingTimers.forEach((undo) => undo());
      typingTimers.clear();
    },
  };
}
