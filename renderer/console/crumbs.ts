import type { Lookups } from '../stores/index.ts';
import type { Format, Say } from '../locales/index.ts';
import { alertsOf, boardAt, casesOf, handoverAt, requestsOf, type Place } from '../../sync/contract/place.ts';
import type { AlertFilter } from '../../sync/contract/questions/alerts.ts';
import type { CaseFilter } from '../../sync/contract/questions/drill.ts';
import type { RequestFilter } from '../../sync/contract/questions/requests.ts';
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

/** The parts of a filter of alerts in the order that narrows it, each with its words. */
export function alertParts(
  filter: AlertFilter,
  { names, say }: Pick<By, 'names' | 'say'>,
): [part: AlertFilter, words: string][] {
  const { severities, states, rule, category, unit, area, indicator, owner, atRisk } = filter;
  const ruled = names.profile.alerts.rules.find(({ id }) => id === rule)?.name;
  const service = names.profile.services.find((s) => s.categories.some(({ id }) => id === category))?.id;
  const parts: [AlertFilter, string][] = [
    [{ atRisk }, atRisk === true ? say('alertCounts.atRisk') : ''],
    [{ severities }, (severities ?? []).map((one) => say(`severity.${one}`)).join(', ')],
    [{ states }, (states ?? []).map((one) => say(`alertState.${one}`)).join(', ')],
    [{ rule }, ruled === undefined ? (rule ?? '') : names.text(ruled)],
    [{ unit }, unit === undefined ? '' : names.unit(unit)],
    [{ category }, category === undefined ? '' : names.category(service ?? '', category)],
    [{ area }, area === undefined ? '' : names.area(area)],
    [{ indicator }, indicator === undefined ? '' : names.indicator(indicator)],
    [{ owner }, owner === undefined ? '' : owner === '-' ? say('queue.nobody') : owner],
  ];
  return parts.filter(([, words]) => words !== '');
}

/** The steps from the city to the queue: all of it, then each further part of its filter. */
function queueCrumbs(filter: AlertFilter, by: By): Crumb[] {
  let narrowed: AlertFilter = {};
  return [
    { text: by.say('queue.name'), place: alertsOf() },
    ...alertParts(filter, by).map(([part, text]) => {
      narrowed = { ...narrowed, ...part };
      return { text, place: alertsOf(narrowed) };
    }),
  ];
}

/** The steps from the city to what is asked of units: all of it, then the unit that is meant. */
function requestCrumbs({ unit }: RequestFilter, { names, say }: By): Crumb[] {
  const all: Crumb = { text: say('requests.name'), place: requestsOf() };
  return unit === undefined ? [all] : [all, { text: names.unitFull(unit), place: requestsOf({ unit }) }];
}

/** What an alert is called, and the filter that its group is found by; known once it was answered. */
export interface KnownAlert {
  title: string;
  filter: AlertFilter;
}

/**
 * The steps from the city down to a place; the last one is the place itself. Everything follows from the
 * address (and, of a single case, from what is known of it), so that an address that is opened anew has them too.
 */
export function crumbsOf(
  place: Place,
  by: By & {
    boards: readonly {
      id: string;
      title: string;
      subject: string | null;
      panels: readonly { id: string; title: string }[];
    }[];
    /** The unit whose part is all there is; the city where absent. */
    whose?: string | undefined;
  },
  known: KnownCase | null,
  knownAlert: KnownAlert | null = null,
  knownRequest: string | null = null,
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
  if (place.view === 'alerts') return [home, ...queueCrumbs(place.filter, by)];
  if (place.view === 'alert') {
    const { title, filter } = knownAlert ?? { title: place.alert, filter: {} };
    // What else its group is found by, its title says.
    const { rule } = filter;
    return [home, ...queueCrumbs(rule === undefined ? {} : { rule }, by), { text: title, place }];
  }
  if (place.view === 'handover') {
    const all: Crumb = { text: by.say('handover.name'), place: handoverAt() };
    return place.handover === undefined
      ? [home, all]
      : [home, all, { text: by.say('handover.before'), place }];
  }
  if (place.view === 'unit') return [home, { text: names.unitFull(place.unit), place }];
  if (place.view === 'requests') return [home, ...requestCrumbs(place.filter, by)];
  if (place.view === 'request')
    return [home, ...requestCrumbs({}, by), { text: knownRequest ?? place.request, place }];
  if (place.view === 'rules') {
    const rules: Crumb = { text: by.say('queue.rules'), place: { view: 'rules' } };
    const rule = names.profile.alerts.rules.find(({ id }) => id === place.rule);
    const one: Crumb[] =
      place.rule === undefined
        ? []
        : [{ text: rule === undefined ? place.rule : names.text(rule.name), place }];
    return [home, { text: by.say('queue.name'), place: alertsOf() }, rules, ...one];
  }
  const board = boards.find((b) => b.id === place.board) ?? first;
  const panel = board?.panels.find(({ id }) => id === place.panel);
  const alone: Crumb[] = panel === undefined ? [] : [{ text: panel.title, place }];
  if (board === undefined || board === first) return [home, ...alone];
  const { subject = board.subject ?? undefined, periods } = place;
  const crumbs = [home, { text: board.title, place: boardAt(board.id, { periods }) }];
  if (subject !== undefined && names.find.indicator(subject) !== undefined)
    crumbs.push({ text: names.indicator(subject), place: boardAt(board.id, { subject, periods }) });
  return [...crumbs, ...alone];
}
