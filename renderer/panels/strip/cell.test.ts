import { panelWords } from '../words.ts';
import { expect, test } from 'vitest';
import { casesOf, requestsOf, type Place } from '../../../sync/contract/place.ts';
import { formats, languages } from '../../locales/index.ts';
import { casesBehind, cellOf, leadsOf, requestsCell, type Lead } from './cell.ts';

const { global } = languages('vi', panelWords);
const by = (lead: Lead, worked = true) => ({
  lead,
  worked,
  at: 0,
  day: null as string | null,
  say: (key: string, named = {}) => global.t(key, named),
  format: formats('vi', 'Asia/Bangkok'),
});
const row = {
  service: 's',
  today: 4,
  usual: { low: 1, median: 2, high: 3 },
  unusual: { since: 0, count: 4, expected: 1 },
  open: 13,
  overdue: 2,
  opened: 44,
  closed: 31,
  closed30: 9,
  onTime30: 0.968,
  since30: null,
  reach: { state: 'live', since: 0 } as const,
};

test('each lead is another figure of the same row', () => {
  expect(cellOf(row, by('today'))).toMatchObject({ value: 4, of: null, above: true, late: '2 trễ hạn' });
  // Beyond what is usual, and yet not marked by any detector.
  expect(cellOf({ ...row, unusual: null }, by('today')).above).toBe(false);
  expect(cellOf(row, by('open'))).toMatchObject({ value: 13, of: null, word: 'đang chờ' });
  expect(cellOf(row, by('done'))).toMatchObject({ value: 31, of: 44, word: 'hoàn thành' });
});

test('a day that is not today has its date', () => {
  const then = (lead: Lead) => ({ ...by(lead), day: '27/11' });
  expect(cellOf(row, then('today')).word).toBe('ngày 27/11');
  expect(cellOf({ ...row, overdue: 0 }, then('open')).note).toBe('4 mới ngày 27/11');
});

test('a day off is said, and few cases on it are no finding', () => {
  expect(cellOf({ ...row, today: 0 }, by('worked', false))).toMatchObject({
    value: 0,
    word: 'ngày nghỉ',
    above: false,
  });
  expect(cellOf({ ...row, today: 0 }, by('worked')).word).toBe('hôm nay');
});

test('what is late is all that is said; where nothing is, how it goes, and the share on time only where something was judged', () => {
  const said = (lead: Lead, part: object): string[] => {
    const { late, note } = cellOf({ ...row, today: 0, ...part }, by(lead));
    return [late, note];
  };
  expect(said('worked', {})).toEqual(['2 trễ hạn', '']);
  expect(said('open', { overdue: 0 })).toEqual(['', '']);
  expect(said('open', { overdue: 0, today: 3 })).toEqual(['', '3 mới hôm nay']);
  expect(said('worked', { overdue: 0, onTime30: null })).toEqual(['', '13 đang xử lý']);
  expect(said('worked', { overdue: 0 })).toEqual(['', '96,8% đúng hạn, 30 ngày']);
});

test.each([
  ['vi', '96,8% đúng hạn, từ 03/11'],
  ['en', '96.8% on time, since 03/11'],
] as const)('a service held for less than 30 days says since when, in %s', (language, text) => {
  const say = (key: string, named = {}) => languages(language, panelWords).global.t(key, named);
  const words = { ...by('worked'), say, format: formats(language, 'Asia/Bangkok') };
  const since30 = Date.parse('2026-11-03T01:00:00+07:00');
  expect(cellOf({ ...row, since30, overdue: 0 }, words).note).toBe(text);
});

test('a board that names no lead, or an unknown one, gets the count of today', () => {
  const panel = (options: Record<string, Record<string, string>>) =>
    leadsOf({ id: 'strip', kind: 'strip', question: { name: 'strip', params: {} }, options });
  expect(panel({})('s')).toBe('today');
  expect(panel({ leads: { s: 'done' } })('s')).toBe('done');
  expect(panel({ leads: { s: 'sideways' } })('s')).toBe('today');
});

test('a service whose source is silent says so itself, and until when', () => {
  const since = Date.parse('2026-11-03T12:02:00+07:00');
  const words = { ...by('open'), at: since + 2 * 3_600_000 };
  expect(cellOf({ ...row, reach: { state: 'stale', since } }, words).behind).toEqual({
    of: 'stale',
    word: 'cũ, đến 12:02',
  });
  expect(cellOf(row, words).behind).toBeNull();
});

test('a figure leads to the cases it counts', () => {
  const filter = (lead: Lead): Place => casesBehind('s', lead, 42);
  expect(filter('worked')).toEqual(casesOf({ service: 's', since: 42 }));
  expect(filter('open')).toEqual(casesOf({ service: 's', state: 'open' }));
  expect(filter('done')).toEqual(casesOf({ service: 's' }));
});

test('what is asked of units leads with how many are open; of what is late that alone is said, else how many answers wait', () => {
  const states = { asked: 2, received: 3, answered: 1, accepted: 40, sentBack: 1, withdrawn: 2 };
  const cell = (late: number, answered = 1) =>
    requestsCell({ total: 49, late, states: { ...states, answered }, units: [], rows: [] }, by('open'));
  expect(cell(2)).toMatchObject({ value: 7, of: null, word: 'đang chờ', late: '2 trễ hạn', note: '' });
  expect(cell(0)).toMatchObject({ late: '', note: '1 chờ xem xét' });
  expect(cell(0, 0)).toMatchObject({ value: 6, late: '', note: '' });
  expect([cell(2).to, cell(2).toLate]).toEqual([requestsOf(), requestsOf({ state: 'late' })]);
});
