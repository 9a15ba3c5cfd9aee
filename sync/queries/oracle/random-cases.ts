import fc from 'fast-check';
import { DAY, HOUR } from '../../contract/instants.ts';
import { questions, type Data, type ParamsIn, type QuestionName } from '../../contract/questions/index.ts';
import type { CaseRecord, CityRecord } from '../../contract/records.ts';
import { AREAS, CATEGORIES, UNITS } from './fixture.ts';
import { answer, type QuestionContext } from '../index.ts';

/** Records begin within so many days. */
export const DAYS = 80;
const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(values, { nil: undefined });
/** Whole hours often, and the same few: instants meet where hours, days and months end. */
const shift = fc.oneof(
  fc.integer({ min: 0, max: DAYS * 24 }).map((h) => h * HOUR),
  fc.constantFrom(10, 10.5, 41, 65).map((d) => d * DAY),
  fc.integer({ min: 0, max: DAYS * DAY }),
);
const lasts = fc.oneof(
  fc.integer({ min: -3, max: 60 }).map((h) => h * HOUR),
  fc.integer({ min: 0, max: 20 * DAY }),
);

/** Any record of a case of the fixture's city, from `start` on; one in twenty takes one away. */
export const oneRecord = (start: number): fc.Arbitrary<CityRecord> =>
  fc
    .record({
      id: fc.integer({ min: 0, max: 60 }).map((n) => `c${n}`),
      rev: fc.integer({ min: 1, max: 3 }),
      service: fc.constantFrom('s1', 's1', 's1', 's2'),
      opened: shift,
      due: maybe(lasts),
      closed: maybe(lasts),
      category: fc.constantFrom(...CATEGORIES, 'strange'),
      unit: maybe(fc.constantFrom(...UNITS, 'u9')),
      area: maybe(fc.constantFrom(...AREAS, 'a9')),
      rating: maybe(fc.integer({ min: 1, max: 5 })),
      back: fc.array(lasts, { maxLength: 2 }),
      gone: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    })
    .map(
      ({ id, rev, service, opened, due, closed, category, unit, area, rating, back, gone }): CityRecord => {
        if (gone) return { kind: 'tombstone', of: 'case', scope: service, id, rev };
        const openedAt = start + opened;
        const record: CaseRecord = { kind: 'case', service, id, rev, openedAt, status: 'received', category };
        if (due !== undefined) record.dueAt = openedAt + due;
        if (closed !== undefined) record.closedAt = openedAt + closed;
        if (unit !== undefined) record.unit = unit;
        if (area !== undefined) record.area = area;
        if (rating !== undefined) record.rating = rating;
        if (back.length > 0) record.events = back.map((by) => ({ at: openedAt + by, what: 'reopened' }));
        return record;
      },
    );

/** An instant to ask about: anywhere, or just before, at or after one at which something happened or was due. */
export const instant = fc.oneof(
  shift.map((by) => (start: number) => start + by),
  fc
    .tuple(fc.nat(200), fc.integer({ min: -1, max: 1 }))
    .map(([n, off]) => (start: number, all: readonly CityRecord[]) => {
      const told = all.flatMap((one) =>
        one.kind === 'case' ? [one.openedAt, one.dueAt ?? [], one.closedAt ?? []].flat() : [],
      );
      return (told[n % told.length] ?? start) + off;
    }),
);

/** Asks; null where nothing was ever held. */
export function ask<Q extends QuestionName>(
  context: QuestionContext,
  name: Q,
  params: ParamsIn<Q>,
): Data<Q> | null {
  const found = answer(context, name, params);
  if (found.content === 'empty') return null;
  if (found.content !== 'data')
    throw new Error(`${name} ${JSON.stringify(params)}: ${JSON.stringify(found)}`);
  const isData = (value: unknown): value is Data<Q> => questions[name].answer.safeParse(value).success;
  if (!isData(found.data)) throw new Error(`${name} is not what it must be`);
  return found.data;
}
/** Asks for what must be there. */
export function must<Q extends QuestionName>(
  context: QuestionContext,
  name: Q,
  params: ParamsIn<Q>,
): Data<Q> {
  const found = ask(context, name, params);
  if (found === null) throw new Error(`${name} is empty`);
  return found;
}
