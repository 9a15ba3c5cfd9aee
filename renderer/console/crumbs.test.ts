import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alertAt,
  alertsOf,
  boardAt,
  caseAt,
  casesOf,
  requestAt,
  requestsOf,
  unitAt,
  writePlace,
  type Place,
} from '../../sync/contract/place.ts';
import { askedState, type CaseFilter, type Meaning } from '../../sync/contract/questions/drill.ts';
import { byFor } from '../exhibits/by.ts';
import { MONTH, NOW, service } from '../exhibits/city.ts';
import { backlog } from '../exhibits/figures/cases.ts';
import { fromBacklog } from '../panels/shares/from-backlog.ts';
import { crumbsOf } from './crumbs.ts';
import { filterParts, namedMeaning } from './meanings.ts';

const by = {
  ...byFor('shares', 'backlog'),
  boards: [
    { id: 'overview', title: 'Toàn cảnh', subject: null, panels: [] },
    { id: 'indicator', title: 'Chỉ tiêu', subject: 'export', panels: [{ id: 'rows', title: 'Theo đơn vị' }] },
  ],
  boardTitle: (id: string): string => id,
};
const addressOf = (place: Place): string => new URLSearchParams(writePlace(place)).toString();

const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });
const instant = maybe(fc.integer({ min: MONTH, max: NOW }));
const stated = fc.record({
  ...{ state: fc.constantFrom(...askedState.options), from: instant, to: instant },
  rating: maybe(fc.integer({ min: 1, max: 5 })),
});
const filters: fc.Arbitrary<CaseFilter> = fc
  .tuple(
    fc.record({
      ...{ service: maybe(fc.constant(service.id)), category: maybe(fc.constantFrom('c0', '?')) },
      ...{ unit: maybe(fc.constantFrom('u1', '?')), area: maybe(fc.constantFrom('a1', '?')) },
      ...{ id: maybe(fc.constant('H-1')), since: instant, until: instant },
    }),
    fc.option(stated, { nil: {} }),
    fc.boolean(),
  )
  // Predecessors are of units and areas alone.
  .map(([one, state, tree]) => ({ ...one, ...state, tree: tree || (one.unit ?? one.area) === undefined }));

describe('the way to a list', () => {
  it('law: ends at the very list, and each step before it is the list of what it says', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const [home, ...steps] = crumbsOf(casesOf(filter), by, null);
        expect(home?.place).toEqual(boardAt());
        expect(steps.at(-1)?.place).toEqual(casesOf(filter));
        for (const { place } of steps)
          expect(place).toEqual(casesOf(place.view === 'cases' ? place.filter : {}));
        const words = filterParts(filter, by).map(([, text]) => text);
        expect(steps.map(({ text }) => text)).toEqual(
          filter.service === undefined ? [by.say('console.allServices'), ...words] : words,
        );
      }),
    );
  });

  it('to a case leads over the list of its field, unit and place', () => {
    const known = { service: service.id, category: 'c0', unit: 'u1', area: 'a1' };
    const steps = crumbsOf(caseAt(service.id, 'H-1'), by, known).map(({ place }) => addressOf(place));
    const { service: of, unit, category } = known;
    expect(steps).toEqual(
      [
        ...[boardAt(), casesOf({ service: of }), casesOf({ service: of, unit })],
        ...[casesOf({ service: of, unit, category }), casesOf(known), caseAt(of, 'H-1')],
      ].map(addressOf),
    );
  });

  it('to what a board is about keeps the periods that are compared', () => {
    const periods = ['2025-Q1', '2026-Q1'] as const;
    const there = boardAt('indicator', { subject: 'export', periods });
    expect(crumbsOf(there, by, null).map(({ place }) => addressOf(place))).toEqual(
      [boardAt(), boardAt('indicator', { periods }), there].map(addressOf),
    );
  });

  it('to a panel that stands alone leads over its board', () => {
    const there: Place = { view: 'board', board: 'indicator', subject: 'export', panel: 'rows' };
    const steps = crumbsOf(there, by, null);
    expect(steps.at(-1)).toEqual({ text: 'Theo đơn vị', place: there });
    expect(addressOf(steps.at(-2)?.place ?? there)).toBe(
      addressOf(boardAt('indicator', { subject: 'export' })),
    );
  });
});

it('a list has one address, whether a mark, a search, a crumb or a chosen filter leads there', () => {
  const mark = fromBacklog(backlog, by).parts.find(({ key }) => key === 'overdue')?.to;
  const filter = { service: service.id, state: 'overdue' } as const;
  const crumb = crumbsOf(casesOf({ ...filter, unit: 'u1', since: MONTH }), by, null)
    .map(({ place }) => place)
    .findLast((place) => place.view === 'cases' && place.filter.since === undefined);
  expect(mark && addressOf(mark)).toBe(addressOf(casesOf(filter)));
  expect(crumb && addressOf(crumb)).toBe(addressOf(casesOf({ ...filter, unit: 'u1' })));
  const meant: [Meaning, Partial<CaseFilter>][] = [
    ...askedState.options.map((state): [Meaning, Partial<CaseFilter>] => [{ as: 'state', state }, { state }]),
    [{ as: 'area', area: 'a1' }, { area: 'a1' }],
    [
      { as: 'category', service: service.id, category: 'c0' },
      { service: service.id, category: 'c0' },
    ],
    [
      { as: 'time', since: MONTH, until: NOW },
      { since: MONTH, until: NOW },
    ],
  ];
  for (const [meaning, asked] of meant)
    expect(addressOf(namedMeaning(meaning, by).place), meaning.as).toBe(addressOf(casesOf(asked)));
});

it('a unit is one place, whether a search or a mark leads there, and the way to it is from home', () => {
  const { place } = namedMeaning({ as: 'unit', unit: 'u1' }, by);
  expect(place).toEqual(unitAt('u1'));
  expect(crumbsOf(place, by, null)).toEqual([
    expect.objectContaining({ place: boardAt() }),
    { text: by.names.unitFull('u1'), place },
  ]);
});

describe('the way to alerts', () => {
  it('leads over the queue, narrower each time, to the very filter', () => {
    const place = alertsOf({
      severities: ['critical', 'high'],
      states: ['new'],
      unit: 'u1',
      owner: '-',
      atRisk: true,
    });
    const steps = crumbsOf(place, by, null);
    expect(steps.map(({ text }) => text).slice(1)).toEqual([
      by.say('queue.name'),
      by.say('alertCounts.atRisk'),
      `${by.say('severity.critical')}, ${by.say('severity.high')}`,
      by.say('alertState.new'),
      by.names.unit('u1'),
      by.say('queue.nobody'),
    ]);
    expect(steps.at(-1)?.place).toEqual(place);
    expect(steps[1]?.place).toEqual(alertsOf());
  });

  it('to one leads over its group, and is its number until it is known', () => {
    const known = { title: 'Ngập · Phường X', filter: { rule: 'flood', unit: 'u1', area: 'x' } };
    expect(
      crumbsOf(alertAt('a1'), by, null, known)
        .map(({ text }) => text)
        .slice(1),
    ).toEqual([...[by.say('queue.name'), 'flood', 'Ngập · Phường X']]);
    expect(crumbsOf(alertAt('a1'), by, null).at(-1)?.text).toBe('a1');
  });

  it('to a request leads over all of them, or those of a unit; it is its number until it is known', () => {
    const steps = crumbsOf(requestAt('r1'), by, null, null, 'Giải ngân');
    expect(steps.map(({ text }) => text).slice(1)).toEqual([by.say('requests.name'), 'Giải ngân']);
    expect(crumbsOf(requestAt('r1'), by, null).at(-1)?.text).toBe('r1');
    const ofUnit = crumbsOf(requestsOf({ unit: 'u1' }), by, null);
    expect(ofUnit.at(-1)).toEqual({ text: by.names.unitFull('u1'), place: requestsOf({ unit: 'u1' }) });
  });

  it('to rules leads over the queue', () => {
    const steps = crumbsOf({ view: 'rules', rule: 'flood' }, by, null);
    expect(steps.map(({ place }) => place.view)).toEqual(['board', 'alerts', 'rules', 'rules']);
  });
});
