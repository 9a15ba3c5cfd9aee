import { expect, test } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import { alerts } from '../../exhibits/figures/alerts.ts';
import { fromAlerts } from './alerts.ts';
import { settingOf } from './room.ts';

const { groups } = fromAlerts(alerts, byFor('alerts', 'alerts'));
const scale = { note: 18, body: 22, large: 44, u: 8, lines: 40 };
const few = groups.slice(0, 3);
const many = Array.from({ length: 12 }, () => groups).flat();

test('a few groups stand below each other in the largest type', () => {
  expect(settingOf(few, { width: 900, height: 700 }, scale)).toEqual({ columns: 1, large: true });
});

test('on a strip they stand beside each other before they get smaller', () => {
  expect(settingOf(few, { width: 3600, height: 160 }, scale)).toEqual({ columns: 3, large: true });
});

test('where the largest type leaves one out, all are in running text, in no more columns than they need', () => {
  expect(settingOf(groups, { width: 900, height: 460 }, scale)).toEqual({ columns: 1, large: false });
  const columns = [1600, 900].map((height) => settingOf(many, { width: 2600, height }, scale).columns);
  expect(columns).toEqual([...columns].sort((a, b) => a - b));
});

test('where there is no room for all, there are as many columns as can be read', () => {
  expect(settingOf(many, { width: 1300, height: 300 }, scale)).toEqual({ columns: 2, large: false });
  expect(settingOf(many, { width: 200, height: 300 }, scale)).toEqual({ columns: 1, large: false });
});

test('what somebody has taken is not large', () => {
  const taken = few.map((group) => ({ ...group, state: 'acknowledged' as const }));
  const height = 250;
  expect(settingOf(few, { width: 900, height }, scale).large).toBe(false);
  expect(settingOf(taken, { width: 900, height }, scale)).toEqual({ columns: 1, large: true });
});
