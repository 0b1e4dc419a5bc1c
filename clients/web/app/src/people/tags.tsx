import { useState } from 'preact/hooks';
import { m } from '../i18n/index.js';
import { friends } from '../state/people.js';
import { Icon } from '../ui/icon.js';
import { IconButton } from '../ui/parts.js';

/** All tags that the person has given to friends. */
export const allTags = (): string[] => [...new Set(friends.value.flatMap(({ tags }) => tags))].sort();

/** The tags of a friend: each can be removed, and others added. */
export function Tags({ tags, save }: { tags: readonly string[]; save: (tags: string[]) => Promise<unknown> }) {
  const [text, setText] = useState('');
  const add = (): void => {
    const tag = text.trim();
    setText('');
    if (tag !== '' && !tags.includes(tag)) {
      void save([...tags, tag]);
    }
  };
  return (
    <section>
      <h3>{m().tags}</h3>
      <ul class="tags">
        {tags.map((tag) => (
          <li key={tag} class="tag">
            <bdi>{tag}</bdi>
            <IconButton
              icon="close"
              size={14}
              label={m().removeTag(tag)}
              onClick={() => void save(tags.filter((one) => one !== tag))}
            />
          </li>
        ))}
        <li>
          <form
            class="tag tag-new"
            onSubmit={(event) => {
              event.preventDefault();
              add();
            }}
          >
            <Icon name="plus" size={14} />
            <input
              aria-label={m().addTag}
              placeholder={m().addTag}
              maxLength={32}
              list="tags-known"
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
              onBlur={add}
            />
            <datalist id="tags-known">
              {allTags()
                .filter((tag) => !tags.includes(tag))
                .map((tag) => (
                  <option key={tag} value={tag} />
                ))}
            </datalist>
          </form>
        </li>
      </ul>
      <p class="field-note">{m().tagsHint}</p>
    </section>
  );
}
