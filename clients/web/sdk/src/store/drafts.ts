import type { Clock, Undo } from '../core/environment.js';
import type { Http } from '../core/http.js';
import type { Id } from '../core/id.js';
import type { Write } from './backend.js';
import type { Journal } from './journal.js';

/** What the user has begun to write: kept at each change, and sent to the server after a pause. */
export interface Drafts {
  set(conversation: Id, text: string): Promise<void>;
  /** Takes the draft of another device. */
  take(conversation: Id, text: string): Promise<void>;
  writesOf(conversation: Id, text: string): Write[];
  /** Sends those that the server does not know. */
  sendAll(): Promise<void>;
  stop(): void;
}

const draftMs = 2_000;

export function createDrafts({ model, serially, commit, background }: Journal, http: Http, clock: Clock): Drafts {
  const draftTimers = new Map<Id, Undo>();

  const setDraft = async (conversation: Id, text: string): Promise<void> => {
    await serially(() => commit([{ table: 'drafts', key: conversation, value: { conversation, text, unsent: true } }]));
    draftTimers.get(conversation)?.();
    draftTimers.set(
      conversation,
      clock.after(draftMs, () => background(() => sendDraft(conversation))),
    );
  };

  const sendDraft = async (conversation: Id): Promise<void> => {
    draftTimers.get(conversation)?.();
    draftTimers.delete(conversation);
    const draft = model.drafts().find((one) => one.conversation === conversation);
    if (draft === undefined || !draft.unsent) {
      return;
    }
    await http('PATCH /v1/conversations/{conversation}', { path: { conversation }, body: { draft: draft.text } });
    await serially(async () => {
      const now = model.drafts().find((one) => one.conversation === conversation);
      if (now?.text === draft.text) {
        await commit([
          draft.text === ''
            ? { table: 'drafts', key: conversation }
            : { table: 'drafts', key: conversation, value: { ...draft, unsent: false } },
        ]);
      }
    });
  };

  const takeDraft = (conversation: Id, text: string): Promise<void> => serially(() => commit(draftWrites(conversation, text)));

  /** The draft of another device replaces one that was not changed here since. */
  const draftWrites = (conversation: Id, text: string): Write[] => {
    const here = model.drafts().find((one) => one.conversation === conversation);
    if (here?.unsent === true || (here?.text ?? '') === text) {
      return [];
    }
    const value = { conversation, text, unsent: false };
    return [text === '' ? { table: 'drafts', key: conversation } : { table: 'drafts', key: conversation, value }];
  };

  return {
    set: setDraft,
    take: takeDraft,
    writesOf: draftWrites,
    async sendAll() {
      for (const { conversation, unsent } of model.drafts()) {
        if (unsent) {
          await sendDraft(conversation);
        }
      }
    },
    stop() {
      draftTimers.forEach((undo) => undo());
      draftTimers.clear();
    },
  };
}
