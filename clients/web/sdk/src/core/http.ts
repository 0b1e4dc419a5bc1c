import { backoff } from './backoff.js';
import type { Environment } from './environment.js';
import { retryAfterOf, toWaggleError, WaggleError } from './errors.js';
import type { Operations } from './operations.js';
import { newMessageId } from './uuid.js';

/** Gives an access token. With `refresh`, the last one was refused: a new one is needed. */
export type TokenSource = (options: { readonly refresh: boolean }) => Promise<string>;

export interface HttpOptions {
  /** Such as `https://chat.example.com`. */
  readonly baseUrl: string;
  /** Absent for operations without a login. */
  readonly tokens?: TokenSource;
  readonly environment: Pick<Environment, 'clock' | 'random' | 'fetch'>;
}

/** What a call may set beside the operation's own values. */
export interface CallOptions {
  /** The same for each try of one creation. By default each call makes one. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

type Given<O extends keyof Operations> = Omit<Operations[O], 'answer'> & CallOptions;

/** Calls an operation of docs/http.md by its name: `await http('GET /v1/groups/{gid}', { path: { gid } })`. */
export type Http = <O extends keyof Operations>(
  operation: O,
  ...given: object extends Omit<Operations[O], 'answer'> ? [given?: Given<O>] : [given: Given<O>]
) => Promise<Operations[O]['answer']>;

/** The operations that take no token: they are what one gets a token with. */
const withoutToken: ReadonlySet<string> = new Set([
  'POST /v1/accounts',
  'POST /v1/sessions',
  'POST /v1/sessions/device',
  'POST /v1/sessions/refresh',
]);

const tries = 3;

type Call = {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  body?: unknown;
} & CallOptions;

/**
 * Makes the caller of HTTP operations. It repeats what failed in the network or was refused for the moment, which is always safe:
 * each POST has a key by which the server recognises it.
 */
export function createHttp(options: HttpOptions): Http {
  const { clock, random, fetch } = options.environment;

  const once = async (method: string, url: string, call: Call, key: string, token?: string): Promise<unknown> => {
    const headers: Record<string, string> = {};
    if (token !== undefined) {
      headers['Authorization'] = `Bearer ${token}`;
    }
    if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (method === 'POST') {
      headers['Idempotency-Key'] = key;
    }
    const answer = await fetch(url, {
      method,
      headers,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    }).catch((cause: unknown) => {
      throw call.signal?.aborted === true ? new WaggleError('cancelled', '', { cause }) : toWaggleError(cause, 'network');
    });
    return answer.ok ? read(answer) : await refuse(answer);
  };

  const call = async (operation: string, given: Call = {}): Promise<unknown> => {
    const space = operation.indexOf(' ');
    const method = operation.slice(0, space);
    const url = options.baseUrl.replace(/\/$/, '') + pathOf(operation.slice(space + 1), given);
    const key = given.idempotencyKey ?? newMessageId(clock, random);
    const tokens = withoutToken.has(operation) ? undefined : options.tokens;
    let refresh = false;
    for (let failures = 0; ;) {
      try {
        return await once(method, url, given, key, await tokens?.({ refresh }));
      } catch (cause) {
        const error = toWaggleError(cause, 'network');
        if (error.code === 'token-expired' && tokens !== undefined && !refresh) {
          refresh = true;
          continue;
        }
        failures += 1;
        if (!isTransient(error) || failures === tries) {
          throw error;
        }
        await new Promise<void>((resolve) => clock.after(backoff(failures - 1, random), resolve));
      }
    }
  };
  return call as Http;
}

function isTransient(error: WaggleError): boolean {
  return error.retryable && error.code !== 'internal' && error.code !== 'upload-quota' && error.code !== 'storage';
}

function pathOf(template: string, { path = {}, query = {} }: Call): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      search.set(name, String(value));
    }
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}

async function read(answer: Response): Promise<unknown> {
  const text = await answer.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

async function refuse(answer: Response): Promise<never> {
  const text = await answer.text();
  let problem: { code?: string; detail?: string; retryable?: boolean; retryAfter?: number } = {};
  try {
    problem = JSON.parse(text) as typeof problem;
  } catch {
    // A proxy on the way has answered, with a page of its own.
  }
  const retryable = problem.retryable ?? (answer.status === 429 || answer.status >= 502);
  throw new WaggleError(problem.code ?? (retryable ? 'unavailable' : 'protocol'), problem.detail ?? `HTTP ${answer.status}`, {
    retryable,
    ...retryAfterOf(problem.retryAfter),
  });
}
