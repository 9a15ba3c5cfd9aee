import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../contract/instants.ts';
import { questions } from '../contract/questions/index.ts';
import { filledCache, type Filled } from './oracle/filled.ts';
import { fixtureProfile } from './oracle/fixture.ts';
import { aCase, at, floodMorning, midnight } from './oracle/flood-morning.ts';
import { answer } from './index.ts';

const profile = fixtureProfile();
const NAMES = Object.keys(questions);

let filled: Filled;
let empty: Filled;
beforeAll(() => {
  filled = filledCache(profile, [floodMorning()]);
  empty = filledCache(profile);
});
afterAll(() => {
  filled.close();
  empty.close();
});

describe('what is asked wrongly', () => {
  it.each([
    ['today', {}, 'service'],
    ['today', { service: 's1', more: 1 }, 'more'],
    ['today', { service: 'nowhere' }, 'service'],
    ['today', { service: '<script>' }, 'service'],
    ['today', { service: 'x'.repeat(1_000_000) }, 'service'],
    ['today', null, 'today'],
    ['today', 'DROP TABLE cases', 'today'],
    ['today', { service: "s1' OR '1'='1" }, 'service'],
    ['today', { service: '__proto__' }, 'service'],
    ['categories', { service: 's1', range: 'decade' }, 'range'],
    ['categories', { service: 's1', range: 'today', limit: 1e9 }, 'limit'],
    ['categories', { service: 's1', range: 'today', limit: 1.5 }, 'limit'],
    ['heat', { service: 's1', range: '24h', grid: 'fine', box: [Number.NaN, 0, 1, 1] }, 'box.0'],
    ['heat', { service: 's1', range: 'year', grid: 'fine' }, 'range'],
    ['strip', { services: [] }, 'services'],
    ['strip', { services: ['s1', 'nowhere'] }, 'services'],
    ['indicators', { field: 'astrology' }, 'field'],
    ['headline', { service: 's1', about: [] }, 'about'],
    ['sources', { any: 1 }, 'any'],
  ])('%s %j is an error that names %s', (name, params, path) => {
    const found = answer(filled.at(at), name, params);
    expect(found).toMatchObject({ content: 'error', asOf: at, error: { code: 'question-params' } });
    const what = found.content === 'error' ? found.error.what : '';
    expect(what).toContain(path);
    expect(what.length).toBeLessThan(400);
  });

  it.each(['toString', '__proto__', 'constructor', '', 'Today', 'x'.repeat(100_000)])(
    'no question is named %j',
    (name) => {
      expect(answer(filled.at(at), name, {})).toMatchObject({
        content: 'error',
        error: { code: 'question-unknown' },
      });
    },
  );

  it('sums the profile does not keep are an error, not a zero', () => {
    const filledToo = answer(filled.at(at), 'units', { service: 's2', range: 'today' });
    expect(filledToo.content).toBe('empty');
    filled.apply([aCase('other', at, { service: 's2' })]);
    const found = answer(filled.at(at), 'units', { service: 's2', range: 'today' });
    expect(found).toMatchObject({ content: 'error', error: { code: 'question-failed' } });
  });

  it('law: nothing asked with anything throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (name, a, b) => {
          for (const params of [a, b, { service: 's1', range: 'today', ...b }])
            expect(['data', 'empty', 'error']).toContain(answer(filled.at(at), name, params).content);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('what nothing was ever held for', () => {
  it.each([
    ['today', { service: 's1' }],
    ['backlog', { service: 's1' }],
    ['categories', { service: 's1', range: 'today' }],
    ['units', { service: 's1', range: 'today' }],
    ['areas', { service: 's1', range: 'today' }],
    ['heat', { service: 's1', range: 'today', grid: 'mid' }],
    ['hotspots', { service: 's1' }],
    ['strip', { services: ['s1', 's2'] }],
    ['indicators', {}],
    ['fields', {}],
    ['headline', { service: 's1', about: ['overdue'] }],
    ['sources', {}],
  ])('%s is empty', (name, params) => {
    expect(answer(empty.at(at, { watermarks: {} }), name, params)).toMatchObject({
      content: 'empty',
      asOf: at,
    });
  });

  it('is not what was held but not yet at the instant asked about', () => {
    const found = answer(filled.at(midnight - 300 * DAY), 'backlog', { service: 's1' });
    expect(found).toMatchObject({ content: 'data', data: { open: 0, within: 0, dueSoon: 0, overdue: 0 } });
  });
});
