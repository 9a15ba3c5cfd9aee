import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import type { City } from '../../contract/profile.ts';
import { loadProfile } from '../../profile/index.ts';
import { CityLink, type CityLinkParts } from './city-link.ts';
import { Notes } from './notes.ts';

let city: City;
beforeAll(async () => {
  ({ city } = (await loadProfile(path.join(import.meta.dirname, '../../../assets/cities/hcmc'))).profile);
});
const NOW = 1_800_000_000_000;

/** A link whose city was heard so many seconds ago, or never. */
function link(
  ago: number | null,
  refusal: ErrorCode | null = null,
  parts: Partial<CityLinkParts> = {},
): CityLink {
  const feed: CityLinkParts['feed'] = {
    now: () => NOW,
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
  return new CityLink({
    feed,
    city: () => city,
    holds: () => true,
    down: () => false,
    notes: new Notes(),
    ...parts,
  });
}

describe('the city link', () => {
  test.each([
    [1, 'live'],
    [100, 'late'],
    [4_000, 'stale'],
    [null, 'stale'],
  ])('heard %s s ago it is %s', (ago, state) => {
    expect(link(ago).state).toBe(state);
    expect(link(ago).freshness).toBe(state);
    expect(link(ago).shown()).toMatchObject({ state, city: city.id, faults: [] });
  });

  test('a city that cannot be reached is no fault of the host', () => {
    expect(link(1, 'city-unreachable').state).toBe('live');
    expect(link(100, 'city-refused').state).toBe('late');
  });

  test('a full disk is, and so is a thread that is down; answers stay as fresh as they are', () => {
    expect(link(1, 'disk-full').state).toBe('error');
    expect(link(1, null, { down: () => true }).state).toBe('error');
    expect(link(1, 'disk-full').freshness).toBe('live');
  });

  test('without a city everything held is stale, and without data there is nothing', () => {
    expect(link(null, null, { feed: null }).state).toBe('stale');
    expect(link(null, null, { feed: null, holds: () => false }).state).toBe('empty');
    expect(link(null, null, { feed: null }).freshness).toBe('stale');
  });
});
