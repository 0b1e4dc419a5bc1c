import { m, moment, t } from '../i18n/index.js';
import { memberName } from '../state/people.js';
import { http } from '../state/session.js';
import { Avatar } from '../ui/avatar.js';
import { useAsked, Waiting } from '../ui/asked.js';
import { attempt, Head, openDialog, toast } from '../ui/overlay.js';
import { Button } from '../ui/parts.js';

export function openBans(gid: string): void {
  openDialog(m().bans, (close) => <Bans gid={gid} close={close} />);
}

function Bans({ gid, close }: { gid: string; close: () => void }) {
  const { value, failure, again } = useAsked(() =>
    http('GET /v1/groups/{gid}/bans', { path: { gid }, query: { limit: 100 } }).then(({ items }) => items),
  );
  return (
    <>
      <Head title={m().bans} onClose={close} />
      <div class="dialog-body">
        {value === undefined ? (
          <Waiting failure={failure} />
        ) : value.length === 0 ? (
          <p class="quiet">{m().noBans}</p>
        ) : (
          <ul class="members">
            {value.map(({ uid, nickname, bannedBy, createdAt }) => (
              <li key={uid} class="member">
                <Avatar id={uid} name={nickname ?? t().someone} size="s" />
                <span class="row-text">
                  <bdi class="row-title">{nickname ?? t().someone}</bdi>
                  <small>
                    <bdi>{memberName(gid, bannedBy)}</bdi> · {moment(createdAt)}
                  </small>
                </span>
                <Button
                  onClick={() =>
                    void attempt(async () => {
                      await http('DELETE /v1/groups/{gid}/bans/{uid}', { path: { gid, uid } });
                      toast(m().unbanned);
                      again();
                    })
                  }
                >
                  {m().unban}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
