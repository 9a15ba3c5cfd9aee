import { expect, it } from 'vitest';
import { faultWords } from './faults.ts';

const say = (key: string, said: object = {}): string => `${key} ${JSON.stringify(said)}`;

it.each([
  [[], ''],
  [['city-unreachable'], 'hostFault.city-unreachable {"code":"city-unreachable"}'],
  [['city-unreachable', 'disk-full'], 'hostFault.disk-full {"code":"city-unreachable"} +1'],
  [['a-new-one'], 'hostFault.other {"code":"a-new-one"}'],
])('%j is said as %s', (codes, words) => {
  expect(faultWords(codes, say)).toBe(words);
});
