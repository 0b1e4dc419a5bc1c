import type { Entry, Outgoing, Receiver } from '../core/entry.js';
import type { Id } from '../core/id.js';
import type { Peer } from '../core/operations.js';
import type { Range } from './ranges.js';

/** A conversation, as it is stored. */
export interface ConversationRecord {
  readonly id: Id;
  /** The other user of a pair. */
  readonly peer?: Peer;
  /** The group's id. */
  readonly gid?: Id;
  readonly name: string;
  readonly remark?: string;
  readonly lastSeq: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly mentioned: boolean;
  readonly muted: boolean;
  readonly pinned: boolean;
  /** Whether the user has marked it as unread. */
  readonly markedUnread: boolean;
  /** When it was pinned: the highest is at the top. */
  readonly pinnedAt: number;
  readonly last?: Entry;
  /** Whether the list shows it. A hidden conversation is listed again with its next entry. */
  readonly listed: boolean;
  /** Everything up to here was received. */
  readonly position?: number;
  /** What is here of its log. */
  readonly ranges: readonly Range[];
  /** The highest version of an entry that was seen. */
  readonly version: number;
  /** The user has deleted everything up to this entry for themselves. */
  readonly clearedSeq: number;
  /** The numbers of the pinned messages that were seen, the last pinned first. */
  readonly pins: readonly number[];
  /** How far the other members have read. */
  readonly receipts: Readonly<Record<Id, number>>;
  /** How far a device of the peer has received. */
  readonly deliveredSeq: number;
  /** Whether the server does not know `readSeq` yet. */
  readonly readUnsent?: boolean;
}

/** A message that is not in the log yet. */
export interface OutboxRecord {
  readonly id: string;
  /** The order of the calls. */
  readonly order: number;
  readonly to: Receiver;
  readonly conversation?: Id;
  readonly content: Outgoing;
  /** When it was written, RFC 3339. */
  readonly at: string;
  readonly state: 'queued' | 'stored' | 'failed';
  /** Its number, when it is stored and its entry has not arrived. */
  readonly seq?: number;
  /** Why it has failed. */
  readonly code?: string;
  readonly detail?: string;
  /** When it may succeed, RFC 3339, if the server has said so. */
  readonly retryAt?: string;
}

export interface DraftRecord {
  readonly conversation: Id;
  readonly text: string;
  /** Whether the server does not know it yet. */
  readonly unsent: boolean;
}

/** What there is once: the version of the conversation list. */
export interface MetaRecord {
  readonly name: string;
  readonly value: string;
}

/** A conversation of which nothing is known but its id. */
export function emptyConversation(id: Id): ConversationRecord {
  return {
    id,
    name: '',
    lastSeq: 0,
    readSeq: 0,
    unread: 0,
    mentioned: false,
    muted: false,
    pinned: false,
    markedUnread: false,
    pinnedAt: 0,
    listed: true,
    ranges: [],
    version: 0,
    clearedSeq: 0,
    pins: [],
    receipts: {},
    deliveredSeq: 0,
  };
}
