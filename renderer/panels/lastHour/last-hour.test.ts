import { expect, test } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import { lastHour } from '../../exhibits/figures/alerts.ts';
import { fromLastHour } from './last-hour.ts';

const told = fromLastHour(lastHour, byFor('lastHour', 'lastHour'));

test('how many came and went, and each that waits no more by what it is about', () => {
  expect(told).toMatchObject({ since: 'từ 13:32', raised: '4 cảnh báo mới', cleared: '2 đã hết' });
  expect(told.rows.map(({ when, word, what, state }) => [when, word, what, state])).toEqual([
    ['14:28', 'đã hết', 'Tiếng ồn', 'returned'],
    ['14:01', 'đã nhận', 'Vệ sinh môi trường, rác thải', 'acknowledged'],
  ]);
});

test('what of one group happened alike, one after the other, is told as one and leads to all of it', () => {
  const [, flood] = lastHour.rows;
  if (flood === undefined) throw new Error('a flood was raised');
  // Somebody has it by now: what still waits is only counted.
  const raised = { ...flood, row: { ...flood.row, state: 'acknowledged' as const } };
  const [cleared] = lastHour.rows;
  const again = { ...raised, at: raised.at - 1, row: { ...raised.row, alert: 'another' } };
  const rows = [raised, again, ...(cleared === undefined ? [] : [cleared]), again];
  const grouped = fromLastHour({ ...lastHour, rows }, byFor('lastHour', 'lastHour')).rows;
  expect(grouped.map(({ what }) => what)).toEqual([
    'Phản ánh tăng bất thường tại một nơi: 2 cảnh báo',
    'Tiếng ồn',
    'Ngập nước · Bình Hưng Đông',
  ]);
  expect(grouped[0]?.to).toEqual({ view: 'alerts', filter: { rule: 'fieldPlace' } });
});

test('where people acted after the data ended, what moved is told of its own hour, and leads to its cases', () => {
  expect(told.movedIn).toBe('Lệch mức thường nhiều nhất');
  const movedSince = lastHour.movedSince - 30 * 60_000;
  const stale = fromLastHour({ ...lastHour, movedSince }, byFor('lastHour', 'lastHour'));
  expect(stale.movedIn).toBe('Lệch mức thường nhiều nhất, 13:02\u2060–\u206014:32');
  expect(stale.moved[0]?.to).toMatchObject({ filter: { since: movedSince } });
});

test('figures stand against their usual on one scale; nothing is so many times nothing', () => {
  expect(told.moved.map(({ name, count, usual, times }) => [name, count, usual, times])).toEqual([
    ['Ngập nước', '46', 'thường 12', '×3,8'],
    ['Khẩn cấp 113 · 114 · 115', '9', 'thường 22', '×0,4'],
    ['Vệ sinh môi trường, rác thải', '14', 'thường 9', '×1,6'],
    ['Chiếu sáng công cộng', '5', 'thường không có', ''],
  ]);
  expect(told.moved.map(({ share, tick }) => [share * 46, tick === null ? null : tick * 46])).toEqual([
    [46, 12],
    [9, 21.5],
    [14, 9],
    [5, null],
  ]);
});
