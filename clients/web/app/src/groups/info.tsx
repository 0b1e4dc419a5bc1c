import type { Group, GroupPatch } from '@waggle/sdk';
import { useState } from 'preact/hooks';
import { m, t } from '../i18n/index.js';
import { Action } from '../people/person.js';
import { NotifyChoice } from '../settings/notify-choice.js';
import { groups, loadGroup, loadMembers, members } from '../state/people.js';
import { go } from '../state/router.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { attempt, confirm, Head, openDialog, toast } from '../ui/overlay.js';
import { Button, Choice, Field, Skeleton, Switch } from '../ui/parts.js';
import { openAnnouncements } from './announcements.js';
import { openBans } from './bans.js';
import { Invites } from './invites.js';
import { JoinRequests } from './join-requests.js';
import { AddMembers, Members } from './members.js';
import '../design/circle.css';

const waits = [0, 5, 10, 30, 60, 300, 900, 3_600] as const;

/** A wait in the largest unit that it fills. */
const waitName = (seconds: number): string =>
  seconds === 0
    ? m().off
    : seconds % 3_600 === 0
      ? m().hours(seconds / 3_600)
      : seconds % 60 === 0
        ? m().minutes(seconds / 60)
        : m().seconds(seconds);

/** A group beside its chat. What the person may not do is not shown. */
export function GroupInfo({ gid, onClose }: { gid: string; onClose: () => void }) {
  const group = groups.value.get(gid);
  if (group === undefined) {
    return (
      <>
        <Head title={t().groupInfo} onClose={onClose} />
        <Skeleton rows={4} />
      </>
    );
  }
  const list = members.value.get(gid) ?? [];
  const { role } = group.me;
  const isOwner = role === 'owner';
  const isAdmin = isOwner || role === 'admin';
  const mayInvite = isAdmin || group.inviters === 'members';
  /** Returns whether the server has taken it. */
  const change = async (body: GroupPatch): Promise<boolean> =>
    (await attempt(async () => {
      await http('PATCH /v1/groups/{gid}', { path: { gid }, body });
      await loadGroup(gid);
      return true;
    })) === true;
  const setMine = async (body: { nickname?: string | null; remark?: string | null }): Promise<void> => {
    await attempt(async () => {
      await http('PUT /v1/groups/{gid}/me', { path: { gid }, body });
      await Promise.all([loadGroup(gid), loadMembers(gid)]);
      toast(t().saved);
    });
  };
  return (
    <>
      <Head title={t().groupInfo} onClose={onClose} />
      <div class="pane-body">
        <div class="face">
          <Avatar id={gid} name={group.name} group size="xl" />
          {isAdmin ? (
            <EditLine key={group.name} label={m().groupName} value={group.name} required save={(name) => change({ name })} />
          ) : (
            <h3>
              <bdi>{group.name}</bdi>
            </h3>
          )}
          <p class="quiet">{t().members(group.memberCount)}</p>
        </div>
        {isAdmin && <JoinRequests gid={gid} />}
        <section class="announcement">
          <div class="section-head">
            <h3>{m().announcement}</h3>
            {isAdmin && (
              <Button
                icon="pen"
                onClick={() =>
                  openDialog(m().announcement, (close) => (
                    <Announce
                      text={group.announcement ?? ''}
                      publish={(text) => change({ announcement: text === '' ? null : text })}
                      close={close}
                    />
                  ))
                }
              >
                {t().edit}
              </Button>
            )}
          </div>
          {group.announcement === undefined ? (
            <p class="quiet announcement-none">{m().noAnnouncements}</p>
          ) : (
            <p dir="auto">{group.announcement}</p>
          )}
          <button type="button" class="text-button" onClick={() => openAnnouncements(gid)}>
            {m().earlierAnnouncements}
          </button>
        </section>
        {mayInvite && <Invites group={group} />}
        <Members
          gid={gid}
          list={list}
          mine={role}
          add={
            mayInvite
              ? () =>
                  openDialog(m().addMembers, (close) => (
                    <AddMembers gid={gid} here={list.map(({ uid }) => uid)} close={close} />
                  ))
              : undefined
          }
        />
        <section>
          <h3>{t().you}</h3>
          <NotifyChoice conversation={gid} />
          <EditLine
            key={`n ${group.me.nickname ?? ''}`}
            label={m().yourNameHere}
            hint={m().yourNameHereHint}
            value={group.me.nickname ?? ''}
            save={(nickname) => setMine({ nickname: nickname === '' ? null : nickname })}
          />
          <EditLine
            key={`r ${group.me.remark ?? ''}`}
            label={m().groupRemark}
            hint={m().remarkHint}
            value={group.me.remark ?? ''}
            save={(remark) => setMine({ remark: remark === '' ? null : remark })}
          />
        </section>
        {isAdmin && <Rules group={group} isOwner={isOwner} change={change} />}
        <div class="actions">
          {isAdmin && <Action icon="block" label={m().bans} onClick={() => openBans(gid)} />}
          <Action
            icon="leave"
            danger
            label={m().leave}
            onClick={() =>
              confirm(m().leaveTitle, m().leaveText, m().leave, async () => {
                await http('DELETE /v1/groups/{gid}/members/{uid}', { path: { gid, uid: me().uid } });
                go({ name: 'chats' });
              })
            }
          />
          {isOwner && (
            <Action
              icon="trash"
              danger
              label={m().dissolve}
              onClick={() =>
                confirm(m().dissolveTitle, m().dissolveText, m().dissolve, async () => {
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
  hint,
  value,
  save,
  required = false,
}: {
  label: string;
  hint?: string;
  value: string;
  save: (text: string) => Promise<unknown>;
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
      <Field label={label} hint={hint} value={text} maxLength={64} onInput={(event) => setText(event.currentTarget.value)} />
      {changed && (
        <Button kind="primary" type="submit" busy={busy}>
          {t().save}
        </Button>
      )}
    </form>
  );
}

function Announce({
  text: before,
  publish,
  close,
}: {
  text: string;
  publish: (text: string) => Promise<boolean>;
  close: () => void;
}) {
  const [text, setText] = useState(before);
  const [busy, setBusy] = useState(false);
  return (
    <>
      <Head title={m().announcement} onClose={close} />
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          void publish(text.trim()).then((published) => (published ? close() : setBusy(false)));
        }}
      >
        <textarea
          class="text-area"
          aria-label={m().announcement}
          dir="auto"
          rows={6}
          maxLength={2_000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" type="submit" busy={busy} disabled={text.trim() === before}>
            {m().publish}
          </Button>
        </div>
      </form>
    </>
  );
}

type RulePatch = Pick<GroupPatch, 'joinPolicy' | 'inviters' | 'history' | 'slowMode' | 'muteAll' | 'noForwarding'>;

/** The rules of a group. A change shows at once, and goes back if the server refuses it. */
function Rules({ group, isOwner, change }: { group: Group; isOwner: boolean; change: (rules: RulePatch) => Promise<unknown> }) {
  const [wanted, setWanted] = useState<RulePatch>({});
  const shown = { ...group, ...wanted };
  const set = (rules: RulePatch): void => {
    setWanted((now) => ({ ...now, ...rules }));
    void change(rules).finally(() =>
      // A later change of the same rule stays.
      setWanted((now) => Object.fromEntries(Object.entries(now).filter(([rule, to]) => rules[rule as keyof RulePatch] !== to))),
    );
  };
  return (
    <section class="settings-list">
      <h3>{t().settings}</h3>
      <Choice
        label={m().joinPolicy}
        value={shown.joinPolicy}
        options={[
          ['invite', m().joinInvite],
          ['approval', m().joinApproval],
          ['open', m().joinOpen],
        ]}
        onChange={(joinPolicy) => set({ joinPolicy })}
      />
      <Choice
        label={m().inviters}
        value={shown.inviters}
        options={[
          ['members', m().invitersMembers],
          ['admins', m().invitersAdmins],
        ]}
        onChange={(inviters) => set({ inviters })}
      />
      {isOwner && (
        <Choice
          label={m().historyFor}
          value={shown.history}
          options={[
            ['joining', m().historyJoining],
            ['all', m().historyAll],
          ]}
          onChange={(history) => set({ history })}
        />
      )}
      <Choice
        label={`${m().slowMode}: ${m().slowModeHint}`}
        value={String(shown.slowMode)}
        options={[...new Set([...waits, shown.slowMode])]
          .sort((a, b) => a - b)
          .map((seconds) => [String(seconds), waitName(seconds)] as const)}
        onChange={(seconds) => set({ slowMode: Number(seconds) })}
      />
      <Switch label={m().muteAll} checked={shown.muteAll} onChange={(muteAll) => set({ muteAll })} />
      <Switch
        label={m().noForwarding}
        hint={m().noForwardingHint}
        checked={shown.noForwarding}
        onChange={(noForwarding) => set({ noForwarding })}
      />
    </section>
  );
}
