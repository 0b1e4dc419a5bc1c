import { Icon, type IconName } from './icon.js';

const hues = [12, 42, 88, 150, 190, 222, 268, 320];

/** The same colour for the same id, on every device. */
function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) {
    hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  }
  return hues[hash % hues.length] ?? 42;
}

function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = [...(words[0] ?? '')];
  if (/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(first[0] ?? '')) {
    return first.slice(-2).join('');
  }
  return ((first[0] ?? '') + ([...(words.length > 1 ? (words.at(-1) ?? '') : '')][0] ?? '')).toLocaleUpperCase();
}

/** A person or a group, drawn from the id and the name: nothing is loaded from elsewhere. */
export function Avatar({
  id,
  name,
  group = false,
  online = false,
  icon,
  size,
}: {
  id: string;
  name: string;
  group?: boolean;
  online?: boolean;
  /** What stands in place of the initials. */
  icon?: IconName | undefined;
  size?: 's' | 'l' | 'xl' | undefined;
}) {
  const letters = initials(name);
  return (
    <span class={`avatar ${size === undefined ? '' : `avatar-${size}`} ${group ? 'avatar-group' : ''}`} aria-hidden="true">
      <span class={`avatar-face hue-${String(hueOf(id))}`}>
        {icon !== undefined ? <Icon name={icon} /> : letters === '' ? <Icon name="people" /> : letters}
      </span>
      {online && <span class="avatar-online" />}
    </span>
  );
}
