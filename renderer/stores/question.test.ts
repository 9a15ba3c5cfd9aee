import { createPinia } from 'pinia';
import { afterEach, expect, it } from 'vitest';
import { createApp, effectScope, nextTick, ref, type EffectScope } from 'vue';
import type { Subscription } from '../../sync/contract/link.ts';
import { asked, type Asked } from '../../sync/contract/questions/index.ts';
import { useAnswer, useAnswers, useFrames } from './index.ts';

const AT = 1_790_000_000_000;
const line = { state: 'live', heard: AT, city: 'town', progress: null, faults: [] as string[] } as const;
const told = { asOf: AT, freshness: { state: 'live', since: AT, source: 's' } } as const;
const open = (n: number) => ({ open: n, within: n, dueSoon: 0, overdue: 0, untimed: 0, soonHours: 24 });
const backlog = (service: string): Asked => asked('backlog', { service });

let scope: EffectScope;
afterEach(() => scope.stop());

/** A window without a host: what it asks now, and frames that answer it. */
function window<T>(make: () => T) {
  const app = createApp({}).use(createPinia());
  scope = effectScope();
  return app.runWithContext(() => {
    const frames = useFrames();
    let subscribed: readonly Subscription[] = [];
    frames.connect((subscriptions) => (subscribed = subscriptions));
    const made = scope.run(make);
    if (made === undefined) throw new Error('the scope has ended');
    const take = (data: object): void => {
      const answers = subscribed.map(({ id }) => [id, { ...told, content: 'data' as const, data }]);
      const head = { seq: 1, asOf: AT, hostTime: AT, line: { ...line, faults: [] } };
      frames.take({ ...head, answers: Object.fromEntries(answers) });
    };
    return { made, frames, take, asks: () => subscribed.map(({ name, params }) => ({ name, params })) };
  });
}

it('is parsed where it comes in, and is the same object for all who ask', async () => {
  const { made, frames, take, asks } = window(() => [
    useAnswer(() => backlog('calls')),
    useAnswer(() => backlog('calls')),
  ]);
  await nextTick();
  expect(asks()).toEqual([backlog('calls')]);
  take({ ...open(3), unheardOf: 1 });
  await nextTick();
  const [held] = [...frames.answers.values()];
  expect(held?.content === 'data' && held.data).toEqual(open(3));
  expect(made.map(({ value }) => value)).toEqual([held, held]);
  expect(made.every(({ value }) => value === held)).toBe(true);
});

it('asks another question when it is given another, and none when it is given none', async () => {
  const wanted = ref<Asked | null>(backlog('calls'));
  const { made, take, asks } = window(() => useAnswer(() => wanted.value));
  await nextTick();
  take(open(3));
  await nextTick();
  expect(made.value?.content).toBe('data');
  wanted.value = backlog('letters');
  await nextTick();
  await nextTick();
  expect([asks(), made.value]).toEqual([[backlog('letters')], null]);
  wanted.value = null;
  await nextTick();
  await nextTick();
  expect([asks(), made.value]).toEqual([[], null]);
});

it('several at once, by names; what is not asked is null', async () => {
  const { made, take, asks } = window(() => useAnswers(() => ({ one: backlog('calls'), other: null })));
  await nextTick();
  expect(asks()).toEqual([backlog('calls')]);
  take(open(1));
  await nextTick();
  expect(made.value).toMatchObject({ one: { content: 'data', data: open(1) }, other: null });
});
