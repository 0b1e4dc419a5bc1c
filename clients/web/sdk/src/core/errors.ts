import { errorCodes } from '../generated/errors.js';

/** A code of the server's registry, docs/errors.md. */
export type ErrorCode = keyof typeof errorCodes;

const localCodes = {
  /** The application called `close()`. */
  'closed-by-app': false,
  /** The caller has withdrawn it, with `cancel()`. */
  cancelled: false,
  /** Another program connected with the same device id. */
  'taken-over': false,
  /** The connection could not be opened, or broke. */
  network: true,
  /** There was no answer in time. */
  timeout: true,
  /** The peer sent something that is not the protocol. */
  protocol: false,
  /** A bounded buffer of the application is full. */
  overflow: false,
  /** The storage refused an operation. */
  storage: true,
} as const;

/** A code for what happens on this side of the network. */
export type LocalCode = keyof typeof localCodes;

/** A code of this version, or of a newer server. */
export type AnyCode = ErrorCode | LocalCode | (string & {});

const known: Readonly<Record<string, boolean>> = { ...errorCodes, ...localCodes };

/** Returns whether the same request may succeed later. A code of a newer server counts as final. */
export function isRetryable(code: AnyCode): boolean {
  return known[code] ?? false;
}

/** A refusal by the server, or a local failure. Every promise of the SDK is rejected with one. */
export class WaggleError extends Error {
  override readonly name = 'WaggleError';
  readonly code: AnyCode;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** For developers: what is wrong, and what to do. */
  readonly detail: string;
  /** The seconds after which it may succeed, if the server knows. */
  readonly retryAfter: number | undefined;

  constructor(code: AnyCode, detail = '', options: { retryable?: boolean; retryAfter?: number; cause?: unknown } = {}) {
    super(detail === '' ? code : `${code}: ${detail}`, { cause: options.cause });
    this.code = code;
    this.detail = detail;
    this.retryable = options.retryable ?? isRetryable(code);
    this.retryAfter = options.retryAfter;
  }
}

/** Reads the seconds of a refusal. */
export function retryAfterOf(seconds: number | string | undefined): { retryAfter?: number } {
  const value = Number(seconds);
  return seconds === undefined || !Number.isFinite(value) ? {} : { retryAfter: value };
}

/** Returns the error itself if it is one of the SDK's, else wraps it. */
export function toWaggleError(cause: unknown, code: AnyCode): WaggleError {
  return cause instanceof WaggleError
    ? cause
    : new WaggleError(code, cause instanceof Error ? cause.message : String(cause), { cause });
}
