import { useState } from 'preact/hooks';
import { explain, t, m } from '../i18n/index.js';
import { friends, nameOf } from '../state/people.js';
import { chatWith, go } from '../state/router.js';
import { http } from '../state/session.js';
import { Avatar } from '../ui/avatar.js';
import { Head, openDialog } from '../ui/overlay.js';
import { Button, Field, SearchBox } from '../ui/parts.js';

export function openNewGroup(): void {
  openDialog(t().newGroup, (close) => <NewGroup close={close} />);
}

function NewGroup({ close }: { close: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  const create = async (): Promise<void> => {
    setBusy(true);
    try {
      const { gid } = await http('POST /v1/groups', { body: { name: name.trim(), members: [...chosen] } });
      close();
      go(chatWith({ g: gid }));
    } catch (cause) {
      setFailure(explain(cause));
      setBusy(false);
    }
  };
  return (
    <>
      <Head title={t().newGroup} onClose={close} />
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !busy) {
            void create();
          }
        }}
      >
        <Field
          label={m().groupName}
          autofocus
          required
          maxLength={64}
          value={name}
          error={failure}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <ChooseFriends chosen={chosen} onChange={setChosen} />
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" type="submit" busy={busy} disabled={name.trim() === ''}>
            {t().create}
          </Button>
        </div>
      </form>
    </>
  );
}

/** Friends to choose from, with a filter. */
export function ChooseFriends({
  chosen,
  onChange,
  without = [],
}: {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  without?: readonly string[];
}) {
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLocaleLowerCase();
  const all = friends.value.filter(({ uid }) => !without.includes(uid));
  const shown = all
    .filter(
      ({ uid, username }) =>
        nameOf(uid).toLocaleLowerCase().includes(wanted) || username?.toLocaleLowerCase().startsWith(wanted) === true,
    )
    .sort((a, b) => nameOf(a.uid).localeCompare(nameOf(b.uid)));
  if (all.length === 0) {
    return <p class="quiet">{friends.value.length === 0 ? m().noFriendsText : m().noFriendsToAdd}</p>;
  }
  return (
    <fieldset class="choose">
      <legend>{m().chooseMembers}</legend>
      {all.length > 6 && <SearchBox label={t().search} value={query} onInput={setQuery} />}
      <ul class="choose-list">
        {shown.map(({ uid, username }) => (
          <li key={uid}>
            <label class="choose-row">
              <Avatar id={uid} name={nameOf(uid)} size="s" />
              <span class="row-text">
                <bdi class="row-title">{nameOf(uid)}</bdi>
                {username !== undefined && <small>@{username}</small>}
              </span>
              <input
                type="checkbox"
                checked={chosen.has(uid)}
                onChange={(event) => {
                  const next = new Set(chosen);
                  if (event.currentTarget.checked) {
                    next.add(uid);
                  } else {
                    next.delete(uid);
                  }
                  onChange(next);
                }}
              />
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
