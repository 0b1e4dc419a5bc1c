import type { GroupMember } from '@waggle/sdk';
import { useState } from 'preact/hooks';
import { explain, m, moment, t } from '../i18n/index.js';
import { loadGroup, loadMembers, memberName } from '../state/people.js';
import { chatWith, go } from '../state/router.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { attempt, confirm, Head, openDialog, openMenu, type MenuItem } from '../ui/overlay.js';
import { Button, IconButton, Refusal, SearchBox } from '../ui/parts.js';
import { ChooseFriends } from './new-group.js';

const page = 50;
const rank = { owner: 0, admin: 1, member: 2 };

const reload = (gid: string): Promise<unknown> => Promise.all([loadGroup(gid), loadMembers(gid)]);

/** The members, admins first: a part of them at a time, or those with a name that contains what is searched. */
export function Members({
  gid,
  list,
  mine,
  add,
}: {
  gid: string;
  list: readonly GroupMember[];
  mine: GroupMember['role'];
  add: (() => void) | undefined;
}) {
  const [query, setQuery] = useState('');
  const [most, setMost] = useState(page);
  const wanted = query.trim().toLocaleLowerCase();
  const found = list
    .filter(
      ({ uid, username, nickname }) =>
        memberName(gid, uid).toLocaleLowerCase().includes(wanted) ||
        nickname?.toLocaleLowerCase().includes(wanted) === true ||
        username?.toLocaleLowerCase().startsWith(wanted.replace(/^@/, '')) === true,
    )
    .sort((a, b) => rank[a.role] - rank[b.role] || memberName(gid, a.uid).localeCompare(memberName(gid, b.uid)));
  return (
    <section>
      <div class="section-head">
        <h3>{t().members(list.length)}</h3>
        {add !== undefined && (
          <Button icon="plus" onClick={add}>
            {t().add}
          </Button>
        )}
      </div>
      {list.length > 5 && (
        <SearchBox
          label={m().searchMembers}
          value={query}
          onInput={(text) => {
            setQuery(text);
            setMost(page);
          }}
        />
      )}
      {found.length === 0 && wanted !== '' && <p class="quiet">{m().noMemberFound}</p>}
      <ul class="members">
        {found.slice(0, most).map((member) => (
          <Member key={member.uid} gid={gid} member={member} mine={mine} />
        ))}
      </ul>
      {found.length > most && (
        <Button onClick={() => setMost(most + page)}>{m().showMoreOf(Math.min(page, found.length - most))}</Button>
      )}
    </section>
  );
}

function Member({ gid, member, mine }: { gid: string; member: GroupMember; mine: GroupMember['role'] }) {
  const { uid, role, muted, mutedUntil } = member;
  const name = memberName(gid, uid);
  const isMe = uid === me().uid;
  const items = isMe ? [] : actionsFor(gid, member, mine);
  const signs = [
    role === 'member' ? '' : role === 'owner' ? m().owner : m().admin,
    muted ? (mutedUntil === undefined ? t().muted : m().mutedUntil(moment(mutedUntil))) : '',
  ].filter((sign) => sign !== '');
  return (
    <li class="member">
      <Avatar id={uid} name={name} size="s" />
      <span class="row-text">
        <bdi class="row-title">
          {name}
          {isMe && <span class="quiet"> ({t().you})</span>}
        </bdi>
        {signs.length > 0 && <small>{signs.join(' · ')}</small>}
      </span>
      {items.length > 0 && (
        <IconButton
          icon="more"
          label={`${t().more}: ${name}`}
          onClick={(event) => openMenu(event.currentTarget, name, items)}
        />
      )}
    </li>
  );
}

/** The actions that a person's role allows towards another member. */
function actionsFor(gid: string, { uid, role, muted }: GroupMember, mine: GroupMember['role']): MenuItem[] {
  const name = memberName(gid, uid);
  const path = { gid, uid };
  const isAbove = mine === 'owner' || (mine === 'admin' && role === 'member');
  const change = async (work: () => Promise<unknown>): Promise<void> => {
    await work();
    await reload(gid);
  };
  const at = (work: () => Promise<unknown>) => () => void attempt(() => change(work));
  const contact: MenuItem[] = [
    { label: t().writeTo, icon: 'chats', run: () => go(chatWith({ u: uid })) },
    { label: t().profile, icon: 'people', run: () => go(chatWith({ u: uid }, true)) },
  ];
  const ofOwner: MenuItem[] = [
    role === 'admin'
      ? {
          label: m().makeMember,
          icon: 'people',
          run: at(() => http('PUT /v1/groups/{gid}/members/{uid}/role', { path, body: { role: 'member' } })),
        }
      : {
          label: m().makeAdmin,
          icon: 'star',
          run: at(() => http('PUT /v1/groups/{gid}/members/{uid}/role', { path, body: { role: 'admin' } })),
        },
    {
      label: m().transfer,
      icon: 'lock',
      run: () =>
        confirm(m().transferTitle(name), m().transferText, m().transfer, () =>
          change(() => http('PUT /v1/groups/{gid}/owner', { path: { gid }, body: { uid } })),
        ),
    },
  ];
  const ofAbove: MenuItem[] = [
    muted
      ? {
          label: m().unmuteMember,
          icon: 'bell',
          run: at(() => http('DELETE /v1/groups/{gid}/members/{uid}/mute', { path })),
        }
      : {
          label: m().muteFor,
          icon: 'mute',
          run: () =>
            openDialog(
              m().muteTitle(name),
              (close) => (
                <MuteFor
                  name={name}
                  close={close}
                  mute={(until) => change(() => http('PUT /v1/groups/{gid}/members/{uid}/mute', { path, body: { ...until } }))}
                />
              ),
              'dialog-small',
            ),
        },
    {
      label: m().removeMember,
      icon: 'trash',
      danger: true,
      run: () =>
        confirm(m().removeMemberTitle(name), '', m().removeMember, () =>
          change(() => http('DELETE /v1/groups/{gid}/members/{uid}', { path })),
        ),
    },
    {
      label: m().ban,
      icon: 'block',
      danger: true,
      run: () =>
        confirm(m().banTitle(name), m().banText, m().ban, () =>
          change(() => http('PUT /v1/groups/{gid}/bans/{uid}', { path })),
        ),
    },
  ];
  return [...contact, ...(mine === 'owner' ? ofOwner : []), ...(isAbove ? ofAbove : [])];
}

const minute = 60_000;

function MuteFor({
  name,
  mute,
  close,
}: {
  name: string;
  mute: (until: { until?: string }) => Promise<void>;
  close: () => void;
}) {
  const times: readonly (readonly [string, number | undefined])[] = [
    [m().minutes(10), 10 * minute],
    [m().hours(1), 60 * minute],
    [m().days(1), 24 * 60 * minute],
    [m().days(7), 7 * 24 * 60 * minute],
    [m().untilUnmuted, undefined],
  ];
  return (
    <div class="dialog-body">
      <h2>{m().muteTitle(name)}</h2>
      <div class="stack-narrow">
        {times.map(([label, length]) => (
          <Button
            key={label}
            onClick={() => {
              close();
              void attempt(() => mute(length === undefined ? {} : { until: new Date(Date.now() + length).toISOString() }));
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      <div class="dialog-actions">
        <Button onClick={close}>{t().cancel}</Button>
      </div>
    </div>
  );
}

export function AddMembers({ gid, here, close }: { gid: string; here: readonly string[]; close: () => void }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  const add = async (): Promise<void> => {
    setBusy(true);
    try {
      await http('POST /v1/groups/{gid}/members', { path: { gid }, body: { uids: [...chosen] } });
      await reload(gid);
      close();
    } catch (cause) {
      setFailure(explain(cause));
      setBusy(false);
    }
  };
  return (
    <>
      <Head title={m().addMembers} onClose={close} />
      <div class="dialog-body">
        <ChooseFriends chosen={chosen} onChange={setChosen} without={here} />
        <Refusal text={failure} />
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" busy={busy} disabled={chosen.size === 0} onClick={() => void add()}>
            {t().add}
          </Button>
        </div>
      </div>
    </>
  );
}
