import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertState } from '../../../sync/contract/alerts.ts';
import { readPayload } from '../../../sync/contract/commands.ts';
import { HOUR, MINUTE } from '../../../sync/contract/instants.ts';
import { canDo, DEEDS, giveDeed, nextAt, portions, SHELVES, shelfEnds, undoOf } from './deeds.ts';
import { madeRow, NOW } from './made.fixture.ts';

describe('what can be done', () => {
  it('to each state', () => {
    const can = alertState.options.map((state) => [
      state,
      ...DEEDS.filter((deed) => canDo(deed, madeRow('a', { state }), 'me')),
    ]);
    expect(can).toEqual([
      ['new', 'acknowledge', 'shelve', 'take', 'comment'],
      ['acknowledged', 'unacknowledge', 'shelve', 'take', 'comment'],
      ['returned', 'acknowledge', 'shelve', 'take', 'comment'],
      ['shelved', 'unshelve', 'take', 'comment'],
      ['muted', 'take', 'comment'],
      ['off', 'take', 'comment'],
      ['closed', 'comment'],
    ]);
    expect(canDo('take', madeRow('a', { owner: 'me' }), 'me')).toBe(false);
    expect(canDo('release', madeRow('a', { owner: 'other' }), 'me')).toBe(true);
  });

  it('is taken back where the standard allows it, and by whom it can be', () => {
    const of = (owner: string | null) => [madeRow('a', { owner })];
    expect(undoOf('acknowledge', of(null), 'me')).toBe('unacknowledge');
    expect(undoOf('shelve', of(null), 'me')).toBe('unshelve');
    expect(undoOf('take', of(null), 'me')).toBe('release');
    expect(undoOf('take', of('other'), 'me')).toBe(null);
    expect(undoOf('release', of('me'), 'me')).toBe('take');
    expect(undoOf('release', of('other'), 'me')).toBe(null);
    expect(undoOf('comment', of(null), 'me')).toBe(null);
  });
});

describe('until when', () => {
  it('law: a shelf ends later than now, and a shift within eight hours on the hour', () => {
    const clock = fc.record({ hour: fc.nat(23), minute: fc.nat(59) });
    fc.assert(
      fc.property(clock, fc.constantFrom(...SHELVES), fc.nat(59_999), ({ hour, minute }, shelf, ms) => {
        const now = Date.UTC(2026, 10, 29, hour, minute) + ms;
        const end = shelfEnds(shelf, now, { hour, minute }, ['06:00', '14:00', '22:00']);
        expect(end).toBeGreaterThan(now);
        expect(end).toBeLessThanOrEqual(now + 8 * HOUR);
        if (shelf === 'shift') expect([6, 14, 22]).toContain(new Date(end).getUTCHours());
        if (shelf === 'shift') expect(end % HOUR).toBe(0);
      }),
    );
  });

  it.each([
    ['14:30', 4.5 * HOUR],
    ['14.30', 4.5 * HOUR],
    ['14h30', 4.5 * HOUR],
    ['9h', 23 * HOUR],
    ['10:00', 24 * HOUR],
    [' 10:01 ', MINUTE],
    ['25:00', null],
    ['10:60', null],
    ['soon', null],
    ['', null],
  ])('the next %j', (typed, after) => {
    const now = Date.UTC(2026, 10, 29, 10);
    expect(nextAt(typed, now, { hour: 10, minute: 0 })).toBe(after === null ? null : now + after);
  });
});

describe('commands', () => {
  it('law: name every alert once, in portions that they take', () => {
    const many = fc.array(fc.nat(500).map(String), { minLength: 1, maxLength: 700 });
    fc.assert(
      fc.property(many, (ids) => {
        const some = portions(ids);
        expect(new Set(some.flat())).toEqual(new Set(ids));
        expect(some.flat()).toHaveLength(new Set(ids).size);
        for (const alerts of some) expect('payload' in readPayload('unshelve', { alerts })).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('are read by their rows', async () => {
    const given: [string, unknown][] = [];
    for (const deed of DEEDS)
      await giveDeed(
        (name, payload, key) => {
          given.push([name, readPayload(name, payload)]);
          return Promise.resolve({ ok: true, value: { key, result: null, by: 'me' } });
        },
        deed,
        { alerts: ['a'], said: { words: 'known', until: NOW }, key: 'key-00001' },
      );
    expect(given.map(([name]) => name)).toEqual([
      ...['acknowledge', 'unacknowledge', 'shelve', 'unshelve', 'own', 'own', 'comment'],
    ]);
    for (const [, read] of given) expect(read).toHaveProperty('payload');
    const none = { alerts: ['a'], said: { words: 'known', until: null }, key: 'key-00001' };
    expect(giveDeed(() => Promise.reject(new Error('given')), 'shelve', none)).toBe(null);
  });
});
