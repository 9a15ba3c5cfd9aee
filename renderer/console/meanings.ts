import { boardAt, casesOf, unitAt, type Place } from '../../sync/contract/place.ts';
import type { AskedState, CaseFilter, Meaning } from '../../sync/contract/questions/drill.ts';
import type { Format, Say } from '../locales/index.ts';
import type { Lookups } from '../stores/index.ts';

/** What something typed may mean, in words: what kind of thing it is, its name, and where it leads. */
export interface Named {
  kind: string;
  name: string;
  place: Place;
}

export interface By {
  names: Lookups;
  say: Say;
  format: Format;
  boardTitle: (id: string) => string;
}

/** A span of time in words: one day, or from when to when. */
export function spanWords(
  since: number | undefined,
  until: number | undefined,
  by: Pick<By, 'say' | 'format'>,
): string {
  const { say, format } = by;
  const from = since === undefined ? '' : format.date(since);
  const to = until === undefined ? '' : format.date(until);
  if (from === '') return to === '' ? '' : say('console.until', { to });
  if (to === '') return say('console.since', { from });
  return from === to ? from : by.format.range(from, to);
}

/** What citizens may give, the best first. */
export const RATINGS = [5, 4, 3, 2, 1] as const;

/** States that hold at an instant, where others come about within a time. */
export const STANDS: ReadonlySet<AskedState> = new Set(['open', 'inTime', 'untimed', 'dueSoon', 'overdue']);

/** When what a filter's state says was so; nothing where any time, or now, is meant. */
export function whenWords({ state, from, to }: CaseFilter, by: Pick<By, 'say' | 'format'>): string {
  if (state !== undefined && STANDS.has(state) && to !== undefined) {
    const at = `${by.format.time(to)} ${by.format.date(to)}`;
    return by.say('console.stoodAt', { at });
  }
  return spanWords(from, to, by);
}

/** A filter's state in words: rated how, and when it was so. */
export function stateWords(filter: CaseFilter, by: Pick<By, 'say' | 'format'>): string {
  const { state } = filter;
  if (state === undefined) return '';
  const rating = RATINGS.find((n) => n === filter.rating);
  const as = by.say(`caseState.${state}`);
  const when = whenWords(filter, by);
  return [
    rating === undefined ? as : `${as}: ${by.say(`rating.${rating}`)}`,
    ...(when === '' ? [] : [when]),
  ].join(' ');
}

/** Names a meaning and says where it leads. */
export function namedMeaning(meaning: Meaning, by: By): Named {
  const { names, say } = by;
  const of = (name: string, place: Place): Named => ({ kind: say(`meaning.${meaning.as}`), name, place });
  switch (meaning.as) {
    case 'service':
      return of(names.service(meaning.service), casesOf({ service: meaning.service }));
    case 'category': {
      const { service, category } = meaning;
      const name = `${names.category(service, category)} · ${names.serviceShort(service)}`;
      return of(name, casesOf({ service, category }));
    }
    case 'unit':
      return of(names.unitFull(meaning.unit), unitAt(meaning.unit));
    case 'area':
      return of(names.area(meaning.area), casesOf({ area: meaning.area }));
    case 'state':
      return of(say(`caseState.${meaning.state}`), casesOf({ state: meaning.state }));
    case 'time': {
      const { since, until } = meaning;
      return of(spanWords(since, until, by), casesOf({ since, until }));
    }
    case 'id':
      return of(meaning.id, casesOf({ id: meaning.id }));
    case 'part':
      return of(say('search.part', { part: meaning.part }), casesOf({ part: meaning.part }));
    case 'categories': {
      const { service, categories } = meaning;
      const all = someOf(categories, (one) => names.category(service, one));
      return of(`${all} · ${names.serviceShort(service)}`, casesOf({ service, categories }));
    }
    case 'indicator':
      return of(names.indicator(meaning.indicator), boardAt('indicator', { subject: meaning.indicator }));
    case 'source':
      return of(names.source(meaning.source), boardAt('data'));
    case 'board':
      return of(by.boardTitle(meaning.board), boardAt(meaning.board));
  }
}

/** So many of several are named. */
const NAMED = 3;

/** Several in words: the first few by name, and how many more. */
function someOf(codes: readonly string[] | undefined, nameOf: (code: string) => string): string {
  if (codes === undefined) return '';
  const more = codes.length - NAMED;
  return [...codes.slice(0, NAMED).map(nameOf), ...(more > 0 ? [`+${more}`] : [])].join(', ');
}

/** The parts of a filter in the order that narrows it, each with its words; a part that asks nothing is left out. */
export function filterParts(
  filter: CaseFilter,
  by: Omit<By, 'boardTitle'>,
): [part: Partial<CaseFilter>, words: string][] {
  const { names } = by;
  const { service, unit, category, area, tree, id, state, from, to, rating, since, until } = filter;
  const { categories, areas, cells, part } = filter;
  const parts: [Partial<CaseFilter>, string][] = [
    [{ service }, service === undefined ? '' : names.serviceShort(service)],
    [{ unit, tree }, unit === undefined ? '' : names.unit(unit)],
    [{ category }, category === undefined ? '' : names.category(service ?? '', category)],
    [{ categories }, someOf(categories, (one) => names.category(service ?? '', one))],
    [{ area, tree }, area === undefined ? '' : names.area(area)],
    [{ areas, tree }, someOf(areas, names.area)],
    [{ cells }, cells === undefined ? '' : by.say('console.cells', { n: cells.at.length })],
    [{ id }, id ?? ''],
    [{ part }, part === undefined ? '' : by.say('search.part', { part })],
    [{ state, from, to, rating }, stateWords(filter, by)],
    [{ since, until }, spanWords(since, until, by)],
  ];
  return parts.filter(([, words]) => words !== '');
}
