import { signal } from '@preact/signals';
import type { JoinRequest } from '@waggle/sdk';
import { useEffect } from 'preact/hooks';
import { m, moment, t } from '../i18n/index.js';
import { learn, loadGroup, loadMembers } from '../state/people.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { attempt } from '../ui/overlay.js';
import { Button } from '../ui/parts.js';

/** The pending requests to join the group that is shown: its pane and the line over its chat show the same. */
const shown = signal<{ readonly gid: string; readonly requests: readonly JoinRequest[] } | undefined>(undefined);

async function load(gid: string): Promise<void> {
  const { items } = await http('GET /v1/groups/{gid}/join-requests', { path: { gid }, query: { limit: 100 } });
  learn(items.flatMap(({ user }) => (user === undefined ? [] : [user])));
  shown.value = { gid, requests: items };
}

/** The pending requests to join a group, the oldest first, as they come. */
export function useJoinRequests(gid: string, isAdmin: boolean): readonly JoinRequest[] {
  useEffect(() => {
    if (!isAdmin) {
      return undefined;
    }
    const ask = (): void => void load(gid).catch(() => undefined);
    ask();
    return me().store.onNotice((notice) => {
      if (notice.name === 'groupJoinRequested') {
        ask();
      }
    });
  }, [gid, isAdmin]);
  return isAdmin && shown.value?.gid === gid ? shown.value.requests : [];
}

export function JoinRequests({ gid }: { gid: string }) {
  const requests = useJoinRequests(gid, true);
  if (requests.length === 0) {
    return null;
  }
  const answer = (id: string, what: 'accept' | 'reject'): void =>
    void attempt(async () => {
      const path = { gid, id };
      await http(
        what === 'accept'
          ? 'POST /v1/groups/{gid}/join-requests/{id}/accept'
          : 'POST /v1/groups/{gid}/join-requests/{id}/reject',
        { path },
      ).finally(() => load(gid));
      await Promise.all([loadGroup(gid), loadMembers(gid)]);
    });
  return (
    <section class="join-requests">
      <h3>{m().joinRequests}</h3>
      <ul>
        {requests.map(({ id, uid, user, greeting, createdAt }) => {
          const name = user?.nickname ?? t().someone;
          return (
            <li key={id} class="join-request">
              <Avatar id={uid} name={name} size="s" />
              <span class="row-text">
                <bdi class="row-title">{name}</bdi>
                <small title={moment(createdAt)}>{greeting === '' ? m().asksToJoin : <bdi>“{greeting}”</bdi>}</small>
              </span>
              <span class="row-actions">
                <Button kind="primary" aria-label={`${m().accept}: ${name}`} onClick={() => answer(id, 'accept')}>
                  {m().accept}
                </Button>
                <Button aria-label={`${m().reject}: ${name}`} onClick={() => answer(id, 'reject')}>
                  {m().reject}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
