import { signal } from '@preact/signals';
import type { Friend, FriendRequest, Group, GroupMember, Profile, RelatedUser } from '@waggle/sdk';
import { t } from '../i18n/index.js';
import { limits } from './limits.js';
import { all } from './pages.js';
import { http } from './session.js';
import type { Workspace } from './workspace.js';

/** How a person is called: by the own remark, else by what they call themselves. */
export interface Person {
  readonly uid: string;
  readonly username?: string | undefined;
  readonly nickname: string;
  readonly remark?: string | undefined;
}

const names = signal<ReadonlyMap<string, Person>>(new Map());
const asked = new Set<string>();
let waiting: Person[] = [];

export const friends = signal<readonly Friend[]>([]);
export const requests = signal<readonly FriendRequest[]>([]);
export const blocked = signal<readonly RelatedUser[]>([]);
/** Groups and their members, as they were last asked for. */
export const groups = signal<ReadonlyMap<string, Group>>(new Map());
export const members = signal<ReadonlyMap<string, readonly GroupMember[]>>(new Map());
/** Groups that the person has left, or was removed from, since the page was opened. */
export const left = signal<ReadonlySet<string>>(new Set());
export const myName = signal<Profile | undefined>(undefined);

let current: Workspace | undefined;

/** Remembers people, all of one moment at once. */
export function learn(people: readonly { uid: string; username?: string | undefined; nickname?: string | undefined }[]): void {
  const news = people.filter(({ uid, nickname }) => nickname !== undefined && names.peek().get(uid)?.nickname !== nickname);
  if (news.length === 0) {
    return;
  }
  if (waiting.length === 0) {
    queueMicrotask(() => {
      const next = new Map(names.peek());
      for (const person of waiting.splice(0)) {
        next.set(person.uid, person);
      }
      names.value = next;
      try {
        localStorage.setItem('waggle-names', JSON.stringify([...next.values()].slice(-2_000)));
      } catch {
        // Without room for them, the names are asked for again the next time.
      }
    });
  }
  waiting.push(...news.map(({ uid, username, nickname }) => ({ uid, username, nickname: nickname ?? '' })));
}

export function person(uid: string): Person {
  const friend = friends.value.find((one) => one.uid === uid);
  const known = names.value.get(uid);
  if (known === undefined && friend === undefined) {
    ask(uid);
  }
  return {
    uid,
    username: friend?.username ?? known?.username,
    nickname: friend?.nickname ?? known?.nickname ?? '',
    remark: friend?.remark,
  };
}

export function nameOf(uid: string): string {
  const { remark, nickname, username } = person(uid);
  return remark ?? (nickname || username || t().someone);
}

/** The name, or “You”. */
export const nameOrYou = (uid: string): string => (uid === current?.uid ? t().you : nameOf(uid));

function ask(uid: string): void {
  if (asked.has(uid) || current === undefined) {
    return;
  }
  asked.add(uid);
  http('GET /v1/users/{uid}', { path: { uid } }).then(
    (profile) => learn([profile]),
    // Whoever may not be found stays without a name.
    () => undefined,
  );
}

export const isFriend = (uid: string): boolean => friends.value.some((one) => one.uid === uid);
export const isBlocked = (uid: string): boolean => blocked.value.some((one) => one.uid === uid);

export async function loadFriends(): Promise<void> {
  friends.value = await all<Friend>((query) => http('GET /v1/friends', { query }));
  learn(friends.value);
}

export async function loadRequests(): Promise<void> {
  requests.value = await all<FriendRequest>((query) => http('GET /v1/friend-requests', { query }));
  learn(requests.value.flatMap(({ peer }) => (peer === undefined ? [] : [peer])));
}

export async function loadBlocked(): Promise<void> {
  blocked.value = await all<RelatedUser>((query) => http('GET /v1/blocks', { query }));
  learn(blocked.value);
}

async function loadMe(): Promise<void> {
  const profile = await http('GET /v1/me');
  myName.value = profile;
  limits.value = profile.limits;
  learn([profile]);
}

export async function loadGroup(gid: string): Promise<void> {
  const group = await http('GET /v1/groups/{gid}', { path: { gid } });
  groups.value = new Map(groups.peek()).set(gid, group);
  left.value = new Set([...left.peek()].filter((one) => one !== gid));
}

export async function loadMembers(gid: string): Promise<void> {
  const list = await all<GroupMember>((query) => http('GET /v1/groups/{gid}/members', { path: { gid }, query }));
  members.value = new Map(members.peek()).set(gid, list);
  learn(list);
}

/** What a member is called in a group. */
export function memberName(gid: string | undefined, uid: string): string {
  const remark = friends.value.find((one) => one.uid === uid)?.remark;
  const member = gid === undefined ? undefined : members.value.get(gid)?.find((one) => one.uid === uid);
  return remark ?? member?.groupNickname ?? nameOf(uid);
}

const quietly = (work: Promise<unknown>): void => {
  work.catch(() => undefined);
};

/** Loads friends, requests and blocks, and follows them. */
export function startPeople(opened: Workspace): () => void {
  current = opened;
  try {
    const kept = JSON.parse(localStorage.getItem('waggle-names') ?? '[]') as Person[];
    names.value = new Map(kept.map((one) => [one.uid, one]));
  } catch {
    localStorage.removeItem('waggle-names');
  }
  const { store } = opened;
  const load = (): void => {
    quietly(loadFriends());
    quietly(loadRequests());
    quietly(loadBlocked());
    quietly(loadMe());
  };
  load();
  const undos = [
    store.onNotice((notice) => {
      switch (notice.name) {
        case 'friendRequested':
        case 'friendRequestRejected':
          return quietly(loadRequests());
        case 'friendAdded':
        case 'friendRemoved':
        case 'friendUpdated':
          quietly(loadFriends());
          return quietly(loadRequests());
        case 'blockChanged':
          return quietly(loadBlocked());
        case 'groupLeft':
          groups.value = new Map([...groups.peek()].filter(([gid]) => gid !== notice.value.gid));
          left.value = new Set([...left.peek(), notice.value.gid]);
          return;
        case 'meUpdated':
          return quietly(loadMe());
        default:
          return;
      }
    }),
    // What was missed while there was no connection.
    store.subscribe(
      (model) => {
        const connection = model.connection();
        return connection.name === 'online' && connection.synced;
      },
      (synced) => (synced ? load() : undefined),
    ),
    store.subscribe(
      (model) => model.conversations(),
      (conversations) => learn(conversations.flatMap(({ peer }) => (peer === undefined ? [] : [peer]))),
    ),
  ];
  return () => undos.forEach((undo) => undo());
}

export function forgetPeople(): void {
  current = undefined;
  asked.clear();
  localStorage.removeItem('waggle-names');
  // This device's own notes about the person's chats.
  Object.keys(localStorage)
    .filter((key) => key.startsWith('waggle-my-'))
    .forEach((key) => localStorage.removeItem(key));
  names.value = new Map();
  friends.value = [];
  requests.value = [];
  blocked.value = [];
  groups.value = new Map();
  members.value = new Map();
  left.value = new Set();
  myName.value = undefined;
}
