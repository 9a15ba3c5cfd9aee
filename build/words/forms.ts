import type { Language } from '../../sync/contract/languages.ts';

/** A form that no text is written in, by the name it has in `docs/words.md`. */
export interface Form {
  name: string;
  languages: readonly Language[];
  /** What is wrong with a text, as far as it shows; null where nothing is. */
  wrong: (text: string) => string | null;
}

const found =
  (pattern: RegExp) =>
  (text: string): string | null =>
    pattern.exec(text)?.[0] ?? null;

/** Names written with letters that Vietnamese has not: they stay as their owners write them; so do abbreviations in capitals. */
const NAMES = new Set(['citywall', 'facebook', 'web', 'webgl', 'zalo', 'kwh', 'francisco', 'new', 'york']);
/** English words without such a letter that find their way into Vietnamese. */
const ENGLISH =
  /(?<![\p{L}\p{N}{.-])(?:online|offline|live|late|stale|demo|data|top|update|report|alert|case|cases|open|usual|limit|status|rank|score|plan|units?|backlog|feedback|dashboard|deadline|email|app)(?![\p{L}\p{N}}.-])/iu;

function foreign(text: string): string | null {
  const words = text.replaceAll(/\{\w+\}|\w+\.json/g, ' ').match(/[\p{L}\p{N}’]+/gu) ?? [];
  const odd = words.find(
    (word) => /[fjwz]/i.test(word) && /\p{Ll}/u.test(word) && !NAMES.has(word.toLocaleLowerCase()),
  );
  return odd ?? found(ENGLISH)(text.replaceAll(/\{\w+\}/g, ' '));
}

/** Words of two cases that are no codes. */
const WRITTEN_SO = /\b(?:kWh|GWh|WebGL|VNeID|iHanoi|McLaren|TikTok|YouTube|OpenStreetMap|DataSF|MaxMind)\b/g;
const code = (text: string): string | null =>
  found(/(?<![\p{L}\d{/.])\p{Ll}+\p{Lu}\p{Ll}\w*|(?<![\p{L}{])\p{L}+_\p{L}+/u)(
    text.replaceAll(WRITTEN_SO, ' '),
  );

/** A count and the word for several of it, in a message that has no form for one. */
const plural = (text: string): string | null =>
  text.includes(' | ')
    ? null
    : found(
        /(?:\{(?:n|count)\}|(?<![\d.,/])\b1) (?!of |in |to )(?:(?!was |is |has )[a-z]+ ){0,2}(?!was|is|has|this|less|across)[a-z{}]+s\b/,
      )(text);

/** One table; `docs/words.md` says each in words. */
export const FORMS: readonly Form[] = [
  { name: 'percent', languages: ['vi', 'en'], wrong: found(/[\d}][\s\u00a0]+%/) },
  { name: 'range', languages: ['vi', 'en'], wrong: found(/[\d}%][\s\u00a0]–[\s\u00a0][\d{]/) },
  {
    name: 'month',
    languages: ['vi', 'en'],
    wrong: found(/\bT\{n\}|\{n\}T\b|\{n\}M\b|\b\d{1,2}T\/\d{4}|\bT\d{1,2}\/\d{4}/),
  },
  {
    name: 'end of a day',
    languages: ['vi', 'en'],
    wrong: found(/\b(?:00:00|24:00)(?: |\u00a0)\d{2}\/\d{2}/),
  },
  { name: 'plural', languages: ['en'], wrong: plural },
  { name: 'foreign word', languages: ['vi'], wrong: foreign },
  { name: 'raw code', languages: ['vi', 'en'], wrong: code },
];
