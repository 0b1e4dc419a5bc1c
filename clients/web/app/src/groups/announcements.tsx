import { m, moment } from '../i18n/index.js';
import { memberName } from '../state/people.js';
import { http } from '../state/session.js';
import { useAsked, Waiting } from '../ui/asked.js';
import { Head, openDialog } from '../ui/overlay.js';

export function openAnnouncements(gid: string): void {
  openDialog(m().announcement, (close) => <Announcements gid={gid} close={close} />);
}

function Announcements({ gid, close }: { gid: string; close: () => void }) {
  const { value, failure } = useAsked(() =>
    http('GET /v1/groups/{gid}/announcements', { path: { gid }, query: { limit: 50 } }).then(({ items }) => items),
  );
  return (
    <>
      <Head title={m().earlierAnnouncements} onClose={close} />
      <div class="dialog-body">
        {value === undefined ? (
          <Waiting failure={failure} />
        ) : value.length === 0 ? (
          <p class="quiet">{m().noAnnouncements}</p>
        ) : (
          <ol class="announcements">
            {value.map(({ id, by, text, createdAt }) => (
              <li key={id} class="announcement">
                <small>
                  <bdi>{memberName(gid, by)}</bdi> · {moment(createdAt)}
                </small>
                <p dir="auto">{text}</p>
              </li>
            ))}
          </ol>
        )}
      </div>
    </>
  );
}
