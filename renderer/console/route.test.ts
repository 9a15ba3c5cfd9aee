import { describe, expect, it, test } from 'vitest';
import { readPlace, routeOf, writePlace, type Place } from './route.ts';

const PLACES: Place[] = [
  { route: { view: 'board', board: null, subject: null }, at: null },
  { route: { view: 'board', board: 'indicator', subject: 'grdp' }, at: Date.UTC(2025, 5, 30, 10) },
  {
    route: { view: 'board', board: 'indicator', subject: 'grdp', periods: ['2024-Q1', '2025-Q1'] },
    at: null,
  },
  { route: { view: 'case', service: '1022', id: 'Đ-1/2 #3' }, at: null },
  {
    route: {
      view: 'cases',
      filter: {
        service: '1022',
        unit: '?',
        state: 'overdue',
        since: Date.UTC(2026, 0, 2, 3, 4, 5),
        tree: false,
      },
      order: 'due',
    },
    at: 1_764_000_000_123,
  },
  {
    route: {
      view: 'cases',
      filter: {
        ...{ state: 'rated', rating: 4, tree: true },
        ...{ from: Date.UTC(2026, 9, 25, 5), to: Date.UTC(2026, 10, 25, 5) - 1 },
      },
      order: 'newest',
    },
    at: null,
  },
];

describe('an address', () => {
  test.each(PLACES)('leads back to the place it was written from: %j', (place) => {
    expect(readPlace(writePlace(place, ''))).toEqual(place);
  });

  it('keeps language and theme, and is short where there is little to say', () => {
    const place: Place = { route: { view: 'board', board: 'map', subject: null }, at: null };
    expect(writePlace(place, '?console&lang=en&theme=light&unit=7')).toBe(
      '?console&board=map&lang=en&theme=light',
    );
  });

  it('with parts that make no sense shows what it can', () => {
    const cases = { view: 'cases', filter: { tree: true }, order: 'newest' };
    expect(readPlace('?console&view=cases&state=sideways&at=yesterday')).toEqual({ route: cases, at: null });
    expect(readPlace('?console&view=case&service=1022').route.view).toBe('board');
    expect(readPlace('?console&view=nowhere').route.view).toBe('board');
  });
});

it('a mark leads to its cases, the overdue in the order they were due', () => {
  expect(routeOf({ to: 'cases', filter: { service: '1022', state: 'overdue' } })).toEqual({
    view: 'cases',
    filter: { service: '1022', state: 'overdue', tree: true },
    order: 'due',
  });
  expect(routeOf({ to: 'board', board: 'indicator', subject: 'grdp' })).toEqual({
    view: 'board',
    board: 'indicator',
    subject: 'grdp',
  });
});
