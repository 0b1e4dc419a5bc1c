import type { Entry } from '@waggle/sdk';
import type { ConversationRecord } from '@waggle/sdk/store';
import { createContext } from 'preact';

/** What the composer does beside writing something new. */
export type Mode = { readonly kind: 'reply' | 'edit'; readonly entry: Entry } | undefined;

/** What the parts of a chat need to know of it. */
export interface ChatState {
  readonly record: ConversationRecord | undefined;
  readonly gid: string | undefined;
  readonly canWrite: boolean;
  readonly isAdmin: boolean;
  readonly offline: boolean;
  /** The message that was jumped to. */
  readonly flashed: number | undefined;
  readonly setMode: (mode: Mode) => void;
  readonly jump: (seq: number) => void;
}

export const Chat = createContext<ChatState>({
  record: undefined,
  gid: undefined,
  canWrite: false,
  isAdmin: false,
  offline: false,
  flashed: undefined,
  setMode: () => undefined,
  jump: () => undefined,
});
