import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { boardAt, caseAt, casesOf, place, readPlace, writePlace, type Place } from './place.ts';
import { askedState, caseOrder, type CaseFilter } from './questions/drill.ts';

const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });
const instant = maybe(
  fc.oneof(
    fc.integer({ min: 631_152_000_000, max: 7_258_118_400_000 }),
    // To the minute, as marks have them.
    fc.integer({ min: 10_519_200, max: 120_968_640 }).map((minutes) => minutes * 60_000),
  ),
);
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const code = fc.stringMatching(/^[A-Za-z0-9Đư][A-Za-z0-9Đư ._:/#()+-]{0,20}$/);
const period = fc.constantFrom(
  '2025',
  '2025-Q1',
  '2025-08',
  '2025-10M',
  '2025-11-06',
  '2025-06-27..2025-12-14',
);
const filter: fc.Arbitrary<CaseFilter> = fc.record(
  {
    ...{ service: maybe(code), id: maybe(name), category: maybe(name), unit: maybe(name), area: maybe(name) },
    ...{
      state: maybe(fc.constantFrom(...askedState.options)),
      rating: maybe(fc.integer({ min: 1, max: 5 })),
    },
    ...{ from: instant, to: instant, since: instant, until: instant, tree: fc.boolean() },
    categories: maybe(fc.array(code, { minLength: 1, maxLength: 4 })),
    areas: maybe(fc.array(code, { minLength: 1, maxLength: 4 })),
    cells: maybe(
      fc.record({
        side: fc.integer({ min: 1, max: 64 }),
        at: fc.array(fc.tuple(fc.integer({ min: -80_000, max: 80_000 }), fc.nat(40_000)), {
          minLength: 1,
          maxLength: 5,
        }),
      }),
    ),
  },
  { requiredKeys: ['tree'] },
);
const places: fc.Arbitrary<Place> = fc.oneof(
  fc.record({
    ...{ view: fc.constant('board' as const), board: maybe(name), subject: maybe(name), at: instant },
    periods: maybe(fc.tuple(period, period)),
  }),
  fc.record({
    ...{
      view: fc.constant('cases' as const),
      filter,
      order: fc.constantFrom(...caseOrder.options),
      at: instant,
    },
  }),
  fc.record({ view: fc.constant('case' as const), service: code, id: code, at: instant }),
  fc.record({
    view: fc.constant('requests' as const),
    filter: fc.record(
      {
        ...{ state: fc.constantFrom('open', 'late', 'answered'), unit: code, indicator: code },
        ...{ alert: name, service: code, case: code },
      },
      { requiredKeys: [] },
    ),
    at: instant,
  }),
  fc.record({ view: fc.constant('unit' as const), unit: code, at: instant }),
  fc.record({ view: fc.constant('request' as const), request: code, at: instant }),
  fc.record({ view: fc.constant('handover' as const), handover: maybe(name), at: instant }),
);
/** As an address has it, through a browser's own way of writing and reading one. */
const addressOf = (one: Place): string => new URLSearchParams(writePlace(one)).toString();
const read = (address: string): ReturnType<typeof readPlace> => readPlace(new URLSearchParams(address));

describe('a place', () => {
  it('law: is read from its address as it was written', () => {
    fc.assert(
      fc.property(places, (one) => {
        expect(read(addressOf(one))).toEqual({ place: one, unread: [] });
      }),
    );
  });

  it('law: is what its schema says, and crosses a socket whole', () => {
    fc.assert(
      fc.property(places, (one) => {
        expect(place.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
      }),
    );
  });

  it('law: has one address, in whatever order its filter was put together', () => {
    fc.assert(
      fc.property(filter, (one) => {
        const turned = Object.fromEntries(Object.entries(one).toReversed());
        expect(addressOf(casesOf(turned))).toBe(addressOf(casesOf(one)));
      }),
    );
  });

  it('law: is read from any address, whose every part is in it or named', () => {
    const pairs = fc.array(
      fc.tuple(
        fc.constantFrom(
          'view',
          'state',
          'at',
          'since',
          'rating',
          'tree',
          'order',
          'id',
          'service',
          'periods',
          'x',
          '__proto__',
        ),
        fc.oneof(
          fc.string(),
          fc.constantFrom('cases', 'case', 'open', '2026', '2026-01-02', '1', '0', 'due'),
        ),
      ),
    );
    fc.assert(
      fc.property(pairs, (query) => {
        const { place: one, unread } = readPlace(query);
        const written = new Set(writePlace(place.parse(one)).map(([key]) => key));
        const saysNothing = new Set(['view', 'tree', 'order']);
        for (const [key, value] of query) {
          const named = unread.some((part) => part === key || part.startsWith(`${key}=`));
          expect(value === '' || written.has(key) || saysNothing.has(key) || named, key).toBe(true);
        }
      }),
    );
  });
});

test.each<[string, Place]>([
  ['', boardAt()],
  ['board=map', boardAt('map')],
  [
    'board=indicator&subject=grdp&periods=2024-Q1%2C2025-Q1',
    boardAt('indicator', { subject: 'grdp', periods: ['2024-Q1', '2025-Q1'] }),
  ],
  ['board=map&at=2025-06-30T17%3A00Z', { ...boardAt('map'), at: Date.UTC(2025, 5, 30, 17) }],
  ['view=case&service=1022&id=%C4%90-1%2F2+%233', caseAt('1022', 'Đ-1/2 #3')],
  ['view=cases', casesOf({})],
  ['view=cases&unit=%3F&tree=0', casesOf({ unit: '?', tree: false })],
  ['view=cases&service=1022&state=overdue', casesOf({ service: '1022', state: 'overdue' }, 'due')],
  ['view=cases&state=overdue&order=newest', casesOf({ state: 'overdue' }, 'newest')],
  ['view=cases&state=open&order=due', casesOf({ state: 'open' }, 'due')],
])('the address %j', (address, meant) => {
  expect(addressOf(meant)).toBe(address);
  expect(read(address)).toEqual({ place: meant, unread: [] });
});

test.each<[string, Place]>([
  ['board=&at=', boardAt()],
  ['view=cases&state=overdue&order=due', casesOf({ state: 'overdue' })],
  ['view=cases&since=2026-01-02', casesOf({ since: Date.UTC(2026, 0, 2) })],
  ['view=cases&since=2026-01-02T07:00%2B07:00', casesOf({ since: Date.UTC(2026, 0, 2) })],
  ['at=2026-01-02T03:04:05.678Z', { ...boardAt(), at: Date.UTC(2026, 0, 2, 3, 4, 5, 678) }],
])('the address %j, which is written otherwise, is read all the same', (address, meant) => {
  expect(read(address)).toEqual({ place: meant, unread: [] });
});

test.each([
  ['view=cases&service=1022&state=banana', casesOf({ service: '1022' }), ['state=banana']],
  ['view=cases&stat=open&rating=6', casesOf({}), ['rating=6', 'stat=open']],
  ['view=cases&state=open&state=overdue', casesOf({}), ['state=overdue']],
  ['view=case&service=1022', boardAt(), ['id', 'view=case', 'service=1022']],
  ['view=nowhere&board=map', boardAt('map'), ['view=nowhere']],
  ['board=map&at=yesterday', boardAt('map'), ['at=yesterday']],
  ['at=1970-01-01', boardAt(), ['at=1970-01-01']],
  ['board=map&at=2026-01-02T03:04', boardAt('map'), ['at=2026-01-02T03:04']],
  ['periods=2025', boardAt(), ['periods=2025']],
  ['periods=2025,2024,2023', boardAt(), ['periods=2025,2024,2023']],
])('of the address %j, what cannot be read is named', (address, place, unread) => {
  expect(read(address)).toEqual({ place, unread });
});
