import type { Page } from 'playwright-core';
import type { AlertEvent } from '../../../sync/contract/alerts.ts';
import type { Panel } from '../../../sync/contract/boards.ts';
import type { Profile } from '../../../sync/contract/profile.ts';
import type { Records } from './held.ts';

/** A tile as a person reads it: what stands in its head, and every text below it from the top, without marks. */
export interface Shown {
  head: string;
  words: string[];
}

/** What a tile is held against. */
export interface Recount {
  panel: Panel;
  profile: Profile;
  records: Records;
  /** What happened to alerts up to now. */
  events: () => readonly AlertEvent[];
  /** The instant everything on the wall is of. */
  at: number;
}

/** A figure as the tile shows it, and as it was counted, both as written. */
export interface Told {
  what: string;
  shown: string;
  counted: string;
}

/** Reads a tile's figures and counts each again. */
export type Reader = (shown: Shown, recount: Recount) => Told[];

/** What stands between two texts, and the flag of whoever reports. Signs of states are drawn, and no text. */
const MARKS = /^[·⚑\s]+/u;
/** Spaces that keep a number with its unit. */
const HARD_SPACE = /[\u00a0\u202f]/gu;
/** What keeps a range on one line. */
const JOINER = /\u2060/gu;

export const wordsOf = (text: string): string[] =>
  text
    .replace(HARD_SPACE, ' ')
    .replace(JOINER, '')
    .split('\n')
    .map((word) => word.replace(MARKS, '').trim())
    .filter((word) => word !== '');

/** Every tile on a page, by its panel. */
export async function shownOn(page: Page): Promise<Map<string, Shown>> {
  const tiles = await page.$$eval('[data-panel]', (found) =>
    found.map((tile) => ({
      panel: tile.getAttribute('data-panel') ?? '',
      head: tile.querySelector('header')?.innerText ?? '',
      text: tile.querySelector<HTMLElement>('.picture')?.innerText ?? '',
    })),
  );
  return new Map(
    tiles.map(({ panel, head, text }) => [panel, { head: wordsOf(head).join(' '), words: wordsOf(text) }]),
  );
}

/** A number as Vietnamese write it: 1.234,5; with at most so many decimals, or with just so many. */
export const written = (value: number, most = 0, least = 0): string =>
  new Intl.NumberFormat('vi-VN', { maximumFractionDigits: most, minimumFractionDigits: least }).format(value);
export const percent = (share: number): string => `${written(share * 100, 1, 1)}%`;

/** What stands in a text where a pattern has its first group; nothing where it does not match. */
export const inText = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';

/** Where names stand among words, each with the words up to the next name. */
export function afterNames<T>(
  words: readonly string[],
  names: ReadonlyMap<string, T>,
): { name: string; of: T; words: string[] }[] {
  const rows: { name: string; of: T; words: string[] }[] = [];
  for (const word of words) {
    const of = names.get(word);
    if (of !== undefined) rows.push({ name: word, of, words: [] });
    else rows.at(-1)?.words.push(word);
  }
  return rows;
}
