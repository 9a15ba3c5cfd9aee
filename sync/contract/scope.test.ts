import { expect, it } from 'vitest';
import type { CityRecord, MeasureRecord, RequestRecord } from './records.ts';
import { belongs, type Scope } from './scope.ts';

const scope: Scope = { unit: 'roads', units: ['roads', 'lights'], areas: ['p1'], indicators: ['paved'] };
const one = { kind: 'case', service: '1022', id: 'x', rev: 1, openedAt: 0, status: 'received' } as const;
const measured: Omit<MeasureRecord, 'indicator' | 'subject'> = {
  ...{ kind: 'measure', territory: 'now', period: '2026', value: 1, status: 'official' },
  ...{ provenance: 'published', reportedAt: 0, source: '', rev: 1 },
};
const asset = { kind: 'asset', type: 'pump', id: 'x', rev: 1, status: 'on', at: 0 } as const;

const asked: Omit<RequestRecord, 'unit'> = {
  ...{
    kind: 'request',
    id: 'r1',
    rev: 1,
    asks: 'explain',
    about: { what: 'unit' },
    state: 'asked',
    dueAt: 2,
  },
  history: [{ at: 1, what: 'ask', by: { name: 'a', office: '' }, text: 'why', dueAt: 2 }],
};

it.each<[CityRecord, boolean]>([
  [{ ...one, category: 'hole', unit: 'roads' }, true],
  [{ ...one, category: 'hole', unit: 'lights' }, true],
  [{ ...one, category: 'hole', unit: 'water', area: 'p1' }, false],
  [{ ...one, category: 'hole' }, false],
  [{ ...measured, indicator: 'paved', subject: 'city' }, true],
  [{ ...measured, indicator: 'paved', subject: 'p2' }, true],
  [{ ...measured, indicator: 'births', subject: 'city' }, false],
  [{ ...measured, indicator: 'births', subject: 'p1' }, true],
  [{ ...measured, indicator: 'births', subject: 'lights' }, true],
  [{ ...measured, indicator: 'births', subject: 'p2' }, false],
  [{ ...asset, area: 'p1' }, true],
  [{ ...asset, area: 'p2' }, false],
  [asset, false],
  [{ ...asked, unit: 'lights' }, true],
  [{ ...asked, unit: 'water' }, false],
  [{ kind: 'personal', service: '1022', id: 'x', rev: 1 }, false],
  [{ kind: 'reference', type: 'unit', id: 'water', rev: 1, body: {} }, true],
  [{ kind: 'tombstone', of: 'case', scope: '1022', id: 'x', rev: 1 }, true],
])('%j belongs to the part: %s', (record, is) => {
  expect(belongs(scope)(record)).toBe(is);
});
