import { attachment } from '../../sync/contract/records.ts';
import { MOST_WORDS, said } from '../../sync/contract/said.ts';
import type { Format, Say } from '../locales/index.ts';

/** The longest time that is given for an answer, worked days: a year. */
export const MOST_DAYS = 250;
/** As many pages are put to what is said: `links` of the contract of commands. */
const MOST_LINKS = 10;

interface By {
  say: Say;
  format: Format;
}

/** What is wrong with words that are needed, or may also be none; empty where nothing is. */
export function wrongWords(typed: string, needed: boolean, { say, format }: By): string {
  // By characters, as the row counts them, not by halves of some.
  const over = Array.from(typed.trim()).length - MOST_WORDS;
  if (over > 0)
    return say('requests.wrong.long', { most: format.count(MOST_WORDS), over: format.count(over) });
  return !needed || said.safeParse(typed).success ? '' : say('requests.wrong.none');
}

/** The addresses of pages in what was typed, one a line. */
export const linksIn = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What is wrong with addresses that were typed, by the first line that is none; empty where nothing is. */
export function wrongLinks(typed: string, { say }: By): string {
  const links = linksIn(typed);
  if (links.length > MOST_LINKS) return say('requests.wrong.manyLinks', { most: MOST_LINKS });
  const bad = links.find((link) => !attachment.safeParse(link).success);
  return bad === undefined ? '' : say('requests.wrong.link', { link: bad });
}

/** So many worked days as were typed; null where that is no number of them. */
export function daysIn(typed: string): number | null {
  const days = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= MOST_DAYS ? days : null;
}
