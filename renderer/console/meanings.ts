import type { AskedState, CaseFilter, Meaning } from '../../sync/contract/questions/drill.ts';
import type { Format, Say } from '../locales/index.ts';
import type { Lookups } from '../stores/index.ts';
import type { Route } from './route.ts';

/** What something typed may mean, in words: what kind of thing it is, its name, and where it leads. */
export interface Named {
  kind: string;
  name: string;
  route: Route;
}

interface By {
  names: Lookups;
  say: Say;
  format: Format;
  boardTitle: (id: string) => string;
}

const list = (filter: Omit<CaseFilter, 'tree'>): Route => ({
  view: 'cases',
  filter: { tree: true, ...filter },
  order: filter.state === 'overdue' ? 'due' : 'newest',
});

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
  return from === to ? from : `${from} – ${to}`;
}

/** What citizens may give, the best first. */
export const RATINGS = [5, 4, 3, 2, 1] as const;

/** States that hold at an instant, where others come about within a time. */
const STANDS: ReadonlySet<AskedState> = new Set(['open', 'inTime', 'dueSoon', 'overdue']);

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
  const of = (name: string, route: Route): Named => ({ kind: say(`meaning.${meaning.as}`), name, route });
  switch (meaning.as) {
    case 'service':
      return of(names.service(meaning.service), list({ service: meaning.service }));
    case 'category': {
      const { service, category } = meaning;
      const name = `${names.category(service, category)} · ${names.serviceShort(service)}`;
      return of(name, list({ service, category }));
    }
    case 'unit':
      return of(names.unitFull(meaning.unit), list({ unit: meaning.unit }));
    case 'area':
      return of(names.area(meaning.area), list({ area: meaning.area }));
    case 'state':
      return of(say(`caseState.${meaning.state}`), list({ state: meaning.state }));
    case 'time': {
      const { since, until } = meaning;
      return of(spanWords(since, until, by), list({ since, until }));
    }
    case 'id':
      return of(meaning.id, list({ id: meaning.id }));
    case 'indicator':
      return of(names.indicator(meaning.indicator), {
        view: 'board',
        board: 'indicator',
        subject: meaning.indicator,
      });
    case 'source':
      return of(names.source(meaning.source), { view: 'board', board: 'data', subject: null });
    case 'board':
      return of(by.boardTitle(meaning.board), { view: 'board', board: meaning.board, subject: null });
  }
}

/** A filter in words, part by part. */
export function filterWords(filter: CaseFilter, by: By): string[] {
  const { names } = by;
  const { service, category, unit, area, id, since, until } = filter;
  const state = stateWords(filter, by);
  const span = spanWords(since, until, by);
  return [
    ...(service === undefined ? [] : [names.serviceShort(service)]),
    ...(category === undefined ? [] : [names.category(service ?? '', category)]),
    ...(unit === undefined ? [] : [names.unit(unit)]),
    ...(area === undefined ? [] : [names.area(area)]),
    ...(state === '' ? [] : [state]),
    ...(id === undefined ? [] : [id]),
    ...(span === '' ? [] : [span]),
  ];
}
