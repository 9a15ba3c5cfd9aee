import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../contract/instants.ts';
import type { CityRecord } from '../../contract/records.ts';
import { loadProfile, type LoadedProfile } from '../../profile/index.ts';
import { createApplier } from '../../rollups/apply.ts';
import { openWritable } from '../../store/cache.ts';
import { Reading } from './reading.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-reading-'));
const NOW = Date.UTC(2025, 10, 6, 5);
let loaded: LoadedProfile;
beforeAll(async () => {
  loaded = await loadProfile(path.join(import.meta.dirname, '../../../assets/cities/hcmc'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A cache with so many open cases, one an hour up to the city's now; of a city that is still being fetched where `partial`. */
function cacheWith(cases: number, partial = false): string {
  const file = path.join(folder, `${cases}-${Math.random()}.db`);
  const { city, services } = loaded.profile;
  const [service] = services;
  if (service === undefined) throw new Error('a profile has a service');
  const stamp = {
    city: city.id,
    role: 'replica' as const,
    profile: loaded.hash,
    timeZone: city.timeZone,
    services: services.map(({ id, sums, heat }) => ({ id, sums, heat })),
  };
  const cache = openWritable(file, stamp);
  const records = Array.from({ length: cases }, (_, i): CityRecord => ({
    kind: 'case',
    service: service.id,
    id: `c${i}`,
    rev: 1,
    openedAt: NOW - i * HOUR,
    status: 'received',
    category: service.categories[0]?.id ?? '',
  }));
  createApplier(cache, { ...stamp, serve: false, personal: null }).apply(JSON.stringify(records), NOW, () =>
    cache.writeMeta('truth', { asOf: NOW, watermarks: {} }),
  );
  const cursor = { epoch: 'e', seq: 1, chain: '' };
  if (partial) cache.writeMeta('staging', { snapshot: 's', cursor, next: 'n', records: cases });
  cache.close();
  return file;
}
const backlog = () => ({ name: 'backlog', params: { service: loaded.profile.services[0]?.id ?? '' } });

describe('reading', () => {
  test('a folder without a cache answers that it holds nothing', () => {
    const reading = new Reading(() => null, { profile: loaded.profile, scope: null });
    expect(reading.held()).toBeNull();
    const slice = reading.slice([backlog()], null, 'stale');
    expect(slice.asOf).toBeNull();
    expect(slice.answers[0]?.answer.content).toBe('empty');
  });

  test("answers at the city's now, at an earlier instant, and never beyond its now", () => {
    const file = cacheWith(48);
    const reading = new Reading(() => file, { profile: loaded.profile, scope: null });
    const open = (at: number | null) => reading.slice([backlog()], at, 'live');
    expect(open(null)).toMatchObject({ asOf: NOW, answers: [{ answer: { asOf: NOW, data: { open: 48 } } }] });
    expect(open(NOW - DAY)).toMatchObject({ asOf: NOW - DAY, answers: [{ answer: { data: { open: 24 } } }] });
    expect(open(NOW + DAY).asOf).toBe(NOW);
    expect(reading.held()).toMatchObject({ cases: 48, open: 48, overdue: 0, truth: { asOf: NOW } });
    reading.close();
  });

  test('an answer keeps its tag until it changes', () => {
    const file = cacheWith(5);
    const reading = new Reading(() => file, { profile: loaded.profile, scope: null });
    const tag = (at: number | null) => reading.slice([backlog()], at, 'live').answers[0]?.tag;
    expect(tag(null)).toBe(tag(null));
    expect(tag(null)).not.toBe(tag(NOW - 2 * HOUR));
    reading.close();
  });

  test('of a city that is still being fetched every answer says so, and nothing is usual', () => {
    const answers = (file: string) => {
      const reading = new Reading(() => file, { profile: loaded.profile, scope: null });
      const { params } = backlog();
      const asked = [
        backlog(),
        { name: 'today', params },
        { name: 'flow', params: { ...params, range: '30d' } },
      ];
      const { answers: given } = reading.slice(asked, null, 'live');
      reading.close();
      return given.map(({ answer }) => answer);
    };
    const whole = answers(cacheWith(900));
    expect(whole.map(({ partial }) => partial)).toEqual([undefined, undefined, undefined]);
    expect(whole[2]?.content).toBe('data');
    expect(whole[1]).toMatchObject({ data: { usual: { median: expect.any(Number) } } });
    expect(answers(cacheWith(900, true))).toMatchObject([
      { partial: true, data: { open: 900 } },
      { partial: true, data: { usual: null, days: 0 } },
      // What reaches further back is not told by what is there.
      { partial: true, content: 'empty' },
    ]);
  });

  test('a swapped cache is followed from one question to the next', () => {
    let file = cacheWith(3);
    const reading = new Reading(() => file, { profile: loaded.profile, scope: null });
    expect(reading.held()?.cases).toBe(3);
    file = cacheWith(7);
    expect(reading.held()?.cases).toBe(7);
    reading.close();
  });

  test('what is not a question is an answer that says so', () => {
    const file = cacheWith(1);
    const reading = new Reading(() => file, { profile: loaded.profile, scope: null });
    const [unknown] = reading.slice([{ name: 'weather', params: {} }], null, 'live').answers;
    expect(unknown?.answer).toMatchObject({ content: 'error', error: { code: 'question-unknown' } });
    reading.close();
  });
});
