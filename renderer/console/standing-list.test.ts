import { expect, it } from 'vitest';
import { nextTick, shallowRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import { useStandingList } from './standing-list.ts';

const live = { state: 'live', since: 0, source: '' } as const;
const got = (...rows: string[]): Answer<readonly string[]> => ({
  ...{ content: 'data', data: rows, asOf: 1, freshness: live },
});
const failed: Answer<readonly string[]> = {
  ...{ content: 'error', asOf: 1, freshness: live },
  error: { code: 'internal', what: 'test' },
};

function standing() {
  const answer = shallowRef<Answer<readonly string[]> | null>(null);
  const of = shallowRef('all');
  const list = useStandingList(
    () => answer.value,
    (rows) => ({ rows, whole: true }),
    (row: string) => row.slice(0, 1),
    () => of.value,
  );
  const told = () => [[...list.rows.value], list.waiting.value, [...list.gone.value]];
  const comes = async (next: Answer<readonly string[]> | null) => {
    answer.value = next;
    await nextTick();
    return told();
  };
  return { of, comes, told, list };
}

it('stands as it first came, with its newest figures, and brings in what waits in its order when asked', async () => {
  const { comes, told, list } = standing();
  expect(await comes(got('b1', 'a1'))).toEqual([['b1', 'a1'], 0, []]);
  expect(await comes(got('c1', 'a2'))).toEqual([['b1', 'a2'], 1, ['b']]);
  expect(await comes(failed)).toEqual([['b1', 'a2'], 1, ['b']]);
  list.bringIn();
  expect(told()).toEqual([['c1', 'a2'], 0, []]);
});

it('is another list where another is asked for, from its first answer on and not before', async () => {
  const { of, comes, told } = standing();
  await comes(got('b1', 'a1'));
  of.value = 'late';
  await nextTick();
  // The answer of before may be told once more.
  expect(await comes(got('b2', 'a1'))).toEqual([['b1', 'a1'], 0, []]);
  expect(await comes(null)).toEqual([['b1', 'a1'], 0, []]);
  expect(await comes(got('z1'))).toEqual([['z1'], 0, []]);
  expect(told()).toEqual([['z1'], 0, []]);
});
