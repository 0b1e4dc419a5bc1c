import { signal } from '@preact/signals';
import type { FollowCounts, RelatedUser } from '@waggle/sdk';
import { useEffect } from 'preact/hooks';
import { all } from '../state/pages.js';
import { learn } from '../state/people.js';
import { http } from '../state/session.js';
import { me, whenEnded } from '../state/workspace.js';

/** The people whom the person follows, and their followers; undefined until loaded. */
export const following = signal<readonly RelatedUser[] | undefined>(undefined);
export const followers = signal<readonly RelatedUser[] | undefined>(undefined);
export const counts = signal<FollowCounts | undefined>(undefined);

whenEnded(() => {
  following.value = undefined;
  followers.value = undefined;
  counts.value = undefined;
});

/** A list of more is not read. */
const most = 1_000;

export async function loadFollows(): Promise<void> {
  const [mine, theirs, both] = await Promise.all([
    all((query) => http('GET /v1/follows', { query }), most),
    all((query) => http('GET /v1/followers', { query }), most),
    http('GET /v1/follows/counts'),
  ]);
  learn([...mine, ...theirs]);
  following.value = mine;
  followers.value = theirs;
  counts.value = both;
}

/** Loads them when a screen that shows them opens, and follows the changes of other devices. */
export function useFollows(): void {
  useEffect(() => {
    const load = (): void => void loadFollows().catch(() => undefined);
    load();
    return me().store.onNotice((notice) => {
      if (notice.name === 'followChanged' || notice.name === 'blockChanged') {
        load();
      }
    });
  }, []);
}

export const isFollowed = (uid: string): boolean => following.value?.some((one) => one.uid === uid) === true;
