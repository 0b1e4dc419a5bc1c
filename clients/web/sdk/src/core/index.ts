/**
 * The core of the SDK: Waggle's protocol one to one, without storage.
 *
 * @packageDocumentation
 */
export { createClient, onNoticeOf, type Client, type ClientOptions } from './client.js';
export type { ClientState, Reason } from './connection.js';
export * from './entry.js';
export { systemClock, systemRandomness, type Clock, type Environment, type Randomness, type Undo } from './environment.js';
export { isRetryable, WaggleError, type AnyCode, type ErrorCode, type LocalCode } from './errors.js';
export { createHttp, type CallOptions, type Http, type HttpOptions, type TokenSource } from './http.js';
export { isId, type Id } from './id.js';
export { iterate } from './listeners.js';
export { uploadMedia, type UploadOptions } from './media.js';
export type { Notice, Notices, Now, Presence } from './notices.js';
export type * from './operations.js';
export type { Batch, Sink, Skip } from './receiver.js';
export type { SendHandle, SendState, Sent, Stored } from './sender.js';
export { memorySession, sessionTokens, storedSession, type SessionStorage, type StoredSession } from './session.js';
export type { Acknowledgement, Arrival, Link, LinkEnd, LinkEvents, LinkOptions, Publication, Transport } from './transport.js';
export { newMessageId } from './uuid.js';
export type { Codec, HistoryQuery, Received } from './codec.js';
