import { describe, expect, it } from 'vitest';
import { MINUTE } from '../contract/instants.ts';
import { fixtureProfile } from './oracle/fixture.ts';
import { freshnessOf } from './freshness.ts';

const at = Date.parse('2026-10-10T03:00:00Z');
const [calls, books] = fixtureProfile().sources;
if (calls === undefined || books === undefined) throw new Error('the fixture has two sources');
const { lateAfter, staleAfter } = calls;

describe('freshnessOf', () => {
  it.each([
    ['live', 0, 'live', 'live'],
    ['live at the limit itself', lateAfter * 1000, 'live', 'live'],
    ['late past it', lateAfter * 1000 + 1, 'live', 'late'],
    ['stale', staleAfter * 1000 + 1, 'live', 'stale'],
    ['no fresher than the line', 0, 'late', 'late'],
    ['the worse of the two: line', lateAfter * 1000 + 1, 'stale', 'stale'],
    ['the worse of the two: source', staleAfter * 1000 + 1, 'late', 'stale'],
    ['live where the past is asked about', -10 * MINUTE, 'live', 'live'],
  ] as const)('%s', (_, behind, line, state) => {
    const watermark = at - behind;
    const found = freshnessOf([calls], { at, watermarks: { [calls.id]: watermark }, line });
    expect(found).toEqual({ state, since: Math.min(at, watermark), source: calls.id });
  });

  it('judges each source by its own cadence: a monthly one is not late after an hour', () => {
    const watermarks = { [books.id]: at - 60 * MINUTE };
    expect(freshnessOf([books], { at, watermarks, line: 'live' }).state).toBe('live');
    expect(
      freshnessOf([calls], { at, watermarks: { [calls.id]: at - 60 * MINUTE }, line: 'live' }).state,
    ).toBe('stale');
  });

  it('is that of the worst of several, which has no one name', () => {
    const watermarks = { [calls.id]: at - lateAfter * 1000 - 1, [books.id]: at - 60 * MINUTE };
    const since = at - lateAfter * 1000 - 1;
    expect(freshnessOf([books, calls], { at, watermarks, line: 'live' })).toEqual({
      state: 'late',
      since,
      source: '',
    });
  });

  it('is the line alone where no source is drawn on, and stale where the city never named the source', () => {
    expect(freshnessOf([], { at, watermarks: {}, line: 'late' })).toEqual({
      state: 'late',
      since: at,
      source: '',
    });
    expect(freshnessOf([calls], { at, watermarks: {}, line: 'live' }).state).toBe('stale');
  });
});
