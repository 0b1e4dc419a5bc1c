import type { Clock } from '../core/environment.js';
import { toWaggleError } from '../core/errors.js';
import type { Http } from '../core/http.js';
import type { Id } from '../core/id.js';
import type { InboxItem } from '../core/operations.js';
import type { Write } from './backend.js';
import type { Drafts } from './drafts.js';
import { putRecord, type Journal } from './journal.js';
import type { ConversationRecord } from './records.js';

/** The conversation list, which follows the server's by versions. */
export interface ConversationList {
  /** Begins from a version that was stored. */
  restore(version: string | undefined): void;
  refresh(): Promise<void>;
}

const listPage = 100;

export function createConversationList(journal: Journal, http: Http, clock: Clock, drafts: Drafts): ConversationList {
  const { model, serially, commit, recordOf } = journal;
  let listVersion: string | undefined;

  const refreshList = async (): Promise<void> => {
    try {
      await (listVersion === undefined ? downloadList() : followList(listVersion));
    } catch (cause) {
      if (toWaggleError(cause, 'network').code !== 'start-over') {
        throw cause;
      }
      await downloadList();
    }
  };

  const downloadList = async (): Promise<void> => {
    const before = model.conversations();
    const items: InboxItem[] = [];
    let version = '';
    for (let cursor: string | undefined; ;) {
      const page = await http('GET /v1/conversations', {
        query: { limit: listPage, ...(cursor === undefined ? {} : { cursor }) },
      });
      items.push(...page.items);
      version ||= page.version;
      cursor = page.next;
      if (!page.more || cursor === undefined) {
        break;
      }
    }
    const listed = new Set(items.map(({ id }) => id));
    // What has got an entry meanwhile may be newer than the list.
    const removed = before.filter((record) => !listed.has(record.id) && recordOf(record.id).lastSeq === record.lastSeq);
    await takeList(
      items,
      removed.map(({ id }) => id),
      version,
      true,
    );
  };

  const followList = async (since: string): Promise<void> => {
    for (let more = true; more;) {
      const page = await http('GET /v1/conversations', { query: { since, limit: listPage } });
      since = page.version;
      more = page.more;
      await takeList(page.items, page.removed ?? [], page.version, false);
    }
  };

  const takeList = (items: readonly InboxItem[], removed: readonly Id[], version: string, isWhole: boolean): Promise<void> =>
    serially(async () => {
      const writes: Write[] = [
        ...removed.flatMap((id) => {
          const record = model.conversation(id);
          return record === undefined || !record.listed ? [] : [putRecord({ ...record, listed: false })];
        }),
        ...items.map((item, index) =>
          putRecord(withItem(recordOf(item.id), item, isWhole ? items.length - index : clock.now())),
        ),
        ...items.flatMap(({ id, draft }) => drafts.writesOf(id, draft ?? '')),
        { table: 'meta', key: 'listVersion', value: { name: 'listVersion', value: version } },
      ];
      await commit(writes);
      listVersion = version;
    });

  return {
    restore(version) {
      listVersion = version;
    },
    refresh: refreshList,
  };
}

/** The conversation as the server's list has it. What is newer here stays. */
function withItem(record: ConversationRecord, item: InboxItem, pinnedAt: number): ConversationRecord {
  const isBehind = item.lastSeq < record.lastSeq;
  const readSeq = Math.max(record.readSeq, item.readSeq);
  const isReadHere = readSeq > item.readSeq;
  const { remark: _, ...rest } = record;
  return {
    ...rest,
    ...(item.peer === undefined ? {} : { peer: item.peer }),
    ...(item.gid === undefined ? {} : { gid: item.gid }),
    ...(item.remark === undefined ? {} : { remark: item.remark }),
    name: item.name,
    lastSeq: Math.max(record.lastSeq, item.lastSeq),
    readSeq,
    ...(isBehind || isReadHere ? {} : { unread: item.unread, mentioned: item.mentioned }),
    muted: item.muted,
    pinned: item.pinned,
    markedUnread: item.markedUnread,
    pinnedAt: item.pinned && !record.pinned ? pinnedAt : record.pinnedAt,
    ...(isBehind || item.last === undefined ? {} : { last: item.last }),
    listed: true,
  };
}
