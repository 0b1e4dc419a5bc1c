import { signal } from '@preact/signals';
import {
  createHttp,
  sessionTokens,
  storedSession,
  systemClock,
  systemRandomness,
  type Session,
  type StoredSession,
} from '@waggle/sdk';
import { browserSession } from '@waggle/sdk/store';

const key = 'waggle-session';
const environment = {
  clock: systemClock,
  random: systemRandomness,
  fetch: (...given: Parameters<typeof fetch>) => fetch(...given),
};
const baseUrl = location.origin;

function stored(): StoredSession | undefined {
  const text = localStorage.getItem(key);
  return text === null ? undefined : (JSON.parse(text) as StoredSession);
}

/** The login of this browser. All its tabs share it. */
export const session = signal<StoredSession | undefined>(stored());

/** Why the last session ended, if the person did not end it. */
export const endedBecause = signal<string | undefined>(undefined);

const storage = browserSession(key);
const anonymous = createHttp({ baseUrl, environment });

export const tokens = sessionTokens(storage, anonymous, environment);
export const http = createHttp({ baseUrl, tokens, environment });

// Another tab has logged in or out.
addEventListener('storage', (event) => {
  if (event.key === key) {
    const now = stored();
    if (now?.did !== session.peek()?.did) {
      session.value = now;
    }
  }
});

function deviceName(): string {
  const { userAgent } = navigator;
  const browser = /Edg\//.test(userAgent)
    ? 'Edge'
    : /Firefox\//.test(userAgent)
      ? 'Firefox'
      : /Chrome\//.test(userAgent)
        ? 'Chrome'
        : 'Safari';
  const system = /Android/.test(userAgent)
    ? 'Android'
    : /iPhone|iPad/.test(userAgent)
      ? 'iOS'
      : /Mac OS/.test(userAgent)
        ? 'macOS'
        : /Windows/.test(userAgent)
          ? 'Windows'
          : 'Linux';
  return `${browser} · ${system}`;
}

async function begin(answer: Session): Promise<void> {
  const next = storedSession(answer, Date.now());
  await storage.save(next);
  endedBecause.value = undefined;
  session.value = next;
}

export async function logIn(username: string, password: string): Promise<void> {
  await begin(
    await anonymous('POST /v1/sessions', { body: { username, password, device: { name: deviceName(), platform: 'web' } } }),
  );
}

export async function signUp(username: string, password: string, nickname: string): Promise<void> {
  await anonymous('POST /v1/accounts', { body: { username, password, ...(nickname === '' ? {} : { nickname }) } });
  await logIn(username, password);
}

/** Forgets the session here. */
export function forget(reason?: string): void {
  storage.clear();
  endedBecause.value = reason;
  session.value = undefined;
}
