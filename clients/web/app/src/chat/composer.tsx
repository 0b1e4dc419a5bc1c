import type { Outgoing, Receiver } from '@waggle/sdk';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { bytes, duration, explain, t } from '../i18n/index.js';
import { attachment, sendFiles, type Attachment, type Beside } from '../state/media.js';
import { members, memberName, nameOrYou } from '../state/people.js';
import { http } from '../state/session.js';
import { takeFor } from '../state/shared.js';
import { me, useModel } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { openMenu, toast } from '../ui/overlay.js';
import { IconButton } from '../ui/parts.js';
import type { Mode } from './context.js';
import { EmojiPicker, openCamera, openCaption, openCard, openLater, openPlace, Recorder } from '../later.js';
import { preview } from './preview.js';

interface Props {
  chatKey: string;
  to: Receiver;
  conversation: string | undefined;
  gid: string | undefined;
  title: string;
  /** The root of the thread in which it writes. */
  thread?: number | undefined;
  /** In slow mode, when the person may write again. */
  slowUntil?: number | undefined;
  mode: Mode;
  setMode: (mode: Mode) => void;
  onSent: () => void;
  onEditLast: () => void;
}

/** The draft of a chat that has no conversation yet. */
const early = (key: string): string => `waggle-draft-${key}`;

/** Where a message is written. What is in it is a draft until it is sent. */
export function Composer({
  chatKey,
  to,
  conversation,
  gid,
  title,
  thread,
  slowUntil = 0,
  mode,
  setMode,
  onSent,
  onEditLast,
}: Props) {
  const { store } = me();
  const draft = useModel((model) =>
    conversation === undefined ? (sessionStorage.getItem(early(chatKey)) ?? '') : model.draft(conversation),
  );
  const [text, setText] = useState(draft);
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const [picking, setPicking] = useState(false);
  const [dragging, setDragging] = useState(false);
  const [busy, setBusy] = useState(false);
  const [recording, setRecording] = useState(false);
  const wait = useWait(slowUntil);
  const [caret, setCaret] = useState(0);
  const [choice, setChoice] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const edited = mode?.kind === 'edit' ? mode.entry : undefined;
  /** The draft, while a message is edited. */
  const aside = useRef<string | undefined>(undefined);

  useLayoutEffect(() => {
    if (edited !== undefined) {
      aside.current ??= text;
      setText(edited.text ?? edited.caption ?? '');
    } else if (aside.current !== undefined) {
      setText(aside.current);
      aside.current = undefined;
    }
    if (mode !== undefined) {
      area.current?.focus();
    }
  }, [mode]);
  // A pointer that is fine belongs to a device with a keyboard: write at once.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) {
      area.current?.focus({ preventScroll: true });
    }
  }, []);
  // The draft of another device, or of another tab.
  useEffect(() => {
    if (edited === undefined && document.activeElement !== area.current) {
      setText(draft);
    }
  }, [draft]);
  useLayoutEffect(() => {
    const element = area.current;
    if (element !== null) {
      element.style.blockSize = 'auto';
      element.style.blockSize = `${String(Math.min(element.scrollHeight, 200))}px`;
    }
  }, [text]);

  const keep = (value: string): void => {
    if (conversation === undefined) {
      sessionStorage.setItem(early(chatKey), value);
    } else {
      store.setDraft(conversation, value).catch(() => undefined);
    }
  };
  const write = (value: string): void => {
    setText(value);
    if (edited === undefined) {
      keep(value);
      if (value.trim() !== '') {
        store.setTyping(to, true).catch(() => undefined);
      }
    }
  };
  const insert = (
    what: string,
    from = area.current?.selectionStart ?? text.length,
    until = area.current?.selectionEnd ?? from,
  ): void => {
    write(text.slice(0, from) + what + text.slice(until));
    const at = from + what.length;
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at, at);
      setCaret(at);
    });
  };

  // --- Mentions ---
  const people = gid === undefined ? [] : (members.value.get(gid) ?? []).filter(({ uid }) => uid !== me().uid);
  const asked = /(?:^|\s)@([^\s@]{0,24})$/u.exec(text.slice(0, caret));
  const wanted = asked?.[1]?.toLocaleLowerCase();
  const suggestions =
    wanted === undefined
      ? []
      : people
          .filter(
            ({ uid, username }) =>
              memberName(gid, uid).toLocaleLowerCase().includes(wanted) ||
              username?.toLocaleLowerCase().startsWith(wanted) === true,
          )
          .slice(0, 6);
  const [dismissed, setDismissed] = useState(-1);
  const suggesting = suggestions.length > 0 && dismissed !== caret;
  const mention = (index: number): void => {
    const who = suggestions[index];
    if (who !== undefined && wanted !== undefined) {
      insert(`@${memberName(gid, who.uid)} `, caret - wanted.length - 1, caret);
      setChoice(0);
    }
  };
  const mentionsIn = (value: string): { mentions?: string[] } => {
    const named = people.filter(({ uid }) => value.includes(`@${memberName(gid, uid)}`)).map(({ uid }) => uid);
    return named.length === 0 ? {} : { mentions: named };
  };

  // --- Sending ---
  const submit = async (): Promise<void> => {
    const value = text.trim();
    if (edited !== undefined) {
      if (value === '' || value === (edited.text ?? edited.caption)) {
        setMode(undefined);
        return;
      }
      setBusy(true);
      try {
        await http('PATCH /v1/conversations/{conversation}/messages/{seq}', {
          path: { conversation: edited.conversation, seq: edited.seq },
          body: { ...(edited.text === undefined ? { caption: value } : { text: value }), ...mentionsIn(value) },
        });
        setMode(undefined);
      } catch (cause) {
        toast(explain(cause), true);
      }
      setBusy(false);
      return;
    }
    if ((value === '' && files.length === 0) || wait > 0) {
      return;
    }
    if (files.length > 0) {
      sendFiles(chatKey, to, files, value, beside());
    } else {
      send({ text: value, ...mentionsIn(value) });
    }
    setFiles([]);
    clear();
  };
  const beside = (): Beside => ({
    ...(mode === undefined ? {} : { replyTo: mode.entry.seq }),
    ...(thread === undefined ? {} : { thread }),
  });
  const send = (content: Outgoing): void => {
    store.send(to, { ...content, ...beside() }).written.catch((cause: unknown) => toast(explain(cause), true));
    onSent();
  };
  const clear = (): void => {
    setText('');
    keep('');
    setMode(undefined);
    setPicking(false);
    onSent();
    area.current?.focus();
  };
  const sendLater = (at: HTMLElement): void => {
    const value = text.trim();
    openLater(
      at,
      { to, ...(conversation === undefined ? {} : { conversation }), text: value, ...mentionsIn(value), ...beside() },
      clear,
    );
  };
  const attach = (at: HTMLElement): void =>
    openMenu(at, t().attach, [
      { label: t().attachFiles, icon: 'file', run: () => picker.current?.click() },
      { label: t().camera, icon: 'camera', run: () => openCamera((file) => take([file])) },
      { label: t().location, icon: 'place', run: () => openPlace((location) => send({ location })) },
      { label: t().card, icon: 'card', run: () => openCard((card) => send({ card })) },
    ]);

  const take = (list: Iterable<File> | undefined | null): void => {
    const given = [...(list ?? [])];
    if (given.length > 0) {
      void Promise.all(given.map(attachment)).then((added) => setFiles((now) => [...now, ...added].slice(0, 20)));
      area.current?.focus();
    }
  };

  // Another app has shared something with this chat.
  useEffect(() => {
    const shared = takeFor(chatKey);
    if (shared !== undefined) {
      take(shared.files);
      write([text, shared.text].filter((one) => one !== '').join('\n'));
    }
  }, [chatKey]);

  // Files can be dropped anywhere in the chat.
  useEffect(() => {
    const chat = area.current?.closest<HTMLElement>('.chat, .thread');
    if (chat === null || chat === undefined) {
      return;
    }
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) {
        event.preventDefault();
        setDragging(true);
      }
    };
    const leave = (event: DragEvent): void => {
      if (!chat.contains(event.relatedTarget as Node | null)) {
        setDragging(false);
      }
    };
    const drop = (event: DragEvent): void => {
      if (hasFiles(event)) {
        event.preventDefault();
        setDragging(false);
        take(event.dataTransfer?.files);
      }
    };
    chat.addEventListener('dragover', over);
    chat.addEventListener('dragleave', leave);
    chat.addEventListener('drop', drop);
    return () => {
      chat.removeEventListener('dragover', over);
      chat.removeEventListener('dragleave', leave);
      chat.removeEventListener('drop', drop);
    };
  }, []);

  const key = (event: KeyboardEvent): void => {
    // While an input method composes, Enter chooses its suggestion.
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    if (suggesting && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) {
      event.preventDefault();
      if (event.key === 'Escape') {
        event.stopPropagation();
        setDismissed(caret);
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        setChoice((choice + (event.key === 'ArrowDown' ? 1 : suggestions.length - 1)) % suggestions.length);
      } else {
        mention(choice);
      }
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape' && (mode !== undefined || picking)) {
      event.stopPropagation();
      setMode(undefined);
      setPicking(false);
    } else if (event.key === 'ArrowUp' && text === '' && mode === undefined) {
      event.preventDefault();
      onEditLast();
    }
  };

  const label = files.length > 0 ? t().caption : t().messageTo(title);
  return (
    <footer class="composer">
      {dragging && (
        <div class="drop">
          <Icon name="clip" size={28} />
          {t().dropHere}
        </div>
      )}
      {mode !== undefined && (
        <div class="composer-mode">
          <Icon name={mode.kind === 'reply' ? 'reply' : 'pen'} size={18} />
          <span class="pinned-text">
            <small>{mode.kind === 'reply' ? t().replyTo(nameOrYou(mode.entry.from)) : t().editing}</small>
            <bdi>{preview(mode.entry)}</bdi>
          </span>
          <IconButton icon="close" size={18} label={t().cancel} onClick={() => setMode(undefined)} />
        </div>
      )}
      {files.length > 0 && (
        <ul class="tray">
          {files.map(({ id, kind, url, poster, file, caption }) => (
            <li key={id} title={file.name}>
              {kind === 'image' || poster !== undefined ? (
                <button
                  type="button"
                  class="tray-picture"
                  aria-label={`${t().caption}: ${file.name}`}
                  onClick={() =>
                    openCaption(poster ?? url, caption ?? '', (words) =>
                      setFiles((now) => now.map((one) => (one.id === id ? { ...one, caption: words } : one))),
                    )
                  }
                >
                  <img src={poster ?? url} alt="" />
                  {caption !== undefined && caption !== '' && <bdi>{caption}</bdi>}
                </button>
              ) : (
                <span class="tray-file">
                  <Icon name={kind === 'video' ? 'video' : kind === 'voice' ? 'mic' : 'file'} size={22} />
                  <bdi>{file.name}</bdi>
                  <small>{bytes(file.size)}</small>
                </span>
              )}
              <IconButton
                icon="close"
                size={14}
                label={t().removeFile(file.name)}
                onClick={() => setFiles(files.filter((one) => one.id !== id))}
              />
            </li>
          ))}
        </ul>
      )}
      {suggesting && (
        <ul class="suggestions" role="listbox" id="suggestions" aria-label={t().members(people.length)}>
          {suggestions.map(({ uid, username }, index) => (
            <li
              key={uid}
              id={`suggestion-${String(index)}`}
              role="option"
              aria-selected={index === choice}
              onMouseDown={(event) => {
                event.preventDefault();
                mention(index);
              }}
            >
              <Avatar id={uid} name={memberName(gid, uid)} size="s" />
              <bdi>{memberName(gid, uid)}</bdi>
              <small>@{username}</small>
            </li>
          ))}
        </ul>
      )}
      {picking && (
        <div class="composer-emoji">
          <EmojiPicker
            onClose={() => {
              setPicking(false);
              area.current?.focus();
            }}
            onPick={(emoji) => insert(emoji)}
          />
        </div>
      )}
      {wait > 0 && <p class="composer-wait">{t().slowMode(duration(wait * 1_000))}</p>}
      {recording && (
        <Recorder
          onCancel={() => {
            setRecording(false);
            requestAnimationFrame(() => area.current?.focus());
          }}
          onDone={(file) => {
            setRecording(false);
            void attachment(file).then((one) => sendFiles(chatKey, to, [{ ...one, kind: 'voice' }], '', beside()));
            onSent();
          }}
        />
      )}
      <div class="composer-line" hidden={recording}>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
        {edited === undefined && <IconButton icon="clip" label={t().attach} onClick={(event) => attach(event.currentTarget)} />}
        <textarea
          id={thread === undefined ? 'composer' : 'thread-composer'}
          ref={area}
          rows={1}
          dir="auto"
          value={text}
          placeholder={files.length > 0 ? t().caption : t().message}
          aria-label={label}
          aria-autocomplete={gid === undefined ? undefined : 'list'}
          aria-controls={suggesting ? 'suggestions' : undefined}
          aria-activedescendant={suggesting ? `suggestion-${String(choice)}` : undefined}
          onInput={(event) => {
            write(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={key}
          onPaste={(event) => {
            const pasted = event.clipboardData?.files;
            if (pasted !== undefined && pasted.length > 0) {
              event.preventDefault();
              take(pasted);
            }
          }}
        />
        <IconButton icon="smile" label={t().emoji} aria-expanded={picking} onClick={() => setPicking(!picking)} />
        {edited === undefined && files.length === 0 && text.trim() !== '' && (
          <IconButton icon="clock" label={t().sendLater} onClick={(event) => sendLater(event.currentTarget)} />
        )}
        {edited === undefined && files.length === 0 && text.trim() === '' ? (
          <IconButton icon="mic" label={t().record} disabled={wait > 0} onClick={() => setRecording(true)} />
        ) : (
          <IconButton
            icon={edited === undefined ? 'send' : 'check'}
            label={edited === undefined ? t().send : t().save}
            class="send"
            disabled={busy || (text.trim() === '' && files.length === 0) || (wait > 0 && edited === undefined)}
            onClick={() => void submit()}
          />
        )}
      </div>
    </footer>
  );
}

/** The seconds until a time. */
function useWait(until: number): number {
  const [now, setNow] = useState(Date.now);
  const isOver = until <= now;
  useEffect(() => {
    setNow(Date.now());
    if (until > Date.now()) {
      const timer = setInterval(() => setNow(Date.now()), 500);
      return () => clearInterval(timer);
    }
    return undefined;
  }, [until, isOver]);
  return isOver ? 0 : Math.ceil((until - now) / 1_000);
}
