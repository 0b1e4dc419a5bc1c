import type { Profile } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { explain, moment, t } from '../i18n/index.js';
import {
  blocked,
  friends,
  isBlocked,
  isFriend,
  learn,
  loadBlocked,
  loadFriends,
  loadRequests,
  nameOf,
  requests,
} from '../state/people.js';
import { chatWith, go } from '../state/router.js';
import { http } from '../state/session.js';
import { me, useModel } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { attempt, toast } from '../ui/overlay.js';
import { Button, Empty, IconButton, Skeleton, Tabs } from '../ui/parts.js';
import { openNewGroup } from '../later.js';

type Tab = 'friends' | 'requests' | 'blocked';

/** Friends, requests and blocks, and the search for others. */
export function PeopleList({ tab }: { tab: Tab }) {
  const [query, setQuery] = useState('');
  const open = requests.value.filter(({ to }) => to === me().uid).length;
  return (
    <section class="inbox" aria-label={t().people}>
      <header class="side-head">
        <h1>{t().people}</h1>
        <IconButton icon="plus" label={t().newGroup} onClick={openNewGroup} />
      </header>
      <div class="side-tools">
        <div class="search-box">
          <Icon name="search" size={18} />
          <input
            id="people-search"
            type="search"
            autocapitalize="none"
            spellcheck={false}
            aria-label={t().searchPeople}
            placeholder={t().searchPeople}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => (event.key === 'Escape' ? setQuery('') : undefined)}
          />
        </div>
        {query.trim() === '' && (
          <Tabs
            label={t().people}
            value={tab}
            options={[
              ['friends', t().friends],
              ['requests', t().requests, open],
              ['blocked', t().blocked],
            ]}
            onChange={(next) => go({ name: 'people', tab: next })}
          />
        )}
      </div>
      <div class="rows">
        {query.trim() !== '' ? (
          <Search query={query.trim()} />
        ) : tab === 'friends' ? (
          <Friends />
        ) : tab === 'requests' ? (
          <Requests />
        ) : (
          <Blocked />
        )}
      </div>
    </section>
  );
}

/** Friends with this beginning, and whoever the server finds. */
function Search({ query }: { query: string }) {
  const [found, setFound] = useState<readonly Profile[] | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  const isPhone = /^\+?[\d\s-]{6,}$/.test(query);
  const enough = isPhone || query.length >= 3;
  useEffect(() => {
    if (!enough) {
      setFound([]);
      return;
    }
    const aborting = new AbortController();
    // Somebody types: ask when they pause.
    const timer = setTimeout(() => {
      http('GET /v1/users', {
        query: isPhone ? { phone: query.replace(/[\s-]/g, '') } : { username: query.replace(/^@/, ''), limit: 20 },
        signal: aborting.signal,
      }).then(
        ({ items }) => {
          learn(items);
          setFound(items.filter(({ uid }) => uid !== me().uid));
          setFailure(undefined);
        },
        (cause: { code?: string }) => (cause.code === 'cancelled' ? undefined : setFailure(explain(cause))),
      );
    }, 220);
    return () => {
      clearTimeout(timer);
      aborting.abort();
    };
  }, [query]);
  const wanted = query.toLocaleLowerCase();
  const known = friends.value.filter(
    ({ uid, username }) =>
      nameOf(uid).toLocaleLowerCase().includes(wanted) || username?.toLocaleLowerCase().startsWith(wanted) === true,
  );
  const others = (found ?? []).filter(({ uid }) => !known.some((friend) => friend.uid === uid));
  if (failure !== undefined) {
    return <Empty icon="warning" title={t().nobodyFound} text={failure} />;
  }
  if (known.length + others.length === 0) {
    return found === undefined ? (
      <Skeleton rows={3} />
    ) : enough ? (
      <Empty icon="search" title={t().nobodyFound} text={t().nobodyFoundText} />
    ) : (
      <p class="hint">{t().searchHint}</p>
    );
  }
  return (
    <ul>
      {[...known, ...others].map(({ uid, username }) => (
        <PersonRow key={uid} uid={uid} note={username === undefined ? undefined : `@${username}`}>
          <Befriend uid={uid} />
        </PersonRow>
      ))}
    </ul>
  );
}

/** The next step towards a friendship. */
export function Befriend({ uid }: { uid: string }) {
  const [busy, setBusy] = useState(false);
  if (isFriend(uid) || uid === me().uid || isBlocked(uid)) {
    return null;
  }
  const theirs = requests.value.find((request) => request.from === uid);
  if (theirs === undefined && requests.value.some((request) => request.to === uid)) {
    return (
      <Button disabled icon="check">
        {t().requested}
      </Button>
    );
  }
  const ask = async (): Promise<void> => {
    setBusy(true);
    await attempt(async () => {
      const { state } = await http('POST /v1/friend-requests', { body: { to: uid } });
      await Promise.all([loadRequests(), loadFriends()]);
      toast(state === 'accepted' ? t().friendAdded(nameOf(uid)) : t().requestSent);
    });
    setBusy(false);
  };
  return (
    <Button kind="primary" icon={theirs === undefined ? 'plus' : 'check'} busy={busy} onClick={() => void ask()}>
      {theirs === undefined ? t().addFriend : t().accept}
    </Button>
  );
}

function PersonRow({
  uid,
  note,
  children,
  link = true,
}: {
  uid: string;
  note: string | undefined;
  children?: preact.ComponentChildren;
  link?: boolean;
}) {
  const name = nameOf(uid);
  const online = useModel((model) => model.presence(uid)?.status === 'online');
  const text = (
    <>
      <Avatar id={uid} name={name} online={online} />
      <span class="row-text">
        <bdi class="row-title">{name}</bdi>
        {note !== undefined && <bdi class="row-preview">{note}</bdi>}
      </span>
    </>
  );
  return (
    <li class="row row-person">
      {link ? (
        <a class="row-link" href={`#/u/${uid}`}>
          {text}
        </a>
      ) : (
        <span class="row-link">{text}</span>
      )}
      {children}
    </li>
  );
}

function Friends() {
  if (friends.value.length === 0) {
    return (
      <Empty icon="people" title={t().noFriends} text={t().noFriendsText}>
        <Button kind="primary" icon="search" onClick={() => document.getElementById('people-search')?.focus()}>
          {t().findPeople}
        </Button>
      </Empty>
    );
  }
  const sorted = [...friends.value].sort(
    (a, b) => Number(b.starred) - Number(a.starred) || nameOf(a.uid).localeCompare(nameOf(b.uid)),
  );
  return (
    <ul>
      {sorted.map(({ uid, username, starred }) => (
        <PersonRow key={uid} uid={uid} note={username === undefined ? undefined : `@${username}`}>
          {starred && (
            <span class="row-sign" title={t().starred}>
              <Icon name="star" size={16} />
            </span>
          )}
        </PersonRow>
      ))}
    </ul>
  );
}

function Requests() {
  if (requests.value.length === 0) {
    return <Empty icon="people" title={t().noRequests} text={t().noRequestsText} />;
  }
  const answer = async (id: string, what: 'accept' | 'reject', uid: string): Promise<void> => {
    await attempt(async () => {
      await http(what === 'accept' ? 'POST /v1/friend-requests/{id}/accept' : 'POST /v1/friend-requests/{id}/reject', {
        path: { id },
      });
      if (what === 'accept') {
        toast(t().friendAdded(nameOf(uid)));
        go(chatWith({ u: uid }));
      }
    });
    await attempt(() => Promise.all([loadRequests(), loadFriends()]));
  };
  return (
    <ul>
      {requests.value.map(({ id, from, to, greeting, createdAt }) => {
        const incoming = to === me().uid;
        const uid = incoming ? from : to;
        return (
          <li key={id} class="row row-request">
            <Avatar id={uid} name={nameOf(uid)} />
            <span class="row-text">
              <bdi class="row-title">{nameOf(uid)}</bdi>
              <span class="row-preview" title={moment(createdAt)}>
                {greeting !== '' ? <bdi>“{greeting}”</bdi> : incoming ? t().wantsToBeFriends : t().waitsForAnswer}
              </span>
              {incoming && (
                <span class="row-actions">
                  <Button kind="primary" onClick={() => void answer(id, 'accept', uid)}>
                    {t().accept}
                  </Button>
                  <Button onClick={() => void answer(id, 'reject', uid)}>{t().reject}</Button>
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Blocked() {
  if (blocked.value.length === 0) {
    return <Empty icon="block" title={t().noBlocked} text={t().noBlockedText} />;
  }
  return (
    <ul>
      {blocked.value.map(({ uid, username }) => (
        <PersonRow key={uid} uid={uid} link={false} note={username === undefined ? undefined : `@${username}`}>
          <Button
            onClick={() =>
              void attempt(async () => {
                await http('DELETE /v1/blocks/{uid}', { path: { uid } });
                await loadBlocked();
              })
            }
          >
            {t().unblock}
          </Button>
        </PersonRow>
      ))}
    </ul>
  );
}
