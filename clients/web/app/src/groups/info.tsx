import type { Group, GroupMember, GroupPatch, Invite } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { Action } from '../people/person.js';
import { explain, t } from '../i18n/index.js';
import { groups, loadGroup, loadMembers, memberName, members } from '../state/people.js';
import { chatWith, go } from '../state/router.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { attempt, confirm, copyText, Head, openDialog, openMenu, toast, type MenuItem } from '../ui/overlay.js';
import { Button, Choice, Field, IconButton, Skeleton, Switch } from '../ui/parts.js';
import { Icon } from '../ui/icon.js';
import { ChooseFriends } from './new-group.js';

const reload = (gid: string): Promise<unknown> => Promise.all([loadGroup(gid), loadMembers(gid)]);

/** A group beside its chat. What the person may not do is not shown. */
export function GroupInfo({ gid, onClose }: { gid: string; onClose: () => void }) {
  const group = groups.value.get(gid);
  const list = members.value.get(gid);
  if (group === undefined) {
    return (
      <>
        <Head title={t().groupInfo} onClose={onClose} />
        <Skeleton rows={4} />
      </>
    );
  }
  const { role } = group.me;
  const isOwner = role === 'owner';
  const isAdmin = isOwner || role === 'admin';
  const mayInvite = isAdmin || group.inviters === 'members';
  const change = async (body: GroupPatch): Promise<void> => {
    await attempt(async () => {
      await http('PATCH /v1/groups/{gid}', { path: { gid }, body });
      await loadGroup(gid);
    });
  };
  const rank = { owner: 0, admin: 1, member: 2 };
  const sorted = [...(list ?? [])].sort(
    (a, b) => rank[a.role] - rank[b.role] || memberName(gid, a.uid).localeCompare(memberName(gid, b.uid)),
  );
  return (
    <>
      <Head title={t().groupInfo} onClose={onClose} />
      <div class="pane-body">
        <div class="face">
          <Avatar id={gid} name={group.name} group size="xl" />
          {isAdmin ? (
            <EditLine key={group.name} label={t().groupName} value={group.name} required save={(name) => change({ name })} />
          ) : (
            <h3>
              <bdi>{group.name}</bdi>
            </h3>
          )}
          <p class="quiet">{t().members(group.memberCount)}</p>
        </div>
        {isAdmin ? (
          <EditLine
            key={`a ${group.announcement ?? ''}`}
            label={t().announcement}
            value={group.announcement ?? ''}
            save={(text) => change({ announcement: text === '' ? null : text })}
          />
        ) : (
          group.announcement !== undefined && (
            <section class="announcement">
              <h3>{t().announcement}</h3>
              <p dir="auto">{group.announcement}</p>
            </section>
          )
        )}
        {mayInvite && <Invites group={group} />}
        <section>
          <div class="section-head">
            <h3>{t().members(group.memberCount)}</h3>
            {mayInvite && (
              <Button
                icon="plus"
                onClick={() =>
                  openDialog(t().addMembers, (close) => (
                    <AddMembers gid={gid} here={sorted.map(({ uid }) => uid)} close={close} />
                  ))
                }
              >
                {t().add}
              </Button>
            )}
          </div>
          <ul class="members">
            {sorted.map((member) => (
              <Member key={member.uid} gid={gid} member={member} mine={role} />
            ))}
          </ul>
        </section>
        {isAdmin && (
          <section class="settings-list">
            <h3>{t().settings}</h3>
            <Choice
              label={t().joinPolicy}
              value={group.joinPolicy}
              options={[
                ['invite', t().joinInvite],
                ['approval', t().joinApproval],
                ['open', t().joinOpen],
              ]}
              onChange={(joinPolicy) => void change({ joinPolicy })}
            />
            <Choice
              label={t().inviters}
              value={group.inviters}
              options={[
                ['members', t().invitersMembers],
                ['admins', t().invitersAdmins],
              ]}
              onChange={(inviters) => void change({ inviters })}
            />
            {isOwner && (
              <Choice
                label={t().historyFor}
                value={group.history}
                options={[
                  ['joining', t().historyJoining],
                  ['all', t().historyAll],
                ]}
                onChange={(history) => void change({ history })}
              />
            )}
            <Switch label={t().muteAll} checked={group.muteAll} onChange={(muteAll) => void change({ muteAll })} />
          </section>
        )}
        <div class="actions">
          <Action
            icon="leave"
            danger
            label={t().leave}
            onClick={() =>
              confirm(t().leaveTitle, t().leaveText, t().leave, async () => {
                await http('DELETE /v1/groups/{gid}/members/{uid}', { path: { gid, uid: me().uid } });
                go({ name: 'chats' });
              })
            }
          />
          {isOwner && (
            <Action
              icon="trash"
              danger
              label={t().dissolve}
              onClick={() =>
                confirm(t().dissolveTitle, t().dissolveText, t().dissolve, async () => {
                  await http('DELETE /v1/groups/{gid}', { path: { gid } });
                  go({ name: 'chats' });
                })
              }
            />
          )}
        </div>
      </div>
    </>
  );
}

function EditLine({
  label,
  value,
  save,
  required = false,
}: {
  label: string;
  value: string;
  save: (text: string) => Promise<void>;
  required?: boolean;
}) {
  const [text, setText] = useState(value);
  const [busy, setBusy] = useState(false);
  const changed = text.trim() !== value && (!required || text.trim() !== '');
  return (
    <form
      class="line-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) {
          setBusy(true);
          void save(text.trim()).finally(() => setBusy(false));
        }
      }}
    >
      <Field
        label={label}
        value={text}
        maxLength={required ? 64 : 1_000}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {changed && (
        <Button kind="primary" type="submit" busy={busy}>
          {t().save}
        </Button>
      )}
    </form>
  );
}

function Member({ gid, member, mine }: { gid: string; member: GroupMember; mine: string }) {
  const { uid, role } = member;
  const name = memberName(gid, uid);
  const isMe = uid === me().uid;
  const above = (mine === 'owner' && !isMe) || (mine === 'admin' && role === 'member' && !isMe);
  const change = (work: () => Promise<unknown>) => () =>
    void attempt(async () => {
      await work();
      await reload(gid);
    });
  const path = { gid, uid };
  const items: MenuItem[] = [
    ...(isMe ? [] : [{ label: t().writeTo, icon: 'chats' as const, run: () => go(chatWith({ u: uid })) }]),
    ...(mine === 'owner' && !isMe
      ? [
          role === 'admin'
            ? {
                label: t().makeMember,
                icon: 'people' as const,
                run: change(() => http('PUT /v1/groups/{gid}/members/{uid}/role', { path, body: { role: 'member' } })),
              }
            : {
                label: t().makeAdmin,
                icon: 'star' as const,
                run: change(() => http('PUT /v1/groups/{gid}/members/{uid}/role', { path, body: { role: 'admin' } })),
              },
          {
            label: t().transfer,
            icon: 'lock' as const,
            run: () =>
              confirm(t().transferTitle(name), t().transferText, t().transfer, async () => {
                await http('PUT /v1/groups/{gid}/owner', { path: { gid }, body: { uid } });
                await reload(gid);
              }),
          },
        ]
      : []),
    ...(above
      ? [
          member.muted
            ? {
                label: t().unmuteMember,
                icon: 'bell' as const,
                run: change(() => http('DELETE /v1/groups/{gid}/members/{uid}/mute', { path })),
              }
            : {
                label: t().muteMember,
                icon: 'mute' as const,
                run: change(() => http('PUT /v1/groups/{gid}/members/{uid}/mute', { path, body: {} })),
              },
          {
            label: t().removeMember,
            icon: 'trash' as const,
            danger: true,
            run: () =>
              confirm(t().removeMemberTitle(name), '', t().removeMember, async () => {
                await http('DELETE /v1/groups/{gid}/members/{uid}', { path });
                await reload(gid);
              }),
          },
        ]
      : []),
  ];
  return (
    <li class="member">
      <Avatar id={uid} name={name} size="s" />
      <span class="row-text">
        <bdi class="row-title">
          {name}
          {isMe && <span class="quiet"> ({t().you})</span>}
        </bdi>
        {(role !== 'member' || member.muted) && (
          <small>
            {role === 'owner' ? t().owner : role === 'admin' ? t().admin : ''}
            {member.muted && ` ${t().muted}`}
          </small>
        )}
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

function AddMembers({ gid, here, close }: { gid: string; here: readonly string[]; close: () => void }) {
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
      <Head title={t().addMembers} onClose={close} />
      <div class="dialog-body">
        <ChooseFriends chosen={chosen} onChange={setChosen} without={here} />
        {failure !== undefined && (
          <p class="note note-bad" role="alert">
            {failure}
          </p>
        )}
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

/** The links with which others can join. */
function Invites({ group: { gid, me: mine } }: { group: Group }) {
  const [invites, setInvites] = useState<readonly Invite[]>([]);
  const load = (): Promise<void> =>
    http('GET /v1/groups/{gid}/invites', { path: { gid } }).then(({ items }) => setInvites(items));
  useEffect(() => {
    load().catch(() => undefined);
  }, [gid, mine.role]);
  const linkOf = (code: string): string => `${location.origin}${location.pathname}#/join/${code}`;
  return (
    <section>
      <h3>{t().inviteLink}</h3>
      {invites.map(({ code }) => (
        <div key={code} class="invite">
          <Icon name="link" size={18} />
          <code>{code}</code>
          <IconButton icon="copy" size={18} label={t().copyLink} onClick={() => void copyText(linkOf(code))} />
          <IconButton
            icon="trash"
            size={18}
            label={t().revoke}
            onClick={() =>
              void attempt(async () => {
                await http('DELETE /v1/groups/{gid}/invites/{code}', { path: { gid, code } });
                await load();
              })
            }
          />
        </div>
      ))}
      {invites.length === 0 && (
        <Button
          icon="link"
          onClick={() =>
            void attempt(async () => {
              await http('POST /v1/groups/{gid}/invites', { path: { gid }, body: {} });
              await load();
              toast(t().saved);
            })
          }
        >
          {t().createLink}
        </Button>
      )}
    </section>
  );
}
