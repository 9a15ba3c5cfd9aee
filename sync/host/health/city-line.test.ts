import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import type { City } from '../../contract/profile.ts';
import { loadProfile } from '../../profile/index.ts';
import { CityLine, type CityLineParts } from './city-line.ts';
import { Faults } from './faults.ts';

let city: City;
beforeAll(async () => {
  ({ city } = (await loadProfile(path.join(import.meta.dirname, '../../../assets/cities/hcmc'))).profile);
});
const NOW = 1_800_000_000_000;

/** A line whose city was heard so many seconds ago, or never. */
function line(
  ago: number | null,
  refusal: ErrorCode | null = null,
  parts: Partial<CityLineParts> = {},
): CityLine {
  const feed: CityLineParts['feed'] = {
    state: {
      phase: 'live',
      heard: ago === null ? null : NOW - ago * 1000,
      clockOffset: 0,
      head: null,
      progress: null,
      refusal: refusal === null ? null : { code: refusal, what: '', where: '', hint: '' },
      city: null,
    },
  };
  return new CityLine({
    feed,
    now: () => NOW,
    city: () => city,
    holds: () => true,
    down: () => false,
    faults: new Faults(),
    ...parts,
  });
}

describe('the city line', () => {
  test.each([
    [1, 'live'],
    [100, 'late'],
    [4_000, 'stale'],
    [null, 'stale'],
  ])('heard %s s ago it is %s', (ago, state) => {
    expect(line(ago).state).toBe(state);
    expect(line(ago).freshness).toBe(state);
    expect(line(ago).shown()).toMatchObject({ state, city: city.id, faults: [] });
  });

  test('a city that cannot be reached is no fault of the host', () => {
    expect(line(1, 'city-unreachable').state).toBe('live');
    expect(line(100, 'city-refused').state).toBe('late');
  });

  test('a full disk is, and so is a thread that is down; answers stay as fresh as they are', () => {
    expect(line(1, 'disk-full').state).toBe('error');
    expect(line(1, null, { down: () => true }).state).toBe('error');
    expect(line(1, 'disk-full').freshness).toBe('live');
  });

  test('without a city everything held is stale, and without data there is nothing', () => {
    expect(line(null, null, { feed: null }).state).toBe('stale');
    expect(line(null, null, { feed: null, holds: () => false }).state).toBe('empty');
    expect(line(null, null, { feed: null }).freshness).toBe('stale');
  });
});
