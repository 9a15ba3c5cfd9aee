import { code as codeSchema } from '../../../sync/contract/records.ts';
import { foldName } from '../../../sync/contract/names.ts';
import type { Feature } from '../import/features.ts';

/** Which properties of a boundary file name its features. Undefined where none does. */
export interface Columns {
  code: string | undefined;
  name: string | undefined;
  /** The names in English, where they stand apart. */
  english: string | undefined;
}

/** Words that a property of codes, of names, or of mere numbers of rows has in its own name, folded. */
const CODES = /^(ma|code|codigo|cod|id|geoid|key|nr|no|num|number|schluessel)$/;
const NAMES =
  /^(ten|name|nom|nombre|nome|label|title|nhood|neighborhood|neighbourhood|ward|district|distrito|bezirk|gemeinde|bairro)$/;
const ROWS = /^(objectid|fid|gid|gml|ogc|pk|shape|rowid|sdate|edate|created|updated)$/;
const ENGLISH = /^(en|eng|english)$/;

/** The words of a property's name: `MaXa`, `ma_xa` and `Mã xã` are all `ma xa`. */
const wordsOf = (key: string): string[] =>
  foldName(key.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')).split(' ');

/** Guesses which properties hold codes and names, from what they are called and what stands in them. */
export function columnsOf(features: readonly Feature[]): Columns {
  const keys = [...new Set(features.flatMap(({ properties }) => [...properties.keys()]))];
  const found = keys.map((key) => describe(key, features));
  const best = (score: (column: Column) => number): string | undefined => {
    const [first] = found
      .map((column) => ({ key: column.key, score: score(column) }))
      .filter((one) => one.score > 0)
      .toSorted((a, b) => b.score - a.score);
    return first?.key;
  };
  const name = best(
    (column) => nameScore(column) * (column.words.some((word) => ENGLISH.test(word)) ? 0.9 : 1),
  );
  const code = best((column) => (column.key === name ? 0 : codeScore(column)));
  const english = best((column) =>
    column.key !== name && column.words.some((word) => ENGLISH.test(word)) ? nameScore(column) : 0,
  );
  return { code, name, english };
}

interface Column {
  key: string;
  words: string[];
  /** Shares of all features: that have it, and of how many different values. */
  filled: number;
  distinct: number;
  /** Of its values, that are codes, and that have letters. */
  coded: number;
  lettered: number;
  /** How long its values are, on average. */
  length: number;
}

function describe(key: string, features: readonly Feature[]): Column {
  const values = features.flatMap(({ properties }) => {
    const value = properties.get(key)?.trim();
    return value === undefined || value === '' ? [] : [value];
  });
  const share = (test: (value: string) => boolean): number =>
    values.filter(test).length / Math.max(1, values.length);
  return {
    key,
    words: wordsOf(key),
    filled: values.length / features.length,
    distinct: new Set(values).size / features.length,
    coded: share((value) => codeSchema.safeParse(value).success && !/^\d*[.,]\d+$/.test(value)),
    lettered: share((value) => /\p{L}{2}/u.test(value)),
    length: values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length),
  };
}

/** Codes are there for every feature, and each another; numbers of rows are the last resort, measured lengths and areas none. */
function codeScore({ words, distinct, coded, length }: Column): number {
  if (distinct < 1 || coded < 1) return 0;
  if (words.some((word) => /^(area|length|leng|perimeter|population|lat|lon|shape)$/.test(word))) return 0;
  if (words.some((word) => ROWS.test(word))) return 0.5;
  return (words.some((word) => CODES.test(word)) ? 3 : 1) + 1 / (1 + length);
}

/** Names are texts with letters; what several features share is a part of the city, not a name. */
function nameScore({ words, filled, distinct, lettered, length }: Column): number {
  if (filled < 0.9 || distinct < 0.8 || lettered < 0.9) return 0;
  if (words.some((word) => ROWS.test(word))) return 0;
  return (words.some((word) => NAMES.test(word)) ? 3 : 1) * distinct + Math.min(20, length) / 100;
}
