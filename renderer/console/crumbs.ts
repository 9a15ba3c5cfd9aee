import type { Lookups } from '../stores/index.ts';
import type { Format, Say } from '../locales/index.ts';
import { boardAt, casesOf, type Place } from '../../sync/contract/place.ts';
import type { CaseFilter } from '../../sync/contract/questions/drill.ts';
import { filterParts } from './meanings.ts';

/** One step of the way from the city down to what is shown. */
export interface Crumb {
  text: string;
  place: Place;
}

/** What is known of a single case: where its steps lead. */
export type KnownCase = Pick<CaseFilter, 'service' | 'category' | 'unit' | 'area'>;

interface By {
  names: Lookups;
  say: Say;
  format: Format;
}

/** The steps from the city to a list: its service, then each further part of its filter, narrower each time. */
function listCrumbs(filter: CaseFilter, by: By): Crumb[] {
  const crumbs: Crumb[] =
    filter.service === undefined ? [{ text: by.say('console.allServices'), place: casesOf({}) }] : [];
  let narrowed: Partial<CaseFilter> = {};
  for (const [part, text] of filterParts(filter, by)) {
    narrowed = { ...narrowed, ...part };
    crumbs.push({ text, place: casesOf(narrowed) });
  }
  return crumbs;
}

/**
 * The steps from the city down to a place; the last one is the place itself. Everything follows from the
 * address (and, of a single case, from what is known of it), so that an address that is opened anew has them too.
 */
export function crumbsOf(
  place: Place,
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
    place: boardAt(),
  };
  if (place.view === 'cases') return [home, ...listCrumbs(place.filter, by)];
  if (place.view === 'case') {
    const { service, category, unit, area } = known ?? {};
    const { filter } = casesOf({ service: service ?? place.service, category, unit, area });
    return [home, ...listCrumbs(filter, by), { text: place.id, place }];
  }
  const board = boards.find((b) => b.id === place.board) ?? first;
  if (board === undefined || board === first) return [home];
  const { subject = board.subject ?? undefined, periods } = place;
  const crumbs = [home, { text: board.title, place: boardAt(board.id, { periods }) }];
  if (subject !== undefined && names.find.indicator(subject) !== undefined)
    crumbs.push({ text: names.indicator(subject), place: boardAt(board.id, { subject, periods }) });
  return crumbs;
}
