import { expect, test } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import {
  alerts,
  alertStates,
  blindRules,
  firstLook,
  longAlerts,
  manyAlerts,
  noAlerts,
} from '../../exhibits/figures/alerts.ts';
import { pick } from '../../exhibits/city.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { flashing, fromAlerts } from './alerts.ts';

const by = byFor('alerts', 'alerts');
const told = (data: Data<'alerts'>, params = {}) =>
  fromAlerts(data, { ...byFor('alerts', 'alerts', params) });
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a group says what, how much against what, who answers and what it mutes', () => {
  const flood = pick(told(alerts).groups, 2);
  expect(flood).toMatchObject({
    title: 'Ngập nước · Bình Hưng Đông',
    figure: '46 phản ánh mới trong 2 giờ, mức thường 12',
    stands: '14:05',
    notes: ['Công ty Thoát nước', '+12 kèm theo'],
    to: { view: 'alert', alert: 'alert-1' },
  });
});

test('of a source or a unit the rule says what is not right, and the unit is not named twice', () => {
  const source = pick(told(alerts).groups, 4);
  expect(source).toMatchObject({
    title: 'Dịch vụ công trực tuyến',
    figure: 'Nguồn số liệu im lặng: 102 phút, ngưỡng cảnh báo 15 phút',
    notes: ['Sở Y tế'],
  });
  const [, late] = alerts.groups;
  if (late === undefined) throw new Error('the late units are the second group');
  const [first] = late.rows;
  const alone = { ...late, count: 1, subject: first?.subject ?? {} };
  expect(pick(told({ ...alerts, groups: [alone] }).groups, 0)).toMatchObject({
    title: 'Sở Nông nghiệp và Môi trường',
    notes: [],
  });
});

test('a group of several is called by its rule, with the gravest of it by name, and leads to all of it', () => {
  const late = pick(told(alerts).groups, 1);
  expect(late.title).toBe('Đơn vị sắp trễ hạn hàng loạt');
  expect(late.figure).toBe(
    'nặng nhất là Sở Nông nghiệp và Môi trường: 120 phản ánh sắp đến hạn, ngưỡng cảnh báo 60',
  );
  expect(late.notes).toContain('5\u00a0cảnh\u00a0báo');
  expect(late.to).toEqual({ view: 'alerts', filter: { rule: 'late' } });
});

test('groups stand as the answer has them, and those left out are counted', () => {
  expect(told(manyAlerts)).toMatchObject({ more: 173 });
  const few = fromAlerts(manyAlerts, by, 4);
  expect(few.groups.map(({ key }) => key)).toEqual(['group 0', 'group 1', 'group 2', 'group 3']);
  expect(few.more).toBe(209);
});

test('each state says itself and the instant that matters to it', () => {
  expect(told(alertStates).groups.map(({ stands }) => plain(stands))).toEqual([
    '14:05',
    'đã nhận · 11:33',
    'đã hết, chưa ai nhận · 14:28',
    'tạm gác đến 17:32',
    'gộp vào cảnh báo khác · 14:12',
    'quy tắc đang tắt · 05:32',
    'đã đóng · 11:32',
  ]);
});

test('since when it is there is told beside what became of it', () => {
  const [, taken] = told(alertStates).groups;
  expect(taken?.notes).toContain('từ 11:32');
});

test('that it is invented is told once where all of it is, else of each that is', () => {
  expect(told(alerts)).toMatchObject({ demo: true });
  expect(told(alerts).groups.some(({ demo }) => demo)).toBe(false);
  const [first, ...others] = alerts.groups;
  if (first === undefined) throw new Error('there is a group');
  const mixed = told({ ...alerts, groups: [{ ...first, demo: false }, ...others] });
  expect(mixed.demo).toBe(false);
  expect(mixed.groups.map(({ demo }) => demo)).toEqual([false, ...others.map(() => true)]);
});

test('who has it is said once, and that it comes and goes', () => {
  const [first] = told(longAlerts).groups;
  expect(first?.notes).toEqual([
    'Công ty Thoát nước',
    'Trực ban trung tâm điều hành ca ba phụ trách',
    '+1.204 kèm theo',
    'chập chờn',
  ]);
});

test('calm is said only where every rule was looked at', () => {
  expect(told(noAlerts).none).toEqual({ mark: null, text: 'Không có cảnh báo; đã xem đủ 6 quy tắc' });
  expect(told(noAlerts, { filter: { severities: ['critical'] } }).none?.text).toMatch(/^Phần này/);
  expect(told(firstLook).none).toMatchObject({ mark: 'loading', text: expect.stringMatching(/^Đang xem/) });
  expect(told(blindRules).none).toEqual({ mark: 'unknown', text: 'Chưa thấy cảnh báo' });
  expect(told({ ...noAlerts, rules: [] }).none?.text).toBe('Chưa có quy tắc cảnh báo nào');
  const off = noAlerts.rules.map((rule) => ({ ...rule, stands: 'off' as const }));
  expect(told({ ...noAlerts, rules: off }).none?.text).toBe('Mọi quy tắc cảnh báo đang tắt');
  expect(told(alerts).none).toBeNull();
});

test('what the rules did not see, held or put aside is told beside it', () => {
  expect(told(blindRules).standing.map(({ text }) => text)).toEqual([
    '2/5 quy tắc chưa theo dõi được',
    '1 quy tắc có quá nhiều cảnh báo, tạm dừng',
    '3 tạm gác',
    '1 quy tắc đang tắt',
  ]);
  expect(told(noAlerts).standing).toEqual([]);
});

test('one sign flashes at most: the newest critical that nobody has seen and that may ring', () => {
  const [, , flood] = alerts.groups;
  if (flood === undefined) throw new Error('the flood is the third group');
  const groups = [flood, { ...flood, group: 'newer', changedAt: flood.changedAt + 1 }];
  expect(flashing(alerts)).toBe(flood.group);
  expect(flashing({ ...alerts, groups })).toBe('newer');
  expect(flashing({ ...alerts, groups: [{ ...flood, rings: false }] })).toBeNull();
  expect(flashing({ ...alerts, groups: [{ ...flood, state: 'acknowledged' }] })).toBeNull();
  expect(flashing(noAlerts)).toBeNull();
});
