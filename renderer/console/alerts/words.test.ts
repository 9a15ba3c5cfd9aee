import { describe, expect, it } from 'vitest';
import { alertRule, type Watch } from '../../../sync/contract/alert-rules.ts';
import type { AlertEvent } from '../../../sync/contract/alerts.ts';
import { HOUR } from '../../../sync/contract/instants.ts';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { service } from '../../exhibits/city.ts';
import { factsOf } from './facts.ts';
import { happened } from './history.ts';
import { madeRow, madeSign, NOW } from './made.fixture.ts';
import { seriesChart } from './series-chart.ts';
import { boardFor, casesAt, filterOf } from './titles.ts';
import { nothingWords } from './nothing.ts';
import { leftOutWords, timesWords, watchWords } from './watch-words.ts';

const BY = (['vi', 'en'] as const).map((language) => byFor('shares', 'backlog', {}, {}, language));
const of = { service: service.id };
const WATCHES: Record<Watch['detector'], object> = {
  counts: { ...of, by: 'categoryArea', categories: service.categories.slice(0, 2).map(({ id }) => id) },
  cluster: of,
  late: of,
  backlog: of,
  response: { ...of, minutes: 15 },
  daily: {},
  limit: {},
  target: {},
  silence: { sources: [service.source] },
  gap: of,
  rejected: {},
  host: { what: 'disk' },
};
const both = (words: string): object => ({ vi: words, en: words });
const RULES = Object.entries(WATCHES).map(([detector, parts]) =>
  alertRule.parse({
    ...{ id: detector, name: both(detector), severity: 'high', holds: 10 },
    ...{ quiet: [{ from: '22:00', to: '06:00' }], watch: { detector, ...parts } },
  }),
);

/** Said in words: no message's name, and no place in one that nothing was put in. */
const isSaid = (words: string): void => {
  expect(words).not.toBe('');
  expect(words).not.toMatch(/[{}]|undefined|NaN|\b(watches|watchedBy|alertEvent|operate|queue|ruleTimes)\./);
};

it.each(RULES.map((rule) => [rule.id, rule] as const))(
  'what %s watches is said in both languages',
  (_, rule) => {
    for (const by of BY) {
      isSaid(watchWords(rule.watch, by));
      isSaid(timesWords(rule, by));
    }
  },
);

it('rules that are left out are named, not all of very many and no name without an end', () => {
  for (const by of BY) {
    expect(leftOutWords([], by)).toBe('');
    isSaid(leftOutWords(['flood', ''], by));
    expect(leftOutWords(['flood', 'x'.repeat(5000)], by)).toMatch(/flood, x{80}\./);
    const many = leftOutWords(
      Array.from({ length: 1000 }, (_, i) => `r${i}`),
      by,
    );
    expect(many).toContain('r19, ');
    expect(many).not.toContain('r20');
    expect(many).toContain('980');
  }
});

it('an empty queue is not said to have no alert before anything is held', () => {
  const freshness = { state: 'stale', since: NOW, source: '' } as const;
  for (const { say } of BY) {
    expect(nothingWords(null, say)).toBe(say('line.empty'));
    expect(nothingWords({ asOf: NOW, freshness, content: 'empty' }, say)).toBe(say('line.empty'));
    const told = (stands: 'on' | 'blind'): string =>
      nothingWords(
        {
          ...{ asOf: NOW, freshness, content: 'data' },
          data: {
            level: { level: 3, since: null },
            counts: { new: 0, acknowledged: 0, returned: 0, shelved: 0, muted: 0, off: 0 },
            severities: { critical: 0, high: 0, medium: 0, low: 0 },
            ...{ groups: [], matching: { groups: 0, alerts: 0 }, demo: false },
            rules: [{ rule: 'r', stands, here: 0, seenAt: null }],
          },
        },
        say,
      );
    expect(told('on')).toBe(say('queue.none'));
    expect(told('blind')).toBe(say('cityLevel.unseen'));
  }
});

describe('what happened', () => {
  const at = { at: NOW, alert: 'a' };
  const by = 'desk-1';
  const sign = madeSign();
  const EVENTS: AlertEvent[] = [
    { event: 'raised', ...at, rule: 'r', group: 'g', sign, quiet: false, demo: true },
    { event: 'changed', ...at, severity: 'critical', sign },
    { event: 'cleared', ...at },
    { event: 'returned', ...at, sign },
    { event: 'chattering', ...at },
    { event: 'steady', ...at },
    { event: 'acknowledged', ...at, by, reason: 'known', until: NOW + HOUR },
    { event: 'unacknowledged', ...at, by },
    { event: 'unacknowledged', ...at, by: 'wall' },
    { event: 'shelved', ...at, by, reason: 'later', until: NOW + HOUR },
    { event: 'unshelved', ...at, by },
    { event: 'owned', ...at, by, owner: null },
    { event: 'commented', ...at, by, note: 'remark' },
    { event: 'ruleOff', at: NOW, rule: 'r', by, reason: 'noise' },
    { event: 'ruleOn', at: NOW, rule: 'r', by },
    { event: 'ruleSees', at: NOW, rule: 'r' },
    { event: 'ruleBlind', at: NOW, rule: 'r', why: 'nothingHeld' },
  ];
  it('is said of every event, each otherwise', () => {
    for (const words of BY) {
      const told = EVENTS.map((event) => happened(event, words));
      for (const { what } of told) isSaid(what);
      expect(new Set(told.map(({ what }) => what)).size).toBe(EVENTS.length);
      expect(told.find(({ said }) => said.startsWith('known'))?.by).toBe(by);
    }
  });

  it('by itself is nobody’s', () => {
    const [words] = BY;
    if (words === undefined) return;
    expect(happened({ event: 'unacknowledged', ...at, by: 'wall' }, words).by).toBe('');
  });

  it('and how it stands is said name by name', () => {
    const row = madeRow('a', {
      acknowledged: { by, at: NOW, reason: 'known', until: NOW + HOUR },
      ...{ shelvedUntil: NOW + HOUR, clearedAt: NOW, owner: by },
    });
    for (const words of BY) {
      const facts = factsOf(row, RULES[0], { ...words, now: NOW });
      for (const [name, value] of facts) [name, value].forEach(isSaid);
      expect(new Set(facts.map(([name]) => name)).size).toBe(facts.length);
    }
  });
});

describe('the ways from an alert', () => {
  it('lead to the very cases at their instant, and to none where it counts none', () => {
    const sign = madeSign({ until: NOW - HOUR });
    expect(casesAt(sign, NOW)).toEqual({ ...casesOf({ service: '1022' }), at: NOW - HOUR });
    expect(casesAt({ ...sign, until: NOW + HOUR }, NOW)).toEqual(casesOf({ service: '1022' }));
    expect(casesAt({ ...sign, cases: null }, NOW)).toBe(null);
  });

  it('lead to the board of its indicator or service, else to the first', () => {
    const board = (id: string, params: Record<string, string>, subject?: { indicator: string }) => ({
      ...{ id, title: { vi: id, en: id }, grid: { columns: 24, rows: 12 } },
      ...(subject === undefined ? {} : { subject: { of: 'indicator' as const, default: subject.indicator } }),
      panels: [
        {
          ...{ id: 'p', kind: 'figure' as const, at: [0, 0, 4, 4] as [number, number, number, number] },
          ...{ question: { name: 'today', params }, options: {} },
        },
      ],
    });
    const boards = [
      board('first', {}),
      board('calls', { service: '1022' }),
      board('one', {}, { indicator: 'x' }),
    ];
    expect(boardFor({ service: '1022' }, boards)).toMatchObject({ board: 'calls' });
    expect(boardFor({ indicator: 'grdp' }, boards)).toMatchObject({ board: 'one', subject: 'grdp' });
    expect(boardFor({ part: 'disk' }, boards)).toMatchObject({ board: 'first' });
  });

  it('a group is found by what its alerts agree in', () => {
    expect(filterOf({ rule: 'r', subject: { service: '1022', category: 'c' }, unit: null })).toEqual({
      ...{ rule: 'r', category: 'c' },
    });
  });
});

describe('the picture of an alert', () => {
  const [by] = BY;
  const series = [1, 2, 3].map((n) => ({ at: NOW + (n - 3) * HOUR, value: n === 2 ? null : n, expected: 1 }));
  const chartOf = (parts: Parameters<typeof madeSign>[0]) =>
    by === undefined ? null : seriesChart(madeSign({ series, ...parts }), 'vụ', by);

  it('has its values, the usual, and the limit of the same measure', () => {
    const chart = chartOf({ measure: 'open' });
    expect(chart?.lines.map(({ key }) => key)).toEqual(['expected', 'limit', 'value']);
    expect(chart?.lines.at(-1)?.points).toEqual([{ value: 1 }, null, { value: 3 }]);
    expect(chart?.ticks[0]?.at(-1)).toMatchObject({ at: 2, pinned: true });
    expect(chart?.unit).toBe('vụ');
  });

  it('of a chance is the indicator’s own course, in its own figures and without the limit of the chance', () => {
    const chart = chartOf({ measure: 'chance', value: 0.02, limit: 0.2, expected: null });
    expect(chart?.lines.map(({ key }) => key)).not.toContain('limit');
    expect(chart?.write(9_981_780)).not.toContain('%');
    expect(chart?.lines.at(-1)?.name).not.toBe(chartOf({ measure: 'share' })?.lines.at(-1)?.name);
  });

  it('of what comes in hour by hour has no limit of a whole day, and an hour that is not over stands apart', () => {
    const chart = chartOf({ since: NOW - 24 * HOUR, until: NOW + HOUR / 2 });
    expect(chart?.lines.map(({ key }) => key)).toEqual(['expected', 'value']);
    expect(chart?.lines.at(-1)?.points.at(-1)).toEqual({ value: 3, open: true, parted: true });
    expect(chart?.looks).toHaveLength(1);
    expect(chart?.unit).toBe('vụ mỗi giờ');
    expect(chartOf({ since: NOW, until: NOW + HOUR })?.lines).toHaveLength(3);
  });

  it('of a single value there is none', () => {
    expect(chartOf({ series: series.slice(0, 1) })).toBe(null);
  });
});
