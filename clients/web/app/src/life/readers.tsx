import type { Entry, Reader } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { Content, type Shown } from '../chat/content.js';
import { explain, m, moment, t } from '../i18n/index.js';
import { memberName, members } from '../state/people.js';
import { all } from '../state/pages.js';
import { http } from '../state/session.js';
import { Avatar } from '../ui/avatar.js';
import { Head, openDialog } from '../ui/overlay.js';
import { Refusal, Skeleton } from '../ui/parts.js';
import '../design/life.css';

export function openReaders(entry: Entry): void {
  openDialog(t().whoRead, (close) => <Readers entry={entry} close={close} />);
}

/** The members who have read a message, and those who have not. */
function Readers({ entry, close }: { entry: Entry; close: () => void }) {
  const { conversation, seq, from, at } = entry;
  const [readers, setReaders] = useState<readonly Reader[] | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  useEffect(() => {
    void (async () => {
      try {
        setReaders(
          await all((start) =>
            http('GET /v1/conversations/{conversation}/receipts', { path: { conversation }, query: { seq, ...start } }),
          ),
        );
      } catch (cause) {
        setFailure(explain(cause));
      }
    })();
  }, []);
  const read = new Set(readers?.map(({ uid }) => uid));
  const others = (members.value.get(conversation) ?? [])
    .filter(({ uid, joinedAt }) => uid !== from && !read.has(uid) && joinedAt <= at)
    .map(({ uid }) => uid);
  return (
    <>
      <Head title={t().whoRead} onClose={close} />
      <div class="dialog-body">
        <Refusal text={failure} />
        {readers === undefined && failure === undefined ? (
          <Skeleton rows={3} />
        ) : (
          <>
            <People title={t().readBy(read.size)} gid={conversation} uids={[...read]} />
            <People title={m().notReadBy(others.length)} gid={conversation} uids={others} />
          </>
        )}
      </div>
    </>
  );
}

function People({ title, gid, uids }: { title: string; gid: string; uids: readonly string[] }) {
  return uids.length === 0 ? null : (
    <section class="readers">
      <h3>{title}</h3>
      <ul class="members">
        {uids.map((uid) => (
          <li key={uid} class="member">
            <Avatar id={uid} name={memberName(gid, uid)} size="s" />
            <bdi class="row-title">{memberName(gid, uid)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function openVersions(entry: Entry): void {
  openDialog(t().versions, (close) => <Versions entry={entry} close={close} />);
}

/** The versions of a message, the newest first. */
function Versions({ entry: { conversation, seq }, close }: { entry: Entry; close: () => void }) {
  const [versions, setVersions] = useState<readonly Entry[] | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  useEffect(() => {
    http('GET /v1/conversations/{conversation}/messages/{seq}/versions', { path: { conversation, seq } }).then(
      ({ items }) => setVersions(items.toReversed()),
      (cause: unknown) => setFailure(explain(cause)),
    );
  }, []);
  return (
    <>
      <Head title={t().versions} onClose={close} />
      <div class="dialog-body versions">
        <Refusal text={failure} />
        {versions === undefined && failure === undefined && <Skeleton rows={2} />}
        {versions?.map((version, index) => (
          <article key={index}>
            <small>
              {index === 0 ? m().versionNow : index === versions.length - 1 ? m().versionFirst : m().versionBefore}
              {' · '}
              {moment(version.edited?.at ?? version.at)}
            </small>
            <div class="bubble">
              <Content content={version as Shown} names={[]} />
            </div>
          </article>
        ))}
        {versions?.length === 1 && <p class="quiet">{m().noVersions}</p>}
      </div>
    </>
  );
}
