import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Look } from '../alerts/machine/beat.ts';
import type { AlertRule } from '../contract/alert-rules.ts';
import { ruleIn, settingsOf, signOf } from '../alerts/machine/machine.fixture.ts';
import type { Answer } from '../contract/answers.ts';
import { MINUTE, SECOND } from '../contract/instants.ts';
import { Alerting } from './alerting.ts';
import type { Slice } from './windows/frames.ts';

const START = Date.UTC(2026, 10, 28);
const fresh = { asOf: START, freshness: { state: 'live', since: START, source: '' } } as const;
const seen = (rule: unknown, signs: unknown[] = []): Answer => ({
  ...fresh,
  content: 'data',
  data: { rule, blind: null, signs },
});

/** A service over a reader and a writer of the test's own, its city's time, and a clock that is never set. */
function service(rules: AlertRule[]) {
  const beats: { looks: readonly Look[]; at: number; demo: boolean }[] = [];
  const world = {
    now: START,
    clock: 0,
    rules,
    answer: (rule: unknown): Slice | Error => ({
      asOf: START,
      answers: [{ answer: seen(rule), tag: '', bytes: 0 }],
    }),
    events: 0,
    changed: 0,
  };
  const alerting = new Alerting({
    slice: ([question]) => {
      const found = world.answer(question?.params['rule']);
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
    beat: (looks, at, demo) => {
      beats.push({ looks, at, demo });
      return Promise.resolve(world.events);
    },
    rules: () => world.rules,
    demo: () => true,
    now: () => world.now,
    clock: () => world.clock,
    changed: () => (world.changed += 1),
    log: pino({ level: 'silent' }),
  });
  /** Turns as time passes, a second each; what was looked at, each with after how many seconds since the test began. */
  const pass = async (seconds: number): Promise<[second: number, looks: readonly Look[]][]> => {
    const before = beats.length;
    for (let i = 0; i < seconds; i++) {
      world.now += SECOND;
      world.clock += SECOND;
      await alerting.turn();
    }
    return beats
      .slice(before)
      .filter(({ looks }) => looks.length > 0)
      .map(({ looks, at }) => [(at - START) / SECOND, looks]);
  };
  return { world, beats, pass };
}
const { rules } = settingsOf([
  ruleIn('a', { every: 1 }),
  ruleIn('b', { every: 5 }),
  ruleIn('c', { on: false }),
]);
const looksAt = (found: [number, readonly Look[]][]): [number, string][] =>
  found.map(([second, looks]) => [second, looks.map(({ rule }) => rule).join(' ')]);

test('looks at each rule that is on in its rhythm, one a turn, a while after the start', async () => {
  const { pass } = service([...rules]);
  expect(looksAt(await pass(14))).toEqual([]);
  expect(looksAt(await pass(320))).toEqual([
    [15, 'a'],
    [16, 'b'],
    [75, 'a'],
    [135, 'a'],
    [195, 'a'],
    [255, 'a'],
    [315, 'a'],
    [316, 'b'],
  ]);
});

test('lets time pass where no rule is due, and tells when something happened', async () => {
  const { pass, beats, world } = service([]);
  await pass(10);
  expect(beats.map(({ looks, at, demo }) => [looks, (at - START) / SECOND, demo])).toEqual([
    [[], 1, true],
    [[], 6, true],
  ]);
  expect(world.changed).toBe(0);
  world.events = 2;
  await pass(5);
  expect(world.changed).toBe(1);
});

test('a rule that is saved while it is looked at is looked at anew, and what was seen by its old self is nothing of its', async () => {
  const { pass, world } = service(rules.slice(0, 1));
  const changed = rules.slice(0, 1).map((rule) => ({ ...rule, severity: 'critical' as const }));
  const saved = (next: typeof rules) => {
    world.answer = () => {
      world.rules = next;
      world.answer = () => ({ asOf: START, answers: [{ answer: seen('a', []), tag: '', bytes: 0 }] });
      return { asOf: START, answers: [{ answer: seen('a', [signOf('k')]), tag: '', bytes: 0 }] };
    };
  };
  saved(changed);
  expect(await pass(16)).toEqual([[16, [{ rule: 'a', signs: [] }]]]);
  saved([]);
  expect(await pass(120)).toEqual([]);
});

test('hands on what is seen, or why nothing is', async () => {
  const { pass, world } = service(rules.slice(0, 1));
  const sign = signOf('k');
  const each = async (found: Slice | Error) => {
    world.answer = () => found;
    return (await pass(60)).flatMap(([, looks]) => looks);
  };
  const slice = (answer: Answer): Slice => ({ asOf: START, answers: [{ answer, tag: '', bytes: 0 }] });
  expect(await each(slice(seen('a', [sign])))).toEqual([{ rule: 'a', signs: [sign] }]);
  const failed = [{ rule: 'a', blind: 'failed' }];
  expect(await each(new Error('the reader has stopped'))).toEqual(failed);
  const error = { code: 'question-failed', what: 'no such thing' };
  expect(await each(slice({ ...fresh, content: 'error', error }))).toEqual(failed);
  expect(await each(slice({ ...fresh, content: 'empty' }))).toEqual([{ rule: 'a', blind: 'nothingHeld' }]);
  const blind = { rule: 'a', blind: 'tooShort', signs: [] };
  expect(await each(slice({ ...fresh, content: 'data', data: blind }))).toEqual([
    { rule: 'a', blind: 'tooShort' },
  ]);
  for (const data of ['nonsense', { ...blind, blind: 'words of its own' }])
    expect(await each(slice({ ...fresh, content: 'data', data }))).toEqual(failed);
});

test('waits twice as long each time while nothing is held', async () => {
  const { pass, world } = service(rules.slice(0, 1));
  const asked: number[] = [];
  world.answer = () => {
    asked.push((world.now - START) / SECOND);
    return { asOf: asked.length < 4 ? null : START, answers: [{ answer: seen('a'), tag: '', bytes: 0 }] };
  };
  expect(looksAt(await pass(300))[0]).toEqual([225, 'a']);
  expect(asked.slice(0, 4)).toEqual([15, 45, 105, 225]);
});

test('sees nothing while history is still being fetched: what is missing would look unusual', async () => {
  const { pass, world } = service(rules.slice(0, 1));
  let partial = true;
  world.answer = () => ({
    asOf: START,
    answers: [
      { answer: { ...seen('a', [signOf('k')]), ...(partial ? { partial } : {}) }, tag: '', bytes: 0 },
    ],
  });
  expect(looksAt(await pass(60))).toEqual([]);
  partial = false;
  expect(looksAt(await pass(120))).not.toEqual([]);
});

test('looks at once at a rule that was changed, and at all where the clock was set back', async () => {
  const { pass, world } = service([...rules]);
  await pass(30);
  world.rules = settingsOf([ruleIn('a', { every: 1 }), ruleIn('b', { every: 5, severity: 'low' })]).rules;
  expect(looksAt(await pass(5))).toEqual([[31, 'b']]);
  world.now -= 10 * MINUTE;
  expect((await pass(3)).map(([, looks]) => looks[0]?.rule)).toEqual(['a', 'b']);
});
