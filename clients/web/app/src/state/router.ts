import { signal } from '@preact/signals';

/** Where the person is. The address is in the fragment, so the server serves one page. */
export type Route =
  | { readonly name: 'chats' }
  | ChatRoute
  | { readonly name: 'threads' }
  | { readonly name: 'people'; readonly tab: PeopleTab }
  | { readonly name: 'settings'; readonly tab: SettingsTab | undefined }
  | { readonly name: 'join'; readonly by: Invitation }
  /** Another app has shared something with this one. */
  | { readonly name: 'share' };

export interface ChatRoute {
  readonly name: 'chat';
  readonly to: { readonly u: string } | { readonly g: string };
  readonly info: boolean;
  /** The media, files and links of the chat are beside it. */
  readonly media?: boolean;
  /** The root of the thread that is beside it. */
  readonly thread?: number;
  /** The message to jump to. */
  readonly at?: number;
}

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
  const [first = '', second = '', third, fourth] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  switch (first) {
    case 'u':
      return chatAt({ u: second }, third, fourth);
    case 'g':
      return chatAt({ g: second }, third, fourth);
    case 'threads':
      return { name: 'threads' };
    case 'people':
      return { name: 'people', tab: peopleTabs.includes(second) ? (second as PeopleTab) : 'friends' };
    case 'settings':
      return { name: 'settings', tab: settingsTabs.includes(second) ? (second as SettingsTab) : undefined };
    case 'join':
      return { name: 'join', by: second === 'g' ? { gid: third ?? '' } : { code: second } };
    case 'share':
      return { name: 'share' };
    default:
      return { name: 'chats' };
  }
}

function chatAt(to: ChatRoute['to'], part: string | undefined, seq: string | undefined): ChatRoute {
  const chat = { name: 'chat' as const, to, info: part === 'info' };
  if (part === 'media') {
    return { ...chat, media: true };
  }
  if (part === 'thread' && Number(seq) > 0) {
    return { ...chat, thread: Number(seq) };
  }
  return Number(part) > 0 ? { ...chat, at: Number(part) } : chat;
}

/** The part of a chat's address that names the pane beside it. */
function besides({ info, media, thread, at }: ChatRoute): string {
  return info
    ? '/info'
    : media === true
      ? '/media'
      : thread !== undefined
        ? `/thread/${String(thread)}`
        : at === undefined
          ? ''
          : `/${String(at)}`;
}

export function addressOf(route: Route): string {
  switch (route.name) {
    case 'chat':
      return `#/${'u' in route.to ? `u/${route.to.u}` : `g/${route.to.g}`}${besides(route)}`;
    case 'people':
      return route.tab === 'friends' ? '#/people' : `#/people/${route.tab}`;
    case 'settings':
      return route.tab === undefined ? '#/settings' : `#/settings/${route.tab}`;
    case 'threads':
      return '#/threads';
    case 'join':
      return `#/join/${'code' in route.by ? route.by.code : `g/${route.by.gid}`}`;
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

/** Changes the address without a step in the history. */
export function replace(next: Route): void {
  history.replaceState(null, '', addressOf(next));
  route.value = next;
}

export const chatWith = (
  to: { u: string } | { g: string },
  info = false,
  beside: Pick<ChatRoute, 'media' | 'thread' | 'at'> = {},
): ChatRoute => ({ name: 'chat', to, info, ...beside });
