import type { Content, Reaction } from './entry.js';
import type { Id } from './id.js';

/** The notices of docs/protocol.md, by the name of their member. */
export type Notices = {
  error: { code: string; id?: string; detail?: string; retryAfter?: number };
  friendRequested: { id: Id; from: Id; greeting?: string };
  friendAdded: { uid: Id };
  friendRequestRejected: { id: Id; uid: Id };
  friendRemoved: { uid: Id };
  friendUpdated: { uid: Id };
  blockChanged: { uid: Id; blocked: boolean };
  followChanged: { uid: Id; following: boolean };
  groupJoined: { gid: Id; name?: string };
  groupLeft: { gid: Id; reason: 'left' | 'removed' | 'dissolved'; by?: Id };
  groupJoinRequested: { gid: Id; id: Id; uid: Id; greeting?: string };
  groupJoinRejected: { gid: Id; id: Id };
  conversationUpdated: {
    conversation: Id;
    readSeq?: number;
    muted?: boolean;
    pinned?: boolean;
    hidden?: boolean;
    draft?: string;
    clearedSeq?: number;
    markedUnread?: boolean;
  };
  hidden: { conversation: Id; seqs: number[] };
  scheduled: {
    id: Id;
    conversation: Id;
    state: 'waiting' | 'failed' | 'sent' | 'cancelled';
    sendAt: string;
    seq?: number;
    error?: { code: string; detail?: string };
  };
  thread: { conversation: Id; seq: number; readSeq?: number; following?: boolean };
  meUpdated: Record<string, never>;
  deviceAdded: { did: Id; name?: string; platform?: string };
  deviceRemoved: { did: Id };
  gap: { conversation: Id; from: number; to: number; count: number; size?: number };
  receipt: { conversation: Id; uid: Id; readSeq?: number; deliveredSeq?: number };
  receipts: { conversation: Id; readers: { uid: Id; readSeq: number }[] };
  burning: { conversation: Id; uid: Id; readSeq: number; readAt: string };
  tooLarge: { notice: string; size: number };
  reactions: { conversation: Id; seq: number; version: number; counts?: Reaction[] };
  reacted: { conversation: Id; seq: number; uid: Id; emoji: string };
  answer: { method: string; id?: string; result?: unknown; error?: { code: string; detail?: string } };
};

/** A notice: its name and what it says. One that this version does not know is left out. */
export type Notice = { [N in keyof Notices]: { readonly name: N; readonly value: Notices[N] } }[keyof Notices];

/** An ephemeral message that has arrived. */
export type Now = Content & { from: Id; to?: Id; gid?: Id; at: string };

export type Presence = { uid: Id; status: 'online' | 'offline'; lastSeen?: string; text?: string };
