import { useState } from 'preact/hooks';
import { m } from '../i18n/index.js';
import { placeOf, titleOf } from '../inbox/inbox.js';
import { nameOf } from '../state/people.js';
import { me, useModel } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { attempt, Head, openDialog, toast } from '../ui/overlay.js';
import { SearchBox } from '../ui/parts.js';

/** Sends the contact card of a person to a chat. */
export function openShare(uid: string): void {
  openDialog(m().shareContact, (close) => <Share uid={uid} close={close} />);
}

function Share({ uid, close }: { uid: string; close: () => void }) {
  const [query, setQuery] = useState('');
  const { store } = me();
  const wanted = query.trim().toLocaleLowerCase();
  const chats = useModel((model) => model.conversations()).filter(
    (record) => record.peer?.uid !== uid && titleOf(record).toLocaleLowerCase().includes(wanted),
  );
  return (
    <>
      <Head title={m().shareContactTitle(nameOf(uid))} onClose={close} />
      <div class="dialog-body">
        <SearchBox label={m().searchChats} value={query} onInput={setQuery} autofocus />
        {chats.length === 0 && <p class="quiet">{m().noChatFound}</p>}
        <ul class="choose-list">
          {chats.slice(0, 50).map((record) => (
            <li key={record.id}>
              <button
                type="button"
                class="choose-row"
                onClick={() => {
                  close();
                  void attempt(async () => {
                    await store.send(placeOf(record), { card: { uid } }).written;
                    toast(m().contactShared);
                  });
                }}
              >
                <Avatar id={record.peer?.uid ?? record.id} name={titleOf(record)} group={record.peer === undefined} size="s" />
                <bdi class="row-title">{titleOf(record)}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
