import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { emojis } from './emoji.js';

const columns = 8;

/** All emoji, with a search. Arrows move in the grid. */
export function EmojiPicker({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const [query, setQuery] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => input.current?.focus(), []);
  const wanted = query.trim().toLocaleLowerCase();
  const found = emojis.filter(({ words, emoji }) => wanted === '' || words.includes(wanted) || emoji === wanted);
  const move = (event: KeyboardEvent): void => {
    const buttons = [...(grid.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const index = buttons.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = {
      ArrowDown: index < 0 ? 1 : columns,
      ArrowUp: -columns,
      ...(index < 0 ? {} : { ArrowRight: 1, ArrowLeft: -1 }),
    };
    const step = steps[event.key];
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Enter' && index < 0 && !event.isComposing && found[0] !== undefined) {
      event.preventDefault();
      onPick(found[0].emoji);
    } else if (step !== undefined) {
      event.preventDefault();
      if (index + step < 0) {
        input.current?.focus();
      } else {
        buttons[Math.min(index + step, buttons.length - 1)]?.focus();
      }
    }
  };
  return (
    <div class="emoji-picker" role="dialog" aria-label={t().emoji} onKeyDown={move}>
      <input
        ref={input}
        type="search"
        aria-label={t().searchEmoji}
        placeholder={t().searchEmoji}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <div class="emoji-grid" ref={grid}>
        {found.map(({ emoji, words }, index) => (
          <button
            key={emoji}
            type="button"
            tabIndex={index === 0 ? 0 : -1}
            aria-label={words}
            title={words}
            onClick={() => onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
        {found.length === 0 && <p class="quiet">{t().nothingFound}</p>}
      </div>
    </div>
  );
}
