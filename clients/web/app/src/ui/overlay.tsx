import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { explain, t } from '../i18n/index.js';
import { Icon, type IconName } from './icon.js';
import { Button, IconButton } from './parts.js';

// --- Toasts ---

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly action?: ToastAction | undefined;
}

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

const toasts = signal<readonly Toast[]>([]);
let lastToast = 0;

export function toast(text: string, bad = false, action?: ToastAction): void {
  const id = ++lastToast;
  toasts.value = [...toasts.peek().filter((one) => one.text !== text), { id, text, bad, action }].slice(-3);
  setTimeout(() => removeToast(id), bad || action !== undefined ? 7_000 : 3_500);
}

function removeToast(id: number): void {
  toasts.value = toasts.peek().filter((one) => one.id !== id);
}

/** Does something for a person, and tells what to do if it fails. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    toast(explain(cause), true);
    return undefined;
  }
}

// --- Menus ---

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly run: () => void;
}

interface OpenMenu {
  readonly x: number;
  readonly y: number;
  readonly items: readonly MenuItem[];
  readonly label: string;
  readonly header?: ComponentChildren;
  readonly focus: HTMLElement | null;
}

const menu = signal<OpenMenu | undefined>(undefined);

/** Opens a menu at an element, or where the mouse is. */
export function openMenu(
  at: MouseEvent | HTMLElement,
  label: string,
  items: readonly MenuItem[],
  header?: ComponentChildren,
): void {
  const focus = document.activeElement as HTMLElement | null;
  if (at instanceof HTMLElement) {
    const box = at.getBoundingClientRect();
    menu.value = { x: box.left, y: box.bottom + 4, items, label, header, focus };
  } else {
    at.preventDefault();
    const target = at.currentTarget as HTMLElement;
    const box = target.getBoundingClientRect();
    const byKey = at.clientX === 0 && at.clientY === 0;
    menu.value = { x: byKey ? box.left + 24 : at.clientX, y: byKey ? box.top + 24 : at.clientY, items, label, header, focus };
  }
}

export function closeMenu(): void {
  const open = menu.peek();
  menu.value = undefined;
  open?.focus?.focus({ preventScroll: true });
}

function Menu({ open }: { open: OpenMenu }) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ x: open.x, y: open.y });
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null) {
      // Not the bounding box, which is smaller while the menu appears.
      const { offsetWidth: width, offsetHeight: height } = element;
      const y =
        open.y + height > innerHeight - 8 ? Math.max(8, Math.min(open.y - height - 8, innerHeight - height - 8)) : open.y;
      setAt({ x: Math.max(8, Math.min(open.x, innerWidth - width - 8)), y });
      element.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
    }
  }, [open]);
  const move = (event: KeyboardEvent): void => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const index = items.indexOf(document.activeElement as HTMLElement);
    const next: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      ArrowRight: index + 1,
      ArrowLeft: index - 1,
      Home: 0,
      End: items.length - 1,
    };
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      closeMenu();
    } else if (event.key in next) {
      event.preventDefault();
      items[((next[event.key] ?? 0) + items.length) % items.length]?.focus();
    }
  };
  return (
    <div
      class="menu-scrim"
      onMouseDown={closeMenu}
      onContextMenu={(event) => {
        event.preventDefault();
        closeMenu();
      }}
    >
      <div
        ref={box}
        class="menu"
        role="menu"
        aria-label={open.label}
        style={{ left: `${String(at.x)}px`, top: `${String(at.y)}px` }}
        onKeyDown={move}
        onMouseDown={(event) => event.stopPropagation()}
      >
        {open.header}
        {open.items.map(({ label, icon, danger, run }) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={danger === true ? 'menu-danger' : ''}
            onClick={() => {
              closeMenu();
              run();
            }}
          >
            {icon !== undefined && <Icon name={icon} size={18} />}
            <span>{label}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

// --- Dialogs ---

interface OpenDialog {
  readonly id: number;
  readonly content: (close: () => void) => ComponentChildren;
  readonly kind: string;
  readonly label: string;
}

const dialogs = signal<readonly OpenDialog[]>([]);
let lastDialog = 0;

export function openDialog(label: string, content: (close: () => void) => ComponentChildren, kind = ''): void {
  dialogs.value = [...dialogs.peek(), { id: ++lastDialog, content, kind, label }];
}

export const dialogIsOpen = (): boolean => dialogs.peek().length > 0 || menu.peek() !== undefined;

/** Asks before something that cannot be undone. */
export function confirm(title: string, text: string, action: string, run: () => Promise<unknown>, danger = true): void {
  openDialog(title, (close) => <Confirm {...{ title, text, action, run, danger, close }} />, 'dialog-small');
}

function Confirm({
  title,
  text,
  action,
  run,
  danger,
  close,
}: {
  title: string;
  text: string;
  action: string;
  run: () => Promise<unknown>;
  danger: boolean;
  close: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    await attempt(run);
    close();
  };
  return (
    <div class="dialog-body">
      <h2>{title}</h2>
      <p>{text}</p>
      <div class="dialog-actions">
        <Button onClick={close}>{t().cancel}</Button>
        <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void go()}>
          {action}
        </Button>
      </div>
    </div>
  );
}

/** The head of a dialog or a pane. */
export function Head({ title, onClose, children }: { title: string; onClose: () => void; children?: ComponentChildren }) {
  return (
    <header class="head">
      <h2>{title}</h2>
      {children}
      <IconButton icon="close" label={t().close} onClick={onClose} />
    </header>
  );
}

function Dialog({ dialog }: { dialog: OpenDialog }) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = (): void => {
    dialogs.value = dialogs.peek().filter((one) => one !== dialog);
  };
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    element.current?.showModal();
    return () => before?.focus({ preventScroll: true });
  }, []);
  return (
    <dialog
      ref={element}
      id={id}
      class={`dialog ${dialog.kind}`}
      aria-label={dialog.label}
      onClose={close}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onMouseDown={(event) => (event.target === element.current ? close() : undefined)}
    >
      {dialog.content(close)}
    </dialog>
  );
}

/** Everything that lies over the page. */
export function Overlays() {
  return (
    <>
      {dialogs.value.map((dialog) => (
        <Dialog key={dialog.id} dialog={dialog} />
      ))}
      {menu.value !== undefined && <Menu open={menu.value} />}
      <div class="toasts" role="status" aria-live="polite">
        {toasts.value.map(({ id, text, bad, action }) => (
          <p key={id} class={bad ? 'toast toast-bad' : 'toast'}>
            <Icon name={bad ? 'warning' : 'check'} size={18} />
            {text}
            {action !== undefined && (
              <button
                type="button"
                onClick={() => {
                  removeToast(id);
                  action.run();
                }}
              >
                {action.label}
              </button>
            )}
          </p>
        ))}
      </div>
    </>
  );
}

export async function copyText(text: string): Promise<void> {
  await attempt(async () => {
    await navigator.clipboard.writeText(text);
    toast(t().copied);
  });
}
