import { useMemo, useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { parse, type Part } from './rich.js';

const longest = 3_000;

/** A text with links, code, emphasis and mentions, as elements. */
export function Text({ text, names = [] }: { text: string; names?: readonly string[] }) {
  const [whole, setWhole] = useState(false);
  const shown = whole || text.length <= longest ? text : text.slice(0, longest);
  const parts = useMemo(() => parse(shown, names), [shown, names.join('\n')]);
  return (
    <>
      <span class="text" dir="auto">
        {parts.map(element)}
        {shown.length < text.length && '…'}
      </span>
      {shown.length < text.length && (
        <button type="button" class="text-button" onClick={() => setWhole(true)}>
          {t().showAll}
        </button>
      )}
    </>
  );
}

function element(part: Part, key: number) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'bold':
      return <strong key={key}>{part.parts.map(element)}</strong>;
    case 'italic':
      return <em key={key}>{part.parts.map(element)}</em>;
    case 'strike':
      return <s key={key}>{part.parts.map(element)}</s>;
    case 'code':
      return <code key={key}>{part.text}</code>;
    case 'block':
      return (
        <pre key={key} tabIndex={0}>
          <code>{part.text}</code>
        </pre>
      );
    case 'mention':
      return (
        <span key={key} class="mention">
          {part.text}
        </span>
      );
    case 'link':
      return (
        <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
          {part.text}
          {part.host !== undefined && <span class="link-host"> ({part.host})</span>}
        </a>
      );
  }
}
