import type { RequestFilter, RequestLine } from '../../sync/contract/questions/requests.ts';
import type { Say } from '../locales/index.ts';
import type { MarkOf } from './states.ts';

interface By {
  names: Readonly<Record<'indicator' | 'unitFull' | 'serviceShort', (id: string) => string>>;
  say: Say;
}

/** Only what is late is marked; an answer that waits is behind nothing. */
export const requestMark = ({ late }: Pick<RequestLine, 'late'>): MarkOf | undefined =>
  late ? 'red' : undefined;

export const requestStateWords = ({ late, state }: Pick<RequestLine, 'late' | 'state'>, say: Say): string =>
  say(late ? 'table.request.late' : `table.request.state.${state}`);

/** How requests are asked for, or counted, by how they stand. */
export function askedRequestWords(asked: NonNullable<RequestFilter['state']>, say: Say): string {
  return asked === 'late' || asked === 'open' || asked === 'owed'
    ? say(`table.request.${asked}`)
    : say(`table.request.state.${asked}`);
}

/** What is asked: an explanation, that something is done, or how a case is to be handled. */
export const requestKind = ({ asks, wants }: Pick<RequestLine, 'asks' | 'wants'>, say: Say): string =>
  wants === undefined ? say(`table.request.asks.${asks}`) : say(`table.request.wants.${wants}`);

/** What it is about, by its name. */
export function requestSubject(
  { about, unit }: Pick<RequestLine, 'about' | 'unit'>,
  { names, say }: By,
): string {
  switch (about.what) {
    case 'indicator':
      return names.indicator(about.indicator);
    case 'alert':
      return about.indicator === undefined ? say('table.request.alert') : names.indicator(about.indicator);
    case 'unit':
      return names.unitFull(unit);
    case 'case':
      return `${names.serviceShort(about.service)} ${about.id}`;
  }
}
