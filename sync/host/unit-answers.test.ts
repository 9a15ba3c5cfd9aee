import path from 'node:path';
import { expect, it } from 'vitest';
import { playRequest } from '../commands/request-desk.ts';
import { DAY, HOUR } from '../contract/instants.ts';
import { record, type RequestRecord } from '../contract/records.ts';
import { isLate, standingAt } from '../contract/requests.ts';
import { Days } from '../feeds/demo/days.ts';
import { DemoRequests } from '../feeds/demo/requests.ts';
import { parseSettings } from '../feeds/demo/settings.ts';
import { loadProfile } from '../profile/index.ts';
import { UnitAnswers } from './unit-answers.ts';

const loaded = await loadProfile(path.resolve(import.meta.dirname, '../../assets/cities/hcmc'));
const { requests: settings } = parseSettings(loaded);
if (settings === undefined) throw new Error('a demonstration city in which nothing is asked');
const FOUNDED = Date.parse('2026-11-18T15:20:00+07:00');
const { indicators } = loaded.profile.indicators;
const demo = (seed: number): DemoRequests => new DemoRequests(settings, new Days(loaded.profile.city), seed);
const before = (seed: number): RequestRecord[] => demo(seed).before(FOUNDED, indicators, loaded.published);

it('what was asked before the founding is lawful, the same by the same seed, some of it late, some sent back', () => {
  const all = before(1);
  expect(all.map((one) => record.parse(one))).toEqual(all);
  expect(before(1)).toEqual(all);
  expect(before(2)).not.toEqual(all);
  expect(all.every(({ history }) => history.every(({ at }) => at <= FOUNDED))).toBe(true);
  const moves = new Set(all.flatMap(({ history }) => history.map(({ what }) => what)));
  expect([...moves].sort()).toEqual(['accept', 'answer', 'ask', 'receive', 'sendBack']);
  const wasLate = ({ history, dueAt }: RequestRecord): boolean => {
    const stood = standingAt(history, dueAt);
    return dueAt <= FOUNDED && stood !== null && isLate(stood, dueAt);
  };
  expect(all.filter(wasLate).length).toBeGreaterThan(0);
  expect(all.filter((one) => !wasLate(one)).length).toBeGreaterThan(all.length / 2);
});

it('units go on by themselves until each request is answered, once, as often as they are looked at', async () => {
  const held = new Map(before(1).map((one) => [one.id, one]));
  let now = FOUNDED;
  const end = FOUNDED + 20 * DAY;
  const answers = new UnitAnswers({
    unitNext: [(one) => demo(1).unitNext(one)],
    waiting: () => Promise.resolve([...held.values()]),
    reached: () => Promise.resolve({ truth: { asOf: now, watermarks: {} }, positions: null }),
    request: (asked, command) => {
      const book = { held: (id: string) => held.get(id) ?? null, stillSo: () => true };
      const { decision, record: made } = playRequest(asked, command, book, now);
      if (made !== undefined) held.set(made.id, made);
      return Promise.resolve(decision);
    },
    log: { warn: () => expect.unreachable() },
    wait: () => {
      now += 6 * HOUR;
      if (now > end) void answers.stop();
      return Promise.resolve();
    },
  });
  await answers.run();
  const states = new Set([...held.values()].map(({ state }) => state));
  expect([...states].sort()).toEqual(['accepted', 'answered']);
  for (const one of held.values()) expect(record.parse(one)).toEqual(one);
});

it('what cannot be kept of one unit costs that one alone, and is tried again', async () => {
  const [first, second] = before(1).filter(({ state }) => state === 'asked' || state === 'received');
  if (first === undefined || second === undefined) throw new Error('nobody is asked');
  const asked: string[] = [];
  const warned: unknown[] = [];
  const answers = new UnitAnswers({
    unitNext: [(one) => demo(1).unitNext(one)],
    waiting: () => Promise.resolve([first, second]),
    reached: () => Promise.resolve({ truth: { asOf: FOUNDED + 99 * DAY, watermarks: {} }, positions: null }),
    request(move) {
      if (!('request' in move)) return expect.unreachable();
      asked.push(move.request);
      if (move.request === first.id) return Promise.reject(new RangeError('no room'));
      return Promise.resolve({ outcome: 'applied', reason: '' });
    },
    log: { warn: (what: unknown) => void warned.push(what) },
    wait: () => {
      if (asked.length >= 4) void answers.stop();
      return Promise.resolve();
    },
  });
  await answers.run();
  expect(asked).toEqual([first.id, second.id, first.id, second.id]);
  expect(warned).toHaveLength(2);
});
