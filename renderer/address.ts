import type { Theme } from './ui/index.ts';
import { language, type Language } from '../sync/contract/languages.ts';
import { readPlace, writePlace, type Place, type ReadPlace } from '../sync/contract/place.ts';

/** How a window shows its place, and says nothing of what: each window's own. */
export interface Manner {
  page: 'wall' | 'console' | 'gallery';
  /** The screen of the wall it stands on. */
  screen?: number;
  /** The one kind of panel the gallery shows. */
  kind?: string;
  /** The gallery's marks lead on, as on a console: each to an address that says where. */
  marks?: boolean;
  language?: Language;
  theme?: Theme;
}

/** What a page's address asks for: a place, and how to show it. */
export interface Address extends ReadPlace {
  manner: Manner;
}

/** The names of an address that are not its place's. */
const MANNER = new Set(['console', 'gallery', 'screen', 'kind', 'marks', 'lang', 'theme']);

/**
 * Reads `?screen=N`, `?console` or `?gallery` with `kind=NAME` and `marks`, `lang=vi|en`, `theme=dark|light`, and the
 * place beside them; screen 1 where neither a screen nor a board is asked for.
 */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const page = query.has('gallery') ? 'gallery' : query.has('console') ? 'console' : 'wall';
  const manner: Manner = { page };
  const kind = query.get('kind');
  if (kind !== null && kind !== '') manner.kind = kind;
  if (query.has('marks')) manner.marks = true;
  const read = readPlace([...query].filter(([name]) => !MANNER.has(name)));
  const screen = query.get('screen') ?? (query.get('board') ? null : '1');
  if (page === 'wall' && screen !== null) manner.screen = Math.max(1, Math.trunc(Number(screen)) || 1);
  const spoken = language.safeParse(query.get('lang'));
  if (spoken.success) manner.language = spoken.data;
  const theme = query.get('theme');
  if (theme === 'dark' || theme === 'light') manner.theme = theme;
  return { manner, ...read };
}

/** The address of a place on a console, as a query. */
export function consoleAddress(place: Place, { language, theme }: Manner): string {
  const look = Object.entries({ lang: language, theme }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const query = new URLSearchParams([...writePlace(place), ...look]).toString();
  return query === '' ? '?console' : `?console&${query}`;
}
