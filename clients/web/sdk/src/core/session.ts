import type { Environment } from './environment.js';
import { WaggleError } from './errors.js';
import type { Http, TokenSource } from './http.js';
import type { Id } from './id.js';
import type { Session } from './operations.js';
import { newMessageId } from './uuid.js';

/** A login, as it is kept between two starts of the application. */
export interface StoredSession {
  readonly uid: Id;
  readonly did: Id;
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly mqtt: { readonly tcp: string; readonly ws: string };
  /** The key of a refresh that has no answer yet. */
  readonly refreshKey?: string;
}

export interface SessionStorage {
  load(): Promise<StoredSession | undefined>;
  save(session: StoredSession): Promise<void>;
  /** Does the work while nobody else does, in any tab: a refresh token is valid once. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/** Returns what to store of a login's or a refresh's answer. */
export function storedSession(answer: Session, now: number): StoredSession {
  const { uid, did, accessToken, refreshToken, expiresIn, mqtt } = answer;
  return {
    uid,
    did,
    accessToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    expiresAt: now + expiresIn * 1_000,
    mqtt,
  };
}

/** A session in memory: it ends with the program. */
export function memorySession(session: StoredSession): SessionStorage {
  let kept = session;
  let last: Promise<unknown> = Promise.resolve();
  return {
    load: () => Promise.resolve(kept),
    save: (next) => {
      kept = next;
      return Promise.resolve();
    },
    exclusively: (work) => {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** A token is renewed when it has less time left than this. */
const margin = 60_000;

/** Gives tokens of a stored session, and refreshes them. The answer is stored before it is used. */
export function sessionTokens(
  storage: SessionStorage,
  http: Http,
  { clock, random }: Pick<Environment, 'clock' | 'random'>,
): TokenSource {
  let given: string | undefined;

  const refreshed = (refused: string | undefined): Promise<string> =>
    storage.exclusively(async () => {
      const session = await requireSession(storage);
      const isFresh = session.accessToken !== refused && session.expiresAt - margin > clock.now();
      // Another tab has refreshed it, or there is nothing to refresh with.
      if (isFresh || session.refreshToken === undefined) {
        if (session.accessToken === refused) {
          throw new WaggleError('session-ended', 'The session cannot be refreshed: log in again.');
        }
        return session.accessToken;
      }
      const refreshKey = session.refreshKey ?? newMessageId(clock, random);
      await storage.save({ ...session, refreshKey });
      const answer = await http('POST /v1/sessions/refresh', {
        body: { refreshToken: session.refreshToken },
        idempotencyKey: refreshKey,
      });
      await storage.save(storedSession(answer, clock.now()));
      return answer.accessToken;
    });

  return async ({ refresh }) => {
    const session = await requireSession(storage);
    const isFresh = session.expiresAt - margin > clock.now() || session.refreshToken === undefined;
    given = isFresh && !(refresh && session.accessToken === given) ? session.accessToken : await refreshed(session.accessToken);
    return given;
  };
}

async function requireSession(storage: SessionStorage): Promise<StoredSession> {
  const session = await storage.load();
  if (session === undefined) {
    throw new WaggleError('session-ended', 'There is no session: log in.');
  }
  return session;
}
