/* eslint-disable @typescript-eslint/no-redundant-type-constituents -- CustomTypes is empty until an application adds to it. */
import type { Id } from './id.js';
import type { Album, Card, GroupChange, Location, Media, OwnMedia } from './operations.js';

/**
 * The application's own message types, by module augmentation:
 *
 * ```ts
 * declare module '@waggle/sdk' {
 *   interface CustomTypes { 'order.placed': { total: number } }
 * }
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface CustomTypes {}

/** A message that only the clients understand. A type that this application does not know is kept as it is. */
export type Custom = {
  type: string;
  /** Any JSON value. */
  data?: unknown;
  /** Binary data in base64, in place of `data`. */
  bytes?: string;
};

export type Reaction = { emoji: string; count: number };

/** The message that a reply answers, as it was when the reply was read. */
export type Quote = { seq: number; from?: Id; kind?: string; text?: string; gone?: boolean };

/** Where a forwarded message comes from. Empty, if the user who forwarded it hides that. */
export type Forwarded = { from?: Id; at?: string; conversation?: Id; seq?: number };

/** Messages that were forwarded together: the first ones. All of them are read in pages. */
export type Combined = { title?: string; count: number; preview?: { from?: Id; kind: string; text?: string }[]; depth: number };

/** A thread, as its root shows it. */
export type Thread = { count: number; lastSeq: number; lastAt: string };

/** What an entry contains. One of the first twelve members, and what may be beside them. */
export type Content = {
  text?: string;
  custom?: Custom;
  image?: Media;
  file?: Media;
  voice?: Media;
  video?: Media;
  album?: Album;
  location?: Location;
  card?: Card;
  change?: GroupChange;
  combined?: Combined;
  typing?: boolean;
  caption?: string;
  replyTo?: number;
  /** The root of the thread that it belongs to; in a root, its thread. */
  thread?: number | Thread;
  forwarded?: Forwarded;
  noForward?: boolean;
  mentions?: Id[];
  mentionAll?: boolean;
  /** Members that only the clients know. */
  [extra: string]: unknown;
};

/** An entry of a conversation's log, in the form in which history has it. */
export type Entry = Content & {
  conversation: Id;
  /** 1, 2, 3 … in the conversation. */
  seq: number;
  from: Id;
  /** RFC 3339. */
  at: string;
  /** The message id. Absent if the message has expired or was recalled. */
  id?: string;
  recall?: { seq: number };
  edit?: Content & { seq: number };
  pin?: { seq: number };
  unpin?: { seq: number };
  expiresAt?: string;
  burnAfter?: number;
  expired?: boolean;
  recalled?: { by: Id; at: string };
  edited?: { at: string };
  quote?: Quote;
  reactions?: Reaction[];
  /** Increases with each change of the entry; absent if it never changed. */
  version?: number;
};

type Kind =
  | { text: string }
  | { custom: Custom }
  | { image: OwnMedia; caption?: string }
  | { file: OwnMedia; caption?: string }
  | { voice: OwnMedia; caption?: string }
  | { video: OwnMedia; caption?: string }
  | { album: readonly (({ image: OwnMedia } | { video: OwnMedia }) & { caption?: string })[]; caption?: string }
  | { location: Location }
  | { card: Card };

/** A message to send. */
export type Outgoing = Kind & {
  replyTo?: number;
  /** The root of the thread that it belongs to. */
  thread?: number;
  /** Forbids that it is forwarded. */
  noForward?: boolean;
  mentions?: readonly Id[];
  mentionAll?: boolean;
  /** RFC 3339. */
  expiresAt?: string;
  /** Seconds after the receiver has read it. Only to a user. */
  burnAfter?: number;
  [extra: string]: unknown;
};

/** An ephemeral message, which is stored nowhere. */
export type Ephemeral = { typing: boolean; [extra: string]: unknown } | Outgoing;

/** Where a message goes: to a user, by uid or as `@username`, or to a group. */
export type Receiver = { readonly u: Id } | { readonly g: Id };

/** The body of `POST /v1/messages`. */
export type NewMessage = Outgoing & { to: Receiver; id?: string };

/** Tells whether an entry is a custom message of this type, and gives its data that type. */
export function isCustom<T extends keyof CustomTypes & string>(
  content: Content,
  type: T,
): content is Content & { custom: { type: T; data: CustomTypes[T] } } {
  return content.custom?.type === type;
}

/** Makes a custom message whose data has the type that was declared for it. */
export function custom<T extends keyof CustomTypes & string>(type: T, data: CustomTypes[T]): { custom: Custom } {
  return { custom: { type, data } };
}

/** Returns the topic on which messages for a receiver are published. */
export function topicOf(to: Receiver, prefix: 'to' | 'now'): string {
  return 'u' in to ? `${prefix}/u/${to.u}` : `${prefix}/g/${to.g}`;
}
