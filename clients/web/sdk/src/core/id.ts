/** An id as text: 13 characters of Crockford base32 in upper case, ordered by time. */
export type Id = string;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const shape = /^[0-9A-F][0-9A-HJKMNP-TV-Z]{12}$/;

export function isId(text: string): boolean {
  return shape.test(text);
}

/** @throws RangeError if the text is not an id */
export function idToNumber(text: Id): bigint {
  if (!isId(text)) {
    throw new RangeError(`"${text}" is not an id`);
  }
  let value = 0n;
  for (const character of text) {
    value = (value << 5n) | BigInt(alphabet.indexOf(character));
  }
  return value;
}

export function idToText(value: bigint): Id {
  let rest = BigInt.asUintN(64, value);
  let text = '';
  for (let i = 0; i < 13; i++) {
    text = alphabet.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
}
