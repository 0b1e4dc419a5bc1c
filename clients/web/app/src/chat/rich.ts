/** A part of a message's text. A small, safe subset of Markdown; what is not in it stays as it was written. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly parts: readonly Part[] }
  | { readonly kind: 'code' | 'block'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly text: string; readonly host: string | undefined }
  | { readonly kind: 'mention'; readonly text: string };

const block = /```(?:[\w+-]*\n)?([\s\S]*?)```/;
const inline =
  /`([^`\n]+)`|(https?:\/\/[^\s<>"'`]+)|\*\*(?=\S)([^\n]*?\S)\*\*|(?<![\p{L}\p{N}_*])[*_](?=[^\s*_])([^\n*_]*?\S)[*_](?![\p{L}\p{N}_*])|~~(?=\S)([^\n]*?\S)~~/u;

/** Splits a text into parts. `names` are those that stand behind an @ in it. */
export function parse(text: string, names: readonly string[] = []): Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (let found = block.exec(rest); found !== null; found = block.exec(rest)) {
    parts.push(...inlines(rest.slice(0, found.index).replace(/\n$/, ''), names));
    parts.push({ kind: 'block', text: (found[1] ?? '').replace(/\n$/, '') });
    rest = rest.slice(found.index + found[0].length).replace(/^\n/, '');
  }
  return [...parts, ...inlines(rest, names)];
}

function inlines(text: string, names: readonly string[]): Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (let found = inline.exec(rest); found !== null; found = inline.exec(rest)) {
    const [whole, code, url, bold, italic, strike] = found;
    parts.push(...mentions(rest.slice(0, found.index), names));
    let used = whole.length;
    if (code !== undefined) {
      parts.push({ kind: 'code', text: code });
    } else if (url !== undefined) {
      const address = trimmed(url);
      used = address.length;
      parts.push(link(address));
    } else if (bold !== undefined) {
      parts.push({ kind: 'bold', parts: inlines(bold, names) });
    } else if (italic !== undefined) {
      parts.push({ kind: 'italic', parts: inlines(italic, names) });
    } else {
      parts.push({ kind: 'strike', parts: inlines(strike ?? '', names) });
    }
    rest = rest.slice(found.index + used);
  }
  return [...parts, ...mentions(rest, names)];
}

/** Without the punctuation that ends the sentence, and without a bracket that was opened before it. */
function trimmed(url: string): string {
  let end = url.replace(/[.,;:!?，。；：！？…]+$/u, '');
  while (end.endsWith(')') && (end.match(/\)/g)?.length ?? 0) > (end.match(/\(/g)?.length ?? 0)) {
    end = end.slice(0, -1);
  }
  return end;
}

function link(text: string): Part {
  try {
    const url = new URL(text);
    // A host with other letters than it seems to have is shown as it is sent to the name server.
    const written = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)/.exec(text)?.[1]?.toLowerCase();
    return {
      kind: 'link',
      href: url.href,
      text,
      host: written === url.hostname && url.username === '' ? undefined : url.hostname,
    };
  } catch {
    return { kind: 'text', text };
  }
}

function mentions(text: string, names: readonly string[]): Part[] {
  if (text === '') {
    return [];
  }
  for (const name of names) {
    const at = text.indexOf(`@${name}`);
    if (name !== '' && at >= 0) {
      const end = at + name.length + 1;
      return [
        ...mentions(text.slice(0, at), names),
        { kind: 'mention', text: text.slice(at, end) },
        ...mentions(text.slice(end), names),
      ];
    }
  }
  return [{ kind: 'text', text }];
}

/** Tells whether a text is a few emoji and nothing else: they are shown large. */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= 32 && /^(?:\p{RGI_Emoji}\s*){1,3}$/v.test(text);
}
