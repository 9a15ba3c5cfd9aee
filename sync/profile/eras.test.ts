import { expect, it } from 'vitest';
import type { Lasting } from '../contract/validity.ts';
import { eras } from './eras.ts';

it('eras begin where something begins, and the day after something ends', () => {
  const always: Lasting & { id: string } = { id: 'always' };
  const old = { id: 'old', validTo: '2025-06-30' };
  const young = { id: 'young', validFrom: '2025-07-01' };
  const brief = { id: 'brief', validFrom: '2024-02-28', validTo: '2024-02-28' };
  expect(eras([always, old, young, brief])).toEqual([
    { from: '2025-07-01', items: [always, young] },
    { from: '2024-02-29', items: [always, old] },
    { from: '2024-02-28', items: [always, old, brief] },
    { from: '', items: [always, old] },
  ]);
  expect(eras([always])).toEqual([{ from: '', items: [always] }]);
  expect(eras([])).toEqual([{ from: '', items: [] }]);
});
