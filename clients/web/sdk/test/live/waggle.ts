import {
  createClient,
  createHttp,
  memorySession,
  sessionTokens,
  storedSession,
  systemClock,
  systemRandomness,
} from '../../src/core/index.js';
import type { Client, ClientOptions, Http, Session } from '../../src/core/index.js';
import { mqttTransport } from '../../src/mqtt/index.js';

/** The running server; the address comes from the environment. */
export const baseUrl = process.env['WAGGLE_HTTP'] ?? '';

const environment = { clock: systemClock, random: systemRandomness, fetch: globalThis.fetch };
export const password = 'a password for tests';
let last = 0;

/** A user with a device. */
export interface User {
  readonly uid: string;
  readonly did: string;
  readonly username: string;
  readonly http: Http;
  readonly session: Session;
  /** Makes a client of this device. */
  client(options?: Partial<ClientOptions>): Client;
}

export async function newUser(name = 'sdk'): Promise<User> {
  last += 1;
  const username = `${name}-${Date.now().toString(36)}${process.pid.toString(36)}-${String(last)}`;
  await createHttp({ baseUrl, environment })('POST /v1/accounts', { body: { username, password } });
  return login(username);
}

/** Logs in on a new device. */
export async function login(username: string): Promise<User> {
  const anonymous = createHttp({ baseUrl, environment });
  const session = await anonymous('POST /v1/sessions', {
    body: { username, password, device: { name: 'A test', platform: 'web' } },
  });
  const tokens = sessionTokens(memorySession(storedSession(session, Date.now())), anonymous, environment);
  return {
    uid: session.uid,
    did: session.did,
    username,
    session,
    http: createHttp({ baseUrl, tokens, environment }),
    client: (options = {}) =>
      createClient({ url: session.mqtt.ws, uid: session.uid, did: session.did, tokens, transport: mqttTransport, ...options }),
  };
}

export async function newFriends(): Promise<[User, User]> {
  const [alice, bob] = await Promise.all([newUser('alice'), newUser('bob')]);
  await alice.http('POST /v1/friend-requests', { body: { to: bob.uid } });
  await bob.http('POST /v1/friend-requests', { body: { to: alice.uid } });
  return [alice, bob];
}

export async function newGroup(owner: User, ...members: User[]): Promise<string> {
  const { gid } = await owner.http('POST /v1/groups', {
    body: { name: 'Beekeepers', members: members.map(({ uid }) => uid), joinPolicy: 'open' },
  });
  return gid;
}

/** Waits until the condition holds. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`not within ${String(ms)} ms: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Reads the whole log of a conversation over HTTP. */
export async function log(user: User, conversation: string): Promise<{ seq: number; text?: string; id?: string }[]> {
  const all: { seq: number; text?: string; id?: string }[] = [];
  for (let after = 0; ;) {
    const { items, more } = await user.http('GET /v1/conversations/{conversation}/messages', {
      path: { conversation },
      query: { after, limit: 100 },
    });
    all.push(...items);
    after = items.at(-1)?.seq ?? after;
    if (!more) {
      return all;
    }
  }
}
