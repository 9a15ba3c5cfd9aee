import { afterEach, expect, it } from 'vitest';
import type { AlertSettingsIn } from '../../contract/alert-rules.ts';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import { questions, type Data } from '../../contract/questions/index.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { answer, answerInSteps, isLong } from '../index.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { both } from '../oracle/fixture.ts';
import { aCase, at, midnight } from '../oracle/flood-morning.ts';
import { measuresProfile } from '../oracle/measures-fixture.ts';

type RuleIn = AlertSettingsIn['rules'][number];

let filled: Filled | undefined;
afterEach(() => filled?.close());

const rule = (more: Partial<RuleIn> = {}): RuleIn => ({
  ...{ id: 'r', name: both('Rule'), severity: 'medium' as const, holds: 0, clears: 60, every: 15 },
  watch: { detector: 'counts', service: 's1', by: 'categoryArea', hours: 2 },
  ...more,
});

/** Ten weeks of a case an hour, and floods at a2: so many, from nine in the morning of the 5th of November on, a minute apart. */
function held(floods: number): CaseRecord[] {
  const calm = Array.from({ length: 70 * 24 }, (_, n) =>
    aCase(`c${n}`, at - n * HOUR - (n % 60) * 1000, { category: 'noise', area: `a${1 + (n % 5)}` }),
  );
  const nine = Date.parse('2026-11-05T09:00:00+07:00');
  return [
    ...calm,
    ...Array.from({ length: floods }, (_, i) =>
      aCase(`f${i}`, nine + i * MINUTE, { area: 'a2', unit: 'u3' }),
    ),
  ];
}

function ask(params: { rule: unknown; day: string }, more: { at?: number } = {}): Data<'trial'> {
  const found = answer(told(params, more), 'trial', params);
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions.trial.answer.parse(found.data);
}
/** What steps come to, as the last of them. */
function* drained<T>(steps: Generator<undefined, T>): Generator<T | undefined> {
  yield yield* steps;
}
const told = (_: unknown, { at: when = at }: { at?: number }) => {
  if (filled === undefined) throw new Error('nothing held');
  return filled.at(when);
};
const clock = (instant: number | null | undefined): string =>
  instant === null || instant === undefined ? '-' : new Date(instant + 7 * HOUR).toISOString().slice(11, 16);

it('says what a rule would have raised on a day, when, until when, and on what', () => {
  filled = filledCache(measuresProfile(), [held(30)]);
  const found = ask({ rule: rule(), day: '2026-11-05' });
  expect(found).toMatchObject({ day: '2026-11-05', blind: null, looks: 96, raised: 1 });
  const [row] = found.rows;
  expect(row?.sign).toMatchObject({ subject: { category: 'flood', area: 'a2' }, unit: 'u3' });
  // Looked at on the quarter, less a millisecond; two hours after the last of them it is gone, and an hour later that counts.
  expect([clock(row?.at), clock(row?.until)]).toEqual(['09:14', '12:29']);
  expect(ask({ rule: rule(), day: '2026-11-04' })).toMatchObject({ looks: 96, raised: 0, rows: [] });
});

it('holds and clears as the machine does', () => {
  filled = filledCache(measuresProfile(), [held(30)]);
  const raised = (more: Partial<RuleIn>): (string | undefined)[] =>
    ask({ rule: rule(more), day: '2026-11-05' }).rows.map((row) => `${clock(row.at)}-${clock(row.until)}`);
  expect(raised({ holds: 30 })).toEqual(['09:44-12:29']);
  expect(raised({ holds: 300 })).toEqual([]);
  expect(raised({ clears: 0 })).toEqual(['09:14-11:29']);
  expect(raised({ clears: 1440 })).toEqual(['09:14--']);
  // A rhythm of a minute is looked at in a coarser one, so that a day costs what a day costs.
  expect(raised({ every: 1, holds: 20 })).toHaveLength(1);
  expect(ask({ rule: rule({ every: 1 }), day: '2026-11-05' }).looks).toBe(96);
  expect(ask({ rule: rule({ every: 240 }), day: '2026-11-05' }).looks).toBe(6);
});

it('is answered in steps of a look each as it is at once, and ends where nobody waits any more', () => {
  filled = filledCache(measuresProfile(), [held(30)]);
  const params = { rule: rule(), day: '2026-11-05' };
  const context = filled.at(at);
  const drive = (stopped: () => boolean): { steps: number; told: unknown } => {
    let steps = 0;
    const all = answerInSteps(() => context, 'trial', params, stopped);
    for (;;) {
      const step = all.next();
      if (step.done === true) return { steps, told: step.value };
      steps += 1;
    }
  };
  const whole = drive(() => false);
  expect(whole.told).toEqual(answer(context, 'trial', params));
  // As many as there are looks: those of its day, and those of the hour that it clears in before.
  expect(whole.steps).toBe(96 + 4);
  let asked = 0;
  const cut = drive(() => (asked += 1) > 5);
  expect(cut).toMatchObject({ steps: 5, told: { content: 'error', error: { code: 'question-stopped' } } });
  expect([isLong('trial'), isLong('alerts'), isLong('nonsense')]).toEqual([true, false, false]);
});

it('is an error where what is held goes away between two steps, and nothing is thrown', () => {
  filled = filledCache(measuresProfile(), [held(30)]);
  const context = filled.at(at);
  let taken = 0;
  const fresh = () => {
    if ((taken += 1) > 9) throw new Error('nothing is held any more');
    return context;
  };
  const told = [...drained(answerInSteps(fresh, 'trial', { rule: rule(), day: '2026-11-05' }, () => false))];
  expect(told.at(-1)).toMatchObject({ content: 'error', error: { code: 'question-failed' } });
});

it('counts more than the rule may raise, so that its author sees that it is wrong', () => {
  filled = filledCache(measuresProfile(), [held(0)]);
  const watch = { ...rule().watch, minimum: 0, ratio: 1, falseDiscovery: 1 };
  const found = ask({ rule: { ...rule(), watch, clears: 0, most: 1 }, day: '2026-11-05' });
  expect(found.raised).toBeGreaterThan(10);
  expect(found.rows.length).toBe(Math.min(200, found.raised));
});

it('looks at a day as far as it has come, and at none that is to come', () => {
  filled = filledCache(measuresProfile(), [held(0)]);
  expect(ask({ rule: rule(), day: '2026-11-10' }, { at: midnight + HOUR })).toMatchObject({
    looks: 5,
    raised: 0,
  });
  expect(ask({ rule: rule(), day: '2026-11-12' })).toMatchObject({ looks: 0, raised: 0, blind: null });
});

it('says where nothing could be seen', () => {
  filled = filledCache(measuresProfile(), [held(0).filter(({ openedAt }) => openedAt > at - 10 * DAY)]);
  expect(ask({ rule: rule(), day: '2026-11-05' })).toMatchObject({ blind: 'tooShort', raised: 0 });
  expect(ask({ rule: rule({ watch: { detector: 'silence' } }), day: '2026-11-05' }).blind).toBe('noFacts');
});

it('refuses a rule that the profile would leave out, and says why', () => {
  filled = filledCache(measuresProfile(), []);
  const wrong = { rule: rule({ unit: 'nobody' }), day: '2026-11-05' };
  const found = answer(filled.at(at), 'trial', wrong);
  expect(found).toMatchObject({ content: 'error', error: { code: 'question-params' } });
  expect(found.content === 'error' && found.error.what).toContain('rule.unit: expected the id of a unit');
});
