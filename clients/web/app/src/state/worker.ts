import { signal } from '@preact/signals';

/** The worker of a newer version than this page. It waits until the person wants it, in one of the tabs. */
export const update = signal<ServiceWorker | undefined>(undefined);

/** The browser's offer to install the app. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export const installer = signal<InstallPrompt | undefined>(undefined);

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  installer.value = event as InstallPrompt;
});
addEventListener('appinstalled', () => {
  installer.value = undefined;
});

export async function install(): Promise<void> {
  const offered = installer.peek();
  installer.value = undefined;
  await offered?.prompt();
}

/** A page that stays open looks for a new version this often, and whenever the person comes back to it. */
const lookEvery = 60 * 60_000;

/** The only script address that this page makes from a string. The content security policy allows one Trusted Types policy. */
const script = (): string => {
  const { trustedTypes } = window as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
  };
  const policy = trustedTypes?.createPolicy('waggle-worker', { createScriptURL: () => 'sw.js' });
  return policy?.createScriptURL('') ?? 'sw.js';
};

/** The person has asked for the new version in this tab. */
let wanted = false;

/** Registers the service worker, where there may be one: over HTTPS, and on the machine itself. */
export function startWorker(): void {
  if ('serviceWorker' in navigator && import.meta.env.PROD) {
    // Some browsers refuse it in private windows. The app works without.
    register(navigator.serviceWorker).catch(() => undefined);
  }
}

async function register(serviceWorker: ServiceWorkerContainer): Promise<void> {
  let before = serviceWorker.controller;
  serviceWorker.addEventListener('controllerchange', () => {
    if (wanted) {
      location.reload();
    } else if (before !== null) {
      // Another tab has changed to the new version.
      update.value = serviceWorker.controller ?? undefined;
    }
    before = serviceWorker.controller;
  });
  serviceWorker.addEventListener('message', ({ data }) => {
    const { kind, hash } = data as { kind: 'open'; hash: string };
    if (kind === 'open') {
      location.hash = hash;
    }
  });
  const registration = await serviceWorker.register(script());
  const follow = (worker: ServiceWorker | null): void => {
    const look = (): void => {
      // The first worker has no older version to replace.
      if (worker?.state === 'installed' && registration.active !== null) {
        update.value = worker;
      }
    };
    worker?.addEventListener('statechange', look);
    look();
  };
  follow(registration.waiting);
  registration.addEventListener('updatefound', () => follow(registration.installing));
  const look = (): void => {
    if (document.visibilityState === 'visible') {
      // Without a network there is no news.
      registration.update().catch(() => undefined);
    }
  };
  setInterval(look, lookEvery);
  document.addEventListener('visibilitychange', look);
}

/** Changes to the new version. Drafts are in the store, so they are kept. */
export function takeUpdate(): void {
  const worker = update.peek();
  if (worker?.state === 'installed') {
    wanted = true;
    worker.postMessage({ kind: 'activate' });
  } else {
    location.reload();
  }
}

/** Drops the files that the service worker keeps, if they are not those that the page needs. They are fetched again. */
export async function dropFiles(): Promise<void> {
  if ('caches' in window) {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith('waggle-files-')).map((name) => caches.delete(name)));
  }
}

interface News {
  readonly title: string;
  readonly body: string;
  /** The conversation: a later one replaces it. */
  readonly tag: string;
  /** Where a click leads. */
  readonly hash: string;
}

/** Shows a notification. One that the worker shows stays when the page is closed, and a click on it opens the page again. */
export function notifyOf({ title, body, tag, hash }: News): void {
  const worker = navigator.serviceWorker?.controller;
  if (worker) {
    worker.postMessage({ kind: 'notify', title, body, tag, hash });
  } else if (!document.hasFocus()) {
    const shown = new Notification(title, { body, tag, icon: 'icon-192.png' });
    plain.set(tag, shown);
    shown.onclick = () => {
      window.focus();
      location.hash = hash;
      shown.close();
    };
  }
}

/** The notifications that were shown without a worker, by conversation. */
const plain = new Map<string, Notification>();

/** Closes the notifications of those conversations. */
export async function closeNews(isRead: (tag: string) => boolean): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const one of [...plain.values(), ...((await registration?.getNotifications()) ?? [])]) {
    if (isRead(one.tag)) {
      one.close();
      plain.delete(one.tag);
    }
  }
}
