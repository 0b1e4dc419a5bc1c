import type { Entry } from '@waggle/sdk';
import type { ConversationRecord } from '@waggle/sdk/store';
import { createContext } from 'preact';

/** A task of the composer other than a new message. */
export type Mode = { readonly kind: 'reply' | 'edit'; readonly entry: Entry } | undefined;

/** What the parts of a chat need to know of it. */
export interface ChatState {
  readonly record: ConversationRecord | undefined;
  readonly gid: string | undefined;
  readonly canWrite: boolean;
  readonly isAdmin: boolean;
  /** The group forbids that its messages are forwarded. */
  readonly noForwarding: boolean;
  readonly offline: boolean;
  /** The message that was jumped to. */
  readonly flashed: number | undefined;
  /** The root of the thread that is shown, in its pane. */
  readonly thread: number | undefined;
  /** The chosen messages, while messages are chosen. */
  readonly selected: ReadonlySet<number> | undefined;
  readonly setMode: (mode: Mode) => void;
  readonly jump: (seq: number) => void;
  /** Chooses a message, or takes the choice back. */
  readonly toggle: (entry: Entry) => void;
  readonly openThread: (seq: number) => void;
}

const nothing = (): void => undefined;

export const Chat = createContext<ChatState>({
  record: undefined,
  gid: undefined,
  canWrite: false,
  isAdmin: false,
  noForwarding: false,
  offline: false,
  flashed: undefined,
  thread: undefined,
  selected: undefined,
  setMode: nothing,
  jump: nothing,
  toggle: nothing,
  openThread: nothing,
});
