import type { Profile } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { explain, m, moment, t } from '../i18n/index.js';
import {
  blocked,
  friends,
  isFriend,
  learn,
  loadBlocked,
  loadFriends,
  loadRequests,
  nameOf,
  requests,
} from '../state/people.js';
import { chatWith, go, type PeopleTab } from '../state/router.js';
import { http } from '../state/session.js';
import { me, useModel } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { attempt, openMenu, toast } from '../ui/overlay.js';
import { Button, Empty, IconButton, Skeleton, Tabs } from '../ui/parts.js';
import { openJoin, openNewGroup } from '../later.js';
import { Befriend } from './befriend.js';
import { counts, followers, following, useFollows } from './follows.js';
import { allTags } from './tags.js';
import '../design/circle.css';

/** Friends, requests, follows and blocks, and the search for others. */
export function PeopleList({ tab }: { tab: PeopleTab }) {
  const [query, setQuery] = useState('');
  const open = requests.value.filter(({ to }) => to === me().uid).length;
  return (
    <section class="inbox" aria-label={t().people}>
      <header class="side-head">
        <h1>{t().people}</h1>
        <IconButton
          icon="plus"
          label={t().newGroup}
          onClick={(event) =>
            openMenu(event.currentTarget, t().newGroup, [
              { label: t().newGroup, icon: 'people', run: openNewGroup },
              { label: m().joinGroup, icon: 'link', run: openJoin },
            ])
          }
        />
      </header>
      <div class="side-tools">
        <div class="search-box">
          <Icon name="search" size={18} />
          <input
            id="people-search"
            type="search"
            autocapitalize="none"
            spellcheck={false}
            aria-label={m().searchPeople}
            placeholder={m().searchPeople}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => (event.key === 'Escape' ? setQuery('') : undefined)}
          />
        </div>
        {query.trim() === '' && (
          <Tabs
            label={t().people}
            value={tab === 'followers' ? 'following' : tab}
            options={[
              ['friends', t().friends],
              ['requests', m().requests, open],
              ['following', m().following],
              ['blocked', m().blocked],
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
        ) : tab === 'following' || tab === 'followers' ? (
          <Follows tab={tab} />
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
      <Empty icon="search" title={t().nobodyFound} text={m().nobodyFoundText} />
    ) : (
      <p class="hint">{m().searchHint}</p>
    );
  }
  return (
    <ul>
      {[...known, ...others].map(({ uid, username }) => (
        <PersonRow key={uid} uid={uid} info={!isFriend(uid)} note={username === undefined ? undefined : `@${username}`}>
          <Befriend uid={uid} />
        </PersonRow>
      ))}
    </ul>
  );
}

function PersonRow({
  uid,
  note,
  children,
  link = true,
  info = false,
}: {
  uid: string;
  note: string | undefined;
  children?: preact.ComponentChildren;
  link?: boolean;
  info?: boolean;
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
        <a class="row-link" href={`#/u/${uid}${info ? '/info' : ''}`}>
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
  const [tag, setTag] = useState<string | undefined>();
  if (friends.value.length === 0) {
    return (
      <Empty icon="people" title={m().noFriends} text={m().noFriendsText}>
        <Button kind="primary" icon="search" onClick={() => document.getElementById('people-search')?.focus()}>
          {t().findPeople}
        </Button>
      </Empty>
    );
  }
  const tags = allTags();
  const wanted = tag !== undefined && tags.includes(tag) ? tag : undefined;
  const sorted = friends.value
    .filter((friend) => wanted === undefined || friend.tags.includes(wanted))
    .sort((a, b) => Number(b.starred) - Number(a.starred) || nameOf(a.uid).localeCompare(nameOf(b.uid)));
  return (
    <>
      {tags.length > 0 && (
        <div class="tag-filter" role="group" aria-label={m().tags}>
          {[undefined, ...tags].map((one) => (
            <button key={one ?? ''} type="button" class="tag" aria-pressed={one === wanted} onClick={() => setTag(one)}>
              <bdi>{one ?? m().allTags}</bdi>
            </button>
          ))}
        </div>
      )}
      <ul>
        {sorted.map(({ uid, username, starred, tags: given }) => (
          <PersonRow key={uid} uid={uid} note={[...(username === undefined ? [] : [`@${username}`]), ...given].join(' · ')}>
            {starred && (
              <span class="row-sign" title={m().starred}>
                <Icon name="star" size={16} />
              </span>
            )}
          </PersonRow>
        ))}
      </ul>
    </>
  );
}

/** The people whom the person follows, or their followers. */
function Follows({ tab }: { tab: 'following' | 'followers' }) {
  useFollows();
  const list = tab === 'following' ? following.value : followers.value;
  return (
    <>
      <div class="tag-filter" role="group" aria-label={m().followersHint}>
        {(['following', 'followers'] as const).map((one) => (
          <button
            key={one}
            type="button"
            class="tag"
            aria-pressed={one === tab}
            onClick={() => go({ name: 'people', tab: one })}
          >
            {m()[one]} {counts.value?.[one] ?? ''}
          </button>
        ))}
      </div>
      {list === undefined ? (
        <Skeleton rows={3} />
      ) : list.length === 0 ? (
        <Empty
          icon="people"
          title={tab === 'following' ? m().noFollowing : m().noFollowers}
          text={tab === 'following' ? m().noFollowingText : m().noFollowersText}
        />
      ) : (
        <ul>
          {list.map(({ uid, username }) => (
            <PersonRow key={uid} uid={uid} info note={username === undefined ? undefined : `@${username}`} />
          ))}
        </ul>
      )}
    </>
  );
}

function Requests() {
  if (requests.value.length === 0) {
    return <Empty icon="people" title={m().noRequests} text={m().noRequestsText} />;
  }
  const answer = async (id: string, what: 'accept' | 'reject', uid: string): Promise<void> => {
    await attempt(async () => {
      await http(what === 'accept' ? 'POST /v1/friend-requests/{id}/accept' : 'POST /v1/friend-requests/{id}/reject', {
        path: { id },
      });
      if (what === 'accept') {
        toast(m().friendAdded(nameOf(uid)));
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
                {greeting !== '' ? <bdi>“{greeting}”</bdi> : incoming ? m().wantsToBeFriends : m().waitsForAnswer}
              </span>
              {incoming && (
                <span class="row-actions">
                  <Button kind="primary" onClick={() => void answer(id, 'accept', uid)}>
                    {m().accept}
                  </Button>
                  <Button onClick={() => void answer(id, 'reject', uid)}>{m().reject}</Button>
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
    return <Empty icon="block" title={m().noBlocked} text={m().noBlockedText} />;
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
            {m().unblock}
          </Button>
        </PersonRow>
      ))}
    </ul>
  );
}
