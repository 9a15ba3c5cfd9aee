import { period } from '../../sync/contract/periods.ts';
import { caseFilter, type CaseFilter } from '../../sync/contract/questions/drill.ts';
import type { Target } from '../ui/drill/target.ts';

/** Two periods, as `contract/periods.ts` writes them. */
export type Periods = readonly [from: string, to: string];

/** What a console shows. Everything it shows follows from its address, so that the address can be opened again. */
export type Route =
  | {
      view: 'board';
      board: string | null;
      subject: string | null;
      /** Two periods of the indicator it is about, side by side; what the board compares where absent. */
      periods?: Periods | undefined;
    }
  | { view: 'cases'; filter: CaseFilter; order: 'newest' | 'due' }
  | { view: 'case'; service: string; id: string };

/** A route, and the past instant it is seen at; null is the city's now. */
export interface Place {
  route: Route;
  at: number | null;
}

/** Filters as they stand in an address, and whether each is an instant. */
const FILTERS = ['service', 'id', 'category', 'unit', 'area', 'state'] as const;
const INSTANTS = ['from', 'to', 'since', 'until'] as const;

/** A local wall-clock time as it is written in an address: 2025-06-30T17:00Z, to the minute where it is one. */
function written(at: number): string {
  return new Date(at).toISOString().replace(/(?::00)?\.000Z$/, 'Z');
}

function instantIn(text: string | null): number | null {
  if (text === null) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

function filterIn(query: URLSearchParams): CaseFilter {
  const given: Record<string, unknown> = {};
  for (const name of FILTERS) {
    const value = query.get(name);
    if (value !== null && value !== '') given[name] = value;
  }
  for (const name of INSTANTS) {
    const at = instantIn(query.get(name));
    if (at !== null) given[name] = at;
  }
  if (query.has('rating')) given['rating'] = Number(query.get('rating'));
  if (query.get('tree') === '0') given['tree'] = false;
  const read = caseFilter.safeParse(given);
  // An address with a part that makes no sense shows all cases rather than an error.
  return read.success ? read.data : { tree: true };
}

function periodsIn(text: string | null): Periods | null {
  const [from, to, more] = (text ?? '').split(',').map((one) => period.safeParse(one).data);
  return from === undefined || to === undefined || more !== undefined ? null : [from, to];
}

/** Reads the place an address names; the first board where it names none. */
export function readPlace(search: string): Place {
  const query = new URLSearchParams(search);
  const at = instantIn(query.get('at'));
  const view = query.get('view');
  if (view === 'cases') {
    const order = query.get('order') === 'due' ? 'due' : 'newest';
    return { route: { view, filter: filterIn(query), order }, at };
  }
  const [service, id] = [query.get('service'), query.get('id')];
  if (view === 'case' && service !== null && id !== null) return { route: { view, service, id }, at };
  const periods = periodsIn(query.get('periods'));
  const route = { view: 'board', board: query.get('board'), subject: query.get('subject') } as const;
  return { route: periods === null ? route : { ...route, periods }, at };
}

/** What of an address is not the place: kept from one to the next. */
const KEPT = ['lang', 'theme'] as const;

/** The address of a place, as a query; `search` is the present one, whose language and theme are kept. */
export function writePlace({ route, at }: Place, search: string): string {
  const query = new URLSearchParams('console');
  const put = (name: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') query.set(name, value);
  };
  if (route.view === 'board') {
    put('board', route.board);
    put('subject', route.subject);
    put('periods', route.periods?.join(','));
  } else {
    put('view', route.view);
    if (route.view === 'case') {
      put('service', route.service);
      put('id', route.id);
    } else {
      for (const name of FILTERS) put(name, route.filter[name]);
      for (const name of INSTANTS) {
        const instant = route.filter[name];
        if (instant !== undefined) put(name, written(instant));
      }
      put('rating', route.filter.rating?.toString());
      if (!route.filter.tree) put('tree', '0');
      if (route.order === 'due') put('order', 'due');
    }
  }
  if (at !== null) put('at', written(at));
  const before = new URLSearchParams(search);
  for (const name of KEPT) put(name, before.get(name));
  return `?${query.toString().replace(/^console=/, 'console')}`;
}

/** Where a mark on a tile leads. */
export function routeOf(target: Target): Route {
  switch (target.to) {
    case 'cases':
      return {
        view: 'cases',
        filter: { tree: true, ...target.filter },
        order: target.filter.state === 'overdue' ? 'due' : 'newest',
      };
    case 'case':
      return { view: 'case', service: target.service, id: target.id };
    case 'board':
      return { view: 'board', board: target.board, subject: target.subject ?? null };
  }
}
