import type { Entry, Ephemeral } from './entry.js';
import type { WaggleError } from './errors.js';
import type { Id } from './id.js';
import type { Notice, Now, Presence } from './notices.js';

/** What has arrived on `d/{did}`, a group's topic or `p/{uid}`. */
export type Received =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'now'; readonly now: Now }
  | { readonly kind: 'presence'; readonly presence: Presence }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** Of a newer server. */
  | { readonly kind: 'unknown' };

/** Which entries to read: at most one position and one filter; by default the newest. */
export interface HistoryQuery {
  readonly conversation: Id;
  readonly before?: number;
  readonly after?: number;
  /** Those that were amended after this version, in the order of their versions. Not with a filter. */
  readonly since?: number;
  /** The entry with this number in the middle. */
  readonly around?: number;
  /** From this time on, RFC 3339. */
  readonly from?: string;
  /** Only messages of this kind: `image`, `media`, `link` … */
  readonly kind?: string;
  /** Only messages from this user. */
  readonly sender?: Id;
  readonly limit?: number;
}

/** How messages are written on the wire. It comes with the transport, so that an application can load both later than the rest. */
export interface Codec {
  /** The value of the CONNECT's user property `format`. */
  readonly format: string;
  /** @throws WaggleError `protocol` */
  decodeDown(bytes: Uint8Array): Received;
  /** @throws WaggleError `protocol` */
  decodeHistoryPage(bytes: Uint8Array): { items: Entry[]; more: boolean };
  encodeHistoryRequest(query: HistoryQuery): Uint8Array<ArrayBuffer>;
  /** @throws WaggleError `invalid-payload`, if the message has no form on the wire */
  encodeSend(message: Ephemeral, id?: string): Uint8Array<ArrayBuffer>;
  /** Reads a refusal in place of an answer to a request. Undefined, if the answer is none. */
  decodeRefusal(answer: Uint8Array): WaggleError | undefined;
}
