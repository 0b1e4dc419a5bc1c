/**
 * The service worker: it keeps the files of one version of the app, so that the app starts without a network, and a page that is
 * open stays with the version it was loaded from. It answers for those files and nothing else; above all, never for the API.
 */
declare const self: ServiceWorkerGlobalScope;

/** The build puts it before this script: the files of this version, relative to the page, and a name that changes with them. */
declare const build: { readonly version: string; readonly files: readonly string[] };

const prefix = 'waggle-files-';
const current = prefix + build.version;
/** Where shared texts and files wait for the page. */
const shared = 'waggle-shared';
const known = new Set(build.files.map((file) => new URL(file, self.registration.scope).href));
const page = new URL('index.html', self.registration.scope).href;
const root = self.registration.scope;

/** A message of the page to its worker. */
type Said =
  | { readonly kind: 'activate' }
  | { readonly kind: 'notify'; readonly title: string; readonly body: string; readonly tag: string; readonly hash: string };

const oldCaches = async (): Promise<string[]> =>
  (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current);

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(current);
      // Files in assets have a hash in their names, so the browser's own copy is right. The others are fetched again.
      await cache.addAll(
        [...known].map((url) => new Request(url, { cache: url.includes('/assets/') ? 'default' : 'no-cache' })),
      );
      // If there is no older version, no page depends on one.
      if ((await oldCaches()).length === 0) {
        await self.skipWaiting();
      }
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await Promise.all((await oldCaches()).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = '';
  url.hash = '';
  if (request.method === 'POST' && url.href === new URL('share', root).href) {
    event.respondWith(share(request));
  } else if (request.method === 'GET' && (known.has(url.href) || url.href === root)) {
    event.respondWith(answer(event, url.href === root ? page : url.href));
  }
});

async function answer(event: FetchEvent, url: string): Promise<Response> {
  const cache = await caches.open(current);
  const kept = await cache.match(url, { ignoreVary: true });
  if (kept !== undefined) {
    if (url === page) {
      event.waitUntil(renew(cache, kept.clone()));
    }
    return kept;
  }
  // The page has dropped what was kept.
  const response = await fetch(event.request);
  if (response.ok) {
    event.waitUntil(cache.put(url, response.clone()));
  }
  return response;
}

/** Takes the headers that the server sends with the same page now: its policy names the store. Another page is a new version. */
async function renew(cache: Cache, kept: Response): Promise<void> {
  const fresh = await fetch(page, { cache: 'no-cache' }).catch(() => undefined);
  if (fresh?.ok === true && (await fresh.clone().text()) === (await kept.text())) {
    await cache.put(page, fresh);
  }
}

/** Keeps what another app has shared until the page has asked for the chat. */
async function share(request: Request): Promise<Response> {
  const form = await request.formData();
  const text = ['title', 'text', 'url'].flatMap((name) =>
    form.getAll(name).filter((one) => typeof one === 'string' && one !== ''),
  );
  const files = form.getAll('files').filter((one) => one instanceof File);
  await caches.delete(shared);
  const cache = await caches.open(shared);
  await cache.put('text', new Response(text.join('\n')));
  await Promise.all(
    files.map((file, index) =>
      cache.put(
        `file/${String(index)}`,
        new Response(file, { headers: { 'Content-Type': file.type, 'X-Name': encodeURIComponent(file.name) } }),
      ),
    ),
  );
  return Response.redirect(`${root}#/share`, 303);
}

self.addEventListener('message', (event) => {
  const said = event.data as Said;
  if (said.kind === 'activate') {
    event.waitUntil(self.skipWaiting());
  } else {
    event.waitUntil(notify(said));
  }
});

const windows = (): Promise<readonly WindowClient[]> => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** Shows a notification, unless the person looks at one of the pages. */
async function notify({ title, body, tag, hash }: Said & { kind: 'notify' }): Promise<void> {
  if (!(await windows()).some(({ focused }) => focused)) {
    await self.registration.showNotification(title, { body, tag, icon: 'icon-192.png', badge: 'icon-192.png', data: hash });
  }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(String(event.notification.data)));
});

/** Shows a chat in a page that is open, or in a new one. */
async function show(hash: string): Promise<void> {
  const [open] = await windows();
  if (open === undefined) {
    await self.clients.openWindow(root + hash);
  } else {
    open.postMessage({ kind: 'open', hash });
    await open.focus();
  }
}
