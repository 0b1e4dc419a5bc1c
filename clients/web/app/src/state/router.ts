import { signal } from '@preact/signals';

/** Where the person is. The address is in the fragment, so the server serves one page. */
export type Route =
  | { readonly name: 'chats' }
  | { readonly name: 'chat'; readonly to: { readonly u: string } | { readonly g: string }; readonly info: boolean }
  | { readonly name: 'people'; readonly tab: PeopleTab }
  | { readonly name: 'settings'; readonly tab: SettingsTab | undefined }
  | { readonly name: 'join'; readonly by: Invitation };

/** An invite by its code, or the link of a group that one can join or ask to join. */
export type Invitation = { readonly code: string } | { readonly gid: string };

export type PeopleTab = 'friends' | 'requests' | 'following' | 'followers' | 'blocked';

const peopleTabs: readonly string[] = ['friends', 'requests', 'following', 'followers', 'blocked'];

export type SettingsTab = 'you' | 'appearance' | 'notifications' | 'privacy' | 'devices' | 'password' | 'storage' | 'about';

const settingsTabs: readonly string[] = [
  'you',
  'appearance',
  'notifications',
  'privacy',
  'devices',
  'password',
  'storage',
  'about',
];

export function parse(hash: string): Route {
  const [first = '', second = '', third] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  switch (first) {
    case 'u':
      return { name: 'chat', to: { u: second }, info: third === 'info' };
    case 'g':
      return { name: 'chat', to: { g: second }, info: third === 'info' };
    case 'people':
      return { name: 'people', tab: peopleTabs.includes(second) ? (second as PeopleTab) : 'friends' };
    case 'settings':
      return { name: 'settings', tab: settingsTabs.includes(second) ? (second as SettingsTab) : undefined };
    case 'join':
      return { name: 'join', by: second === 'g' ? { gid: third ?? '' } : { code: second } };
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
      return `#/join/${'code' in route.by ? route.by.code : `g/${route.by.gid}`}`;
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
