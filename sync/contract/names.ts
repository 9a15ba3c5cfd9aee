/** The five tone marks of Vietnamese, as combining marks: grave, acute, tilde, hook above, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Lower case, decomposed, the letter đ in its one form, everything but letters, marks and digits a single space. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/\u00f0/g, '\u0111') // ð, which some keyboards write for đ
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A text for finding names however they are written: lower case, without diacritics, đ as d, punctuation as spaces.
 * `Hoà Hưng`, `Hòa Hưng` (composed or not) and `hoa-hung` are one: `hoa hung`. Different names may fold to one.
 */
export function foldName(text: string): string {
  return plain(text).replace(/\p{M}/gu, '').replace(/đ/g, 'd');
}

/**
 * A text for telling names apart: as `foldName`, but with diacritics, each syllable's tone after its letters. `Hoà` and `Hòa`
 * are one, `Hoa` is another. To be compared, not shown.
 */
export function spellName(text: string): string {
  return plain(text)
    .split(' ')
    .map((word) => word.replace(TONES, '') + (word.match(TONES) ?? []).join(''))
    .join(' ');
}

/** Words that say what kind of place or unit a name is of, spelt. */
const TYPES = ['Thành phố', 'Đặc khu', 'Thị trấn', 'Thị xã', 'Phường', 'Huyện', 'Quận', 'Xã']
  .concat(['TP', 'ĐK', 'TT', 'TX', 'P', 'H', 'Q', 'X'])
  .map(spellName);

/**
 * A folded or spelt name without the type before it: of `Phường Sài Gòn`, `P. Sài Gòn` and `Sài Gòn`, in either form, the same
 * is left. A name that is nothing but such a word is kept. Folded, `Phương Mai` cannot be told from a ward Mai; spelt, it can.
 */
export function withoutType(name: string): string {
  const type = TYPES.find((known) => name.startsWith(`${known} `) || name.startsWith(`${foldName(known)} `));
  if (type === undefined) return name;
  return name.slice((name.startsWith(`${type} `) ? type : foldName(type)).length + 1);
}
