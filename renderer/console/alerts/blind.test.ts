import { expect, it } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { useWhyBlind } from './blind.ts';

type Rules = Parameters<typeof useWhyBlind>[0];

it('why a rule is blind is asked when it is found to be so, and forgotten when it sees', async () => {
  const rules = shallowRef<ReturnType<Rules>>([
    { id: 'a', stands: 'blind' },
    { id: 'b', stands: 'on' },
  ]);
  const waiting: { rule: string; tell: (words: string) => void }[] = [];
  const scope = effectScope();
  const whys = scope.run(() =>
    useWhyBlind(
      () => rules.value,
      (rule) => new Promise((tell) => waiting.push({ rule, tell })),
    ),
  );
  const told = async (words: string): Promise<unknown> => {
    waiting.shift()?.tell(words);
    await nextTick();
    await nextTick();
    return Object.fromEntries(whys?.value ?? []);
  };
  expect(await told('nothing is held')).toEqual({ a: 'nothing is held' });
  rules.value = [
    { id: 'a', stands: 'on' },
    { id: 'b', stands: 'young' },
  ];
  await nextTick();
  expect(waiting.map(({ rule }) => rule)).toEqual(['b']);
  expect(await told('too short')).toEqual({ b: 'too short' });
  // Blind again is blind for another reason.
  rules.value = [
    { id: 'a', stands: 'blind' },
    { id: 'b', stands: 'blind' },
  ];
  await nextTick();
  expect(whys?.value.size).toBe(0);
  expect(await told('failed')).toEqual({ a: 'failed' });
  // What is answered when it sees again is of no use.
  rules.value = [];
  await nextTick();
  expect(await told('late')).toEqual({});
  scope.stop();
});
