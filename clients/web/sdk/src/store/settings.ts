import type { Clock } from '../core/environment.js';
import type { Http } from '../core/http.js';
import type { Id } from '../core/id.js';
import type { Arrangement } from '../core/operations.js';
import { counts, mentions } from './apply.js';
import type { Journal } from './journal.js';
import type { ConversationList } from './list.js';
import type { ConversationRecord } from './records.js';

/** A user's own settings of a conversation: shown at once, then told to the server. */
export interface Settings {
  markRead(conversation: Id, seq: number): Promise<void>;
  arrange(conversation: Id, arrangement: Arrangement): Promise<void>;
  deleteConversation(conversation: Id): Promise<void>;
  /** Deletes messages for this user only. */
  hide(conversation: Id, seqs: readonly number[]): Promise<void>;
  /** Sends the read cursors that the server does not know. */
  sendAll(): Promise<void>;
}

/** How many entries behind the unread ones are looked at, to count what is left. */
const lookAhead = 100;

export function createSettings(journal: Journal, http: Http, clock: Clock, list: ConversationList, me: Id): Settings {
  const { model, backend, change, remove, background, recordOf } = journal;

  const markRead = async (conversation: Id, seq: number): Promise<void> => {
    const before = model.conversation(conversation);
    if (before === undefined || seq <= before.readSeq) {
      return;
    }
    const rest =
      seq >= before.lastSeq
        ? []
        : await backend.entries(conversation, seq + 1, before.lastSeq, before.unread + lookAhead, false);
    await change(conversation, (record) => ({
      ...record,
      readSeq: seq,
      readUnsent: true,
      markedUnread: false,
      unread: Math.min(record.unread, rest.filter((entry) => counts(entry, me)).length),
      mentioned: record.mentioned && rest.some((entry) => mentions(entry, me)),
    }));
    background(() => sendRead(conversation));
  };

  const sendRead = async (conversation: Id): Promise<void> => {
    const record = model.conversation(conversation);
    if (record?.readUnsent !== true) {
      return;
    }
    const { readSeq } = await http('POST /v1/conversations/{conversation}/read', {
      path: { conversation },
      body: { seq: record.readSeq },
    });
    await change(conversation, (now) => {
      const { readUnsent: _, ...rest } = now;
      return now.readSeq <= readSeq ? rest : now;
    });
  };

  const arrange = async (conversation: Id, arrangement: Arrangement): Promise<void> => {
    const before = recordOf(conversation);
    await change(conversation, (record) => withSettings(record, { ...arrangement }, clock.now()));
    try {
      await http('PATCH /v1/conversations/{conversation}', { path: { conversation }, body: arrangement });
    } catch (cause) {
      const { muted, pinned, pinnedAt, listed, markedUnread } = before;
      await change(conversation, (record) => ({ ...record, muted, pinned, pinnedAt, listed, markedUnread }));
      throw cause;
    }
  };

  return {
    markRead,
    arrange,
    async deleteConversation(conversation) {
      await http('DELETE /v1/conversations/{conversation}', { path: { conversation } });
      await change(conversation, (record) => withSettings(record, { clearedSeq: record.lastSeq }));
    },
    async hide(conversation, seqs) {
      await http('POST /v1/conversations/{conversation}/messages/hide', { path: { conversation }, body: { seqs: [...seqs] } });
      await remove(conversation, seqs);
      // Its preview and its count may have been of these messages.
      background(list.refresh);
    },
    async sendAll() {
      for (const { id, readUnsent } of model.conversations()) {
        if (readUnsent === true) {
          await sendRead(id);
        }
      }
    },
  };
}

/** The conversation with settings that have changed, here or on another device. */
export function withSettings(
  record: ConversationRecord,
  settings: {
    readSeq?: number;
    muted?: boolean;
    pinned?: boolean;
    hidden?: boolean;
    clearedSeq?: number;
    markedUnread?: boolean;
  },
  now = record.pinnedAt,
): ConversationRecord {
  const { readSeq, muted, pinned, hidden, clearedSeq, markedUnread } = settings;
  const isRead = readSeq !== undefined && readSeq > record.readSeq;
  return {
    ...record,
    ...(isRead ? { readSeq, ...(readSeq >= record.lastSeq ? { unread: 0, mentioned: false } : {}) } : {}),
    ...(markedUnread === undefined ? {} : { markedUnread }),
    ...(muted === undefined ? {} : { muted }),
    ...(pinned === undefined ? {} : { pinned, pinnedAt: now }),
    ...(hidden === undefined ? {} : { listed: !hidden }),
    ...(clearedSeq === undefined
      ? {}
      : {
          clearedSeq,
          listed: record.lastSeq > clearedSeq,
          ...(record.lastSeq > clearedSeq ? {} : { unread: 0, pinned: false }),
        }),
  };
}

/** The conversation after another member has read or received up to an entry. */
export function withReceipt(record: ConversationRecord, uid: Id, readSeq: number, deliveredSeq: number): ConversationRecord {
  const before = record.receipts[uid] ?? 0;
  return readSeq <= before && deliveredSeq <= record.deliveredSeq
    ? record
    : {
        ...record,
        receipts: { ...record.receipts, [uid]: Math.max(before, readSeq) },
        deliveredSeq: Math.max(record.deliveredSeq, deliveredSeq, readSeq),
      };
}
