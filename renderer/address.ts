import type { Theme } from './ui/index.ts';
import type { Language } from './locales/index.ts';

/** What a page's address asks for. */
export interface Address {
  gallery: boolean;
  console: boolean;
  /** The one kind of panel the gallery shows. */
  kind?: string;
  /** The gallery's marks lead on, as on a console: each to an address that says where. */
  marks?: boolean;
  screen?: number;
  board?: string;
  /** What the board is about, where it is about one thing. */
  subject?: string;
  language?: Language;
  theme?: Theme;
}

/** Reads `?screen=N`, `?board=ID`, `?subject=CODE`, `?gallery` with `kind=NAME` and `marks`, `?console`, `?lang=vi|en`, `?theme=dark|light`; screen 1 where none is asked for. */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const address: Address = { gallery: query.has('gallery'), console: query.has('console') };
  const kind = query.get('kind');
  if (address.gallery && kind !== null && kind !== '') address.kind = kind;
  if (address.gallery && query.has('marks')) address.marks = true;
  const board = query.get('board');
  if (board !== null && board !== '') address.board = board;
  else address.screen = Math.max(1, Math.trunc(Number(query.get('screen') ?? 1)) || 1);
  const subject = query.get('subject');
  if (subject !== null && subject !== '') address.subject = subject;
  const language = query.get('lang');
  if (language === 'vi' || language === 'en') address.language = language;
  const theme = query.get('theme');
  if (theme === 'dark' || theme === 'light') address.theme = theme;
  return address;
}
