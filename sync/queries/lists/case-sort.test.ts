import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import { caseColumn, type CaseColumn, type CaseLine } from '../../contract/questions/drill.ts';
import { questions, type Data, type ParamsIn } from '../../contract/questions/index.ts';
import type { Profile } from '../../contract/profile.ts';
import { both } from '../oracle/fixture.ts';
import { filledCache } from '../oracle/filled.ts';
import { city, matches, someCase, someFilter, START } from '../oracle/lists.ts';
import { answer, type QuestionContext } from '../index.ts';

/** Names whose order in Vietnamese is neither that of their codes nor that of their letters' numbers. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ flood: 'Ngập nước', noise: 'Âm thanh', light: 'Đèn' },
  ...{ u1: 'Sở Y tế', u2: 'Điện lực', u3: 'Ủy ban', u4: 'Ánh sáng', u5: 'Dân phòng', u6: 'Ẩm thực' },
  ...{ a1: 'Thủ Đức', a2: 'Ấp Bắc', a3: 'Đa Kao', a4: 'Dĩ An', a5: 'An Phú' },
};
/** The same in the order a Vietnamese dictionary has them. */
const SORTED = {
  category: ['Âm thanh', 'Đèn', 'Ngập nước'],
  unit: ['Ánh sáng', 'Ẩm thực', 'Dân phòng', 'Điện lực', 'Sở Y tế', 'Ủy ban'],
  area: ['An Phú', 'Ấp Bắc', 'Dĩ An', 'Đa Kao', 'Thủ Đức'],
};
function named(): Profile {
  const profile = city();
  const name = (one: { id: string; name: { vi: string; en: string } }): void => {
    one.name = both(NAMES[one.id] ?? one.id);
  };
  for (const list of [profile.units, profile.areas, ...profile.services.map((s) => s.categories)])
    list.forEach(name);
  return profile;
}

const STATES = ['overdue', 'dueSoon', 'open', 'late', 'closed'];
/** What a line is sorted by, as its column says; undefined where it has no value. */
function valueOf(profile: Profile, column: CaseColumn): (line: CaseLine) => number | string | undefined {
  const place = (list: 'category' | 'unit' | 'area', code: string | null): number | undefined => {
    const at = SORTED[list].indexOf(NAMES[code ?? ''] ?? '');
    return at < 0 ? undefined : at;
  };
  const has = (line: CaseLine): boolean =>
    profile.services.some((s) => s.id === line.service && s.categories.some((c) => c.id === line.category));
  switch (column) {
    case 'id':
      return ({ id }) => id;
    case 'opened':
      return ({ openedAt }) => openedAt;
    case 'category':
      return (line) => (has(line) ? place('category', line.category) : undefined);
    case 'area':
      return ({ area }) => place('area', area);
    case 'unit':
      return ({ unit }) => place('unit', unit);
    case 'state':
      return ({ state }) => STATES.indexOf(state);
    case 'end':
      return ({ closedAt, dueAt, openedAt }) =>
        closedAt ?? (dueAt === null ? undefined : Math.max(dueAt, openedAt));
    case 'rating':
      return ({ rating }) => rating ?? undefined;
  }
}

function pages(context: QuestionContext, params: ParamsIn<'cases'>): Data<'cases'>['rows'] {
  const rows: Data<'cases'>['rows'] = [];
  for (let after: string | undefined; ;) {
    const found = answer(context, 'cases', { ...params, ...(after === undefined ? {} : { after }) });
    if (found.content !== 'data') throw new Error(JSON.stringify(found));
    const page = questions.cases.answer.parse(found.data);
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

it('a list sorted by any column has every case that matches once, in the order of what is shown, those without a value last; and is counted', () => {
  const profile = named();
  fc.assert(
    fc.property(
      fc.array(someCase, { minLength: 1, maxLength: 40 }),
      someFilter,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: START - DAY, max: START + 75 * DAY }),
      (made, filter, limit, at) => {
        const cases = made.map((c, i) => ({ ...c, id: `A-${String(i).padStart(3, '0')}` }));
        const filled = filledCache(profile, [cases]);
        try {
          const counted = answer(filled.at(at), 'cases', { filter, limit: 1, count: true });
          const wanted = cases.filter(matches(filter, at)).map(({ id }) => id);
          expect(counted).toMatchObject({ data: { total: wanted.length } });
          for (const column of caseColumn.options)
            for (const turn of ['', '-'] as const) {
              const rows = pages(filled.at(at), { filter, order: `${turn}${column}`, limit });
              expect(rows.map(({ id }) => id).toSorted(), column).toEqual(wanted);
              const values = rows.map(valueOf(profile, column));
              const known = values.filter((one) => one !== undefined);
              expect(values.slice(known.length), 'last').toEqual(values.filter((one) => one === undefined));
              const rising = known.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
              expect(known, `${turn}${column}`).toEqual(turn === '' ? rising : rising.toReversed());
            }
        } finally {
          filled.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('refuses a cursor that is none of a sorted list', () => {
  const filled = filledCache(city(), [[]]);
  for (const after of ['1.2', '["x",1', '[1,2,3,4]', '[1,2]', '["\\u12",1]'])
    expect(answer(filled.at(START), 'cases', { filter: {}, order: 'id', after })).toMatchObject({
      content: 'error',
      error: { code: 'question-params' },
    });
  filled.close();
});
