import { expect, it } from 'vitest';
import type { CallEvent } from '../../../sync/contract/calls.ts';
import { byFor } from '../../exhibits/by.ts';
import { called } from './history.ts';

const AT = Date.UTC(2026, 10, 30, 3, 2);
const step = (level: number, account: string, name: string, at: number): CallEvent => ({
  ...{
    event: 'called',
    at,
    call: 'c',
    level,
    shifts: 'day',
    message: `m${level}`,
    account,
    name,
    ways: ['mail'],
  },
});

it('tells who was called, that they did not answer, and who did', () => {
  const about = {
    ...{ what: 'alerts' as const, group: 'g', alert: 'a', rule: 'r', severity: 'critical' as const },
    ...{ subject: {}, unit: null, alerts: 1 },
  };
  const events: CallEvent[] = [
    { event: 'opened', at: AT, call: 'c', rule: 'critical', about, demo: false },
    step(0, 'lan', 'Lan Nguyễn', AT),
    { event: 'failed', at: AT + 1, message: 'm0', way: 'mail', tries: 1, why: 'ECONNREFUSED', last: false },
    { event: 'failed', at: AT + 2, message: 'm0', way: 'mail', tries: 2, why: 'ECONNREFUSED', last: false },
    step(1, 'ha', 'Hà Trần', AT + 3),
    { event: 'ended', at: AT + 4, call: 'c', how: 'acknowledged', by: 'ha' },
  ];
  expect(
    called(events, byFor('table', 'requests', {}, {}, 'en')).map((one) => [one.what, one.by, one.said]),
  ).toEqual([
    ['Whoever is on duty is called', '', ''],
    ['Called Lan Nguyễn', '', ''],
    ['Not sent by e-mail, try 1', 'Lan Nguyễn', 'ECONNREFUSED'],
    ['Not answered, climbed to level 2: called Hà Trần', '', ''],
    ['Call answered: alert acknowledged', 'ha', ''],
  ]);
});
