import { describe, expect, it } from 'vitest';
import { MOST_SAID, readPayload } from './commands.ts';
import { record } from './records.ts';

const measure = {
  ...{ kind: 'measure', indicator: 'i1', subject: 'city', territory: 't1', period: '2026-10', value: 1 },
  ...{
    status: 'official',
    provenance: 'published',
    reportedAt: Date.parse('2026-11-01'),
    source: 's',
    rev: 1,
  },
} as const;
const plan = { value: 1, whose: 'council', basis: 'year' };
const earlier = { value: 1, status: 'provisional', reportedAt: Date.parse('2026-10-20') };
const takes = (more: object): boolean => record.safeParse({ ...measure, ...more }).success;

describe('a quantity that no sum could be made of', () => {
  it.each([1e22, -1e22, 1e308, -1e308])('is no value, plan or earlier value of a measure: %s', (value) => {
    expect(takes({ plan, earlier: [earlier] })).toBe(true);
    expect(takes({ value })).toBe(false);
    expect(takes({ plan: { ...plan, value } })).toBe(false);
    expect(takes({ earlier: [{ ...earlier, value }] })).toBe(false);
  });

  it('is no assumption either', () => {
    const assumed = (value: number) =>
      readPayload('scenario', { indicator: 'i1', year: 2026, value, note: '' });
    expect(assumed(1e21)).toHaveProperty('payload');
    expect(assumed(1e308)).toHaveProperty('path', 'scenario.value');
  });
});

describe('what is said', () => {
  const noteOf = (note: string, alerts = ['a1']) => readPayload('comment', { alerts, note });

  it('is without what turns round or hides the words beside it', () => {
    expect(noteOf(' a\u0000\u202ec\u2066d\u200f\u0007\r\n\tđ 👨‍👩‍👧 ')).toEqual({
      payload: { alerts: ['a1'], note: 'acd\n\tđ 👨‍👩‍👧' },
    });
    expect(noteOf('a\ud800')).toEqual({ payload: { alerts: ['a1'], note: 'a\ufffd' } });
  });

  it('has words: none that nobody sees', () => {
    for (const note of ['', ' ', '\u200b', '\u202e\u0001', '\ufeff \u2060'])
      expect(noteOf(note)).toEqual({ path: 'comment.note', why: 'no words' });
  });

  it('is no more than a journal takes, and is refused by its name', () => {
    const alerts = Array.from({ length: 200 }, (_, i) => `${'a'.repeat(60)}${i}`);
    expect(noteOf('"'.repeat(2000), alerts)).toEqual({
      path: 'comment',
      why: `more than ${MOST_SAID} characters`,
    });
  });
});
