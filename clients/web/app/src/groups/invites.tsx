import type { Group, Invite } from '@waggle/sdk';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { explain, m, moment, t } from '../i18n/index.js';
import { memberName } from '../state/people.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { useAsked } from '../ui/asked.js';
import { Icon } from '../ui/icon.js';
import { attempt, copyText, Head, openDialog } from '../ui/overlay.js';
import { Button, Choice, IconButton, Refusal } from '../ui/parts.js';
import { QrCode } from './qr-code.js';

const linkOf = (path: string): string => `${location.origin}${location.pathname}#/join/${path}`;

/** The links with which others can join, or ask to join. */
export function Invites({ group }: { group: Group }) {
  const { gid, name, joinPolicy } = group;
  const { value: invites, again } = useAsked(
    () => http('GET /v1/groups/{gid}/invites', { path: { gid } }).then(({ items }) => items),
    [gid, group.me.role],
  );
  return (
    <section>
      <div class="section-head">
        <h3>{m().invites}</h3>
        <Button
          icon="link"
          onClick={() => openDialog(m().inviteLimits, (close) => <NewInvite gid={gid} close={close} made={again} />)}
        >
          {m().createLink}
        </Button>
      </div>
      {joinPolicy !== 'invite' && (
        <Link
          title={m().groupLink}
          link={linkOf(`g/${gid}`)}
          name={name}
          note={joinPolicy === 'open' ? m().groupLinkOpen : m().groupLinkApproval}
        />
      )}
      {invites?.map((invite) => (
        <Link
          key={invite.code}
          title={<code>{invite.code}</code>}
          link={linkOf(invite.code)}
          name={name}
          note={limitsOf(invite)}
          revoke={() =>
            void attempt(async () => {
              await http('DELETE /v1/groups/{gid}/invites/{code}', { path: { gid, code: invite.code } });
              again();
            })
          }
        />
      ))}
    </section>
  );
}

function limitsOf({ gid, maker, usesLeft, expiresAt }: Invite): string {
  const limits = [
    maker === me().uid ? '' : memberName(gid, maker),
    usesLeft === undefined ? '' : m().usesLeft(usesLeft),
    expiresAt === undefined ? '' : m().validUntil(moment(expiresAt)),
  ].filter((one) => one !== '');
  return limits.length === 0 ? m().unlimited : limits.join(' · ');
}

function Link({
  title,
  link,
  name,
  note,
  revoke,
}: {
  title: ComponentChildren;
  link: string;
  name: string;
  note: string;
  revoke?: () => void;
}) {
  return (
    <div class="invite">
      <Icon name="link" size={18} />
      <span class="row-text">
        {title}
        <small>{note}</small>
      </span>
      <IconButton
        icon="qr"
        size={18}
        label={m().qr}
        onClick={() =>
          openDialog(
            m().qr,
            (close) => (
              <>
                <Head title={name} onClose={close} />
                <div class="dialog-body face">
                  <QrCode text={link} label={m().qrOf(name)} />
                  <p class="quiet">{m().qrHint}</p>
                  <p class="quiet">{note}</p>
                </div>
              </>
            ),
            'dialog-small',
          )
        }
      />
      <IconButton icon="copy" size={18} label={t().copyLink} onClick={() => void copyText(link)} />
      {revoke !== undefined && <IconButton icon="trash" size={18} label={t().revoke} onClick={revoke} />}
    </div>
  );
}

const day = 86_400;
const lives = [0, day, 7 * day, 30 * day] as const;
const uses = [0, 1, 10, 100] as const;

function NewInvite({ gid, made, close }: { gid: string; made: () => void; close: () => void }) {
  const [life, setLife] = useState(0);
  const [most, setMost] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  const create = async (): Promise<void> => {
    setBusy(true);
    try {
      await http('POST /v1/groups/{gid}/invites', {
        path: { gid },
        body: { ...(life === 0 ? {} : { expiresIn: life }), ...(most === 0 ? {} : { uses: most }) },
      });
      made();
      close();
    } catch (cause) {
      setFailure(explain(cause));
      setBusy(false);
    }
  };
  return (
    <>
      <Head title={m().inviteLimits} onClose={close} />
      <div class="dialog-body">
        <Choice
          label={m().validFor}
          value={String(life)}
          options={lives.map((seconds) => [String(seconds), seconds === 0 ? m().noEnd : m().days(seconds / day)] as const)}
          onChange={(seconds) => setLife(Number(seconds))}
        />
        <Choice
          label={m().usableBy}
          value={String(most)}
          options={uses.map((count) => [String(count), count === 0 ? m().anyNumber : m().people_(count)] as const)}
          onChange={(count) => setMost(Number(count))}
        />
        <Refusal text={failure} />
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" busy={busy} onClick={() => void create()}>
            {t().create}
          </Button>
        </div>
      </div>
    </>
  );
}
