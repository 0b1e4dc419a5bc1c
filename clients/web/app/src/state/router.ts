import { signal } from '@preact/signals';

/** Where the person is. The address is in the fragment, so the server serves one page. */
export type Route =
  | { readonly name: 'chats' }
  | { readonly name: 'chat'; readonly to: { readonly u: string } | { readonly g: string }; readonly info: boolean }
  | { readonly name: 'people'; readonly tab: 'friends' | 'requests' | 'blocked' }
  | { readonly name: 'settings'; readonly tab: SettingsTab | undefined }
  | { readonly name: 'join'; readonly code: string }
  /** Another app has shared something with this one. */
  | { readonly name: 'share' };

export type SettingsTab = 'you' | 'appearance' | 'notifications' | 'privacy' | 'devices' | 'password';

const settingsTabs: readonly string[] = ['you', 'appearance', 'notifications', 'privacy', 'devices', 'password'];

export function parse(hash: string): Route {
  const [first = '', second = '', third] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  switch (first) {
    case 'u':
      return { name: 'chat', to: { u: second }, info: third === 'info' };
    case 'g':
      return { name: 'chat', to: { g: second }, info: third === 'info' };
    case 'people':
      return { name: 'people', tab: second === 'requests' || second === 'blocked' ? second : 'friends' };
    case 'settings':
      return { name: 'settings', tab: settingsTabs.includes(second) ? (second as SettingsTab) : undefined };
    case 'join':
      return { name: 'join', code: second };
    case 'share':
      return { name: 'share' };
    default:
      return { name: 'chats' };
  }
}

export function addressOf(route: Route): string {
  switch (route.name) {
    case 'chat':
      return `#/${'u' in route.to ? `u/${route.to.u}` : `g/${route.to.g}`}${route.info ? '/info' : ''}`;
    case 'people':
      return route.tab === 'friends' ? '#/people' : `#/people/${route.tab}`;
    case 'settings':
      return route.tab === undefined ? '#/settings' : `#/settings/${route.tab}`;
    case 'join':
      return `#/join/${route.code}`;
    case 'share':
      return '#/share';
    case 'chats':
      return '#/';
  }
}

export const route = signal<Route>(parse(location.hash));

addEventListener('hashchange', () => {
  route.value = parse(location.hash);
});

export function go(next: Route): void {
  const address = addressOf(next);
  if (address !== location.hash) {
    location.hash = address;
  }
}

export const chatWith = (to: { u: string } | { g: string }, info = false): Route => ({ name: 'chat', to, info });
