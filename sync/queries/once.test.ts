import { expect, it } from 'vitest';
import { oncePerContext, remembering } from './once.ts';
import type { QuestionContext } from './question.ts';

const context = (): QuestionContext => ({}) as QuestionContext;

it('makes a thing once for a context and what is asked, and anew for another context', () => {
  let made = 0;
  const get = oncePerContext(
    (asked: { service: string }) => asked.service,
    (_, { service }) => `${service} ${(made += 1)}`,
  );
  const one = context();
  expect([get(one, { service: 'a' }), get(one, { service: 'b' }), get(one, { service: 'a' })]).toEqual([
    'a 1',
    'b 2',
    'a 1',
  ]);
  expect(get(context(), { service: 'a' })).toBe('a 3');
});

it('makes anew what threw', () => {
  let tries = 0;
  const get = oncePerContext(String, (): string => {
    if ((tries += 1) === 1) throw new Error('not yet');
    return 'made';
  });
  const one = context();
  expect(() => get(one, 1)).toThrow('not yet');
  expect(get(one, 1)).toBe('made');
});

it('forgets what was not asked for longest', () => {
  const get = remembering<number>(2);
  let made = 0;
  const make = (): number => (made += 1);
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map((key) => get(key, make))).toEqual([1, 2, 1, 3, 1, 4]);
});
