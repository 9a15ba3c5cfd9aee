import type { Lookups } from '../stores/index.ts';
import type { Format, Say } from '../locales/index.ts';
import type { CaseFilter } from '../../sync/contract/questions/drill.ts';
import { spanWords, stateWords } from './meanings.ts';
import type { Route } from './route.ts';

/** One step of the way from the city down to what is shown. */
export interface Crumb {
  text: string;
  route: Route;
}

/** What is known of a single case: where its steps lead. */
export type KnownCase = Pick<CaseFilter, 'service' | 'category' | 'unit' | 'area'>;

const casesOf = (filter: Omit<CaseFilter, 'tree'>): Route => ({
  view: 'cases',
  filter: { tree: true, ...filter },
  order: 'newest',
});

interface By {
  names: Lookups;
  say: Say;
  format: Format;
}

/** The steps from the city to a list: its service, then each further part of its filter, narrower each time. */
function listCrumbs(filter: CaseFilter, { names, ...words }: By): Crumb[] {
  const { say } = words;
  const { service } = filter;
  const crumbs: Crumb[] = [
    {
      text: service === undefined ? say('console.allServices') : names.serviceShort(service),
      route: casesOf(service === undefined ? {} : { service }),
    },
  ];
  const base = service === undefined ? {} : { service };
  const { unit, category, area, state, from, to, rating, id, since, until } = filter;
  const parts: [Partial<CaseFilter>, string][] = [];
  if (category !== undefined) parts.push([{ category }, names.category(service ?? '', category)]);
  if (unit !== undefined) parts.push([{ unit }, names.unit(unit)]);
  if (area !== undefined) parts.push([{ area }, names.area(area)]);
  if (id !== undefined) parts.push([{ id }, id]);
  if (state !== undefined) {
    const when = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const how = rating === undefined ? when : { ...when, rating };
    parts.push([{ state, ...how }, stateWords(filter, words)]);
  }
  if (since !== undefined || until !== undefined)
    parts.push([
      { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) },
      spanWords(since, until, words),
    ]);
  let narrowed: Omit<CaseFilter, 'tree'> = base;
  for (const [part, text] of parts) {
    narrowed = { ...narrowed, ...part };
    crumbs.push({ text, route: casesOf(narrowed) });
  }
  return crumbs;
}

/**
 * The steps from the city down to a place; the last one is the place itself. Everything follows from the
 * address (and, of a single case, from what is known of it), so that an address that is opened anew has them too.
 */
export function crumbsOf(
  route: Route,
  by: By & {
    boards: readonly { id: string; title: string; subject: string | null }[];
    /** The unit whose part is all there is; the city where absent. */
    whose?: string | undefined;
  },
  known: KnownCase | null,
): Crumb[] {
  const { names, boards } = by;
  const [first] = boards;
  const home: Crumb = {
    text: by.whose ?? names.text(names.profile.city.name),
    route: { view: 'board', board: null, subject: null },
  };
  if (route.view === 'cases') return [home, ...listCrumbs(route.filter, by)];
  if (route.view === 'case') {
    const { service, category, unit, area } = known ?? { service: route.service };
    const filter: CaseFilter = { tree: true, service: service ?? route.service };
    if (category !== undefined) filter.category = category;
    if (unit !== undefined) filter.unit = unit;
    if (area !== undefined) filter.area = area;
    return [home, ...listCrumbs(filter, by), { text: route.id, route }];
  }
  const board = boards.find((b) => b.id === route.board) ?? first;
  if (board === undefined || board === first) return [home];
  const about = route.subject ?? board.subject;
  const crumbs = [home, { text: board.title, route: { ...route, board: board.id, subject: null } }];
  if (about !== null && names.find.indicator(about) !== undefined)
    crumbs.push({ text: names.indicator(about), route: { ...route, board: board.id, subject: about } });
  return crumbs;
}
