import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../contract/instants.ts';
import { questions, type Data, type ParamsIn } from '../../contract/questions/index.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { filledCache } from '../oracle/filled.ts';
import { answer, type QuestionContext } from '../index.ts';
import { city, closed, matches, someCase, someFilter, sortedBy, START } from '../oracle/lists.ts';

function ask(context: QuestionContext, params: ParamsIn<'cases'>): Data<'cases'> {
  const found = answer(context, 'cases', params);
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions.cases.answer.strict().parse(found.data);
}

/** All pages of a list, one after the other. */
function pages(context: QuestionContext, params: ParamsIn<'cases'>): Data<'cases'>['rows'] {
  const rows: Data<'cases'>['rows'] = [];
  let after: string | undefined;
  do {
    const page = ask(context, { ...params, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

describe('a list of cases', () => {
  it('has exactly the cases that match, each once, in order, whatever the pages; and the total that it tells', () => {
    fc.assert(
      fc.property(
        fc.array(someCase, { minLength: 1, maxLength: 60 }),
        fc.array(fc.tuple(someFilter, fc.constantFrom('newest' as const, 'due' as const)), {
          minLength: 6,
          maxLength: 6,
        }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: START - DAY, max: START + 75 * DAY }),
        (made, filters, limit, at) => {
          const cases = made.map((c, i) => ({ ...c, id: `A-${String(i).padStart(3, '0')}` }));
          const filled = filledCache(city(), [cases]);
          try {
            const context = filled.at(at);
            for (const [filter, order] of filters) {
              const wanted = cases.filter(matches(filter, at));
              const rows = pages(context, { filter, order, limit });
              const end = Math.min(filter.to ?? at, at);
              const expected = order === 'due' ? wanted.filter((c) => closed(c) > end) : wanted;
              expect(new Set(rows.map((r) => r.id)), JSON.stringify(filter)).toEqual(
                new Set(expected.map((c) => c.id)),
              );
              expect(rows.length).toBe(expected.length);
              const by = rows.map(sortedBy(filter, order, end));
              expect(by, JSON.stringify(filter)).toEqual([...by].sort((a, b) => a - b));
              const { total } = ask(context, { filter, order, limit: 1 });
              if (total !== null) expect(total, `${JSON.stringify(filter)} ${order}`).toBe(expected.length);
            }
          } finally {
            filled.close();
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says how each stood at the instant asked about, not how it stands now', () => {
    const one: CaseRecord = {
      ...{ kind: 'case', service: 's1', id: 'x', rev: 3, category: 'flood', status: 'resolved' },
      ...{
        openedAt: START,
        dueAt: START + DAY,
        closedAt: START + 3 * DAY,
        rating: 4,
        unit: 'u1',
        area: 'a1',
      },
      events: [
        { at: START + HOUR, what: 'assigned', unit: 'u1' },
        { at: START + 2 * DAY, what: 'reopened' },
        { at: START + 4 * DAY, what: 'rated' },
      ],
    };
    const filled = filledCache(city(), [[one]]);
    const lineAt = (at: number) => ask(filled.at(at), { filter: {} }).rows[0];
    expect(lineAt(START + HOUR)).toMatchObject({
      state: 'dueSoon',
      closedAt: null,
      rating: null,
      returned: 0,
    });
    expect(lineAt(START + 2 * DAY)).toMatchObject({ state: 'overdue', status: 'inProgress', returned: 1 });
    expect(lineAt(START + 3 * DAY)).toMatchObject({ state: 'late', status: 'resolved', rating: null });
    expect(lineAt(START + 5 * DAY)).toMatchObject({ state: 'late', rating: 4 });
    const found = answer(filled.at(START + 3 * DAY), 'case', { service: 's1', id: 'x' });
    const data = found.content === 'data' ? questions.case.answer.strict().parse(found.data) : null;
    expect(data?.history.map((step) => step.what)).toEqual([
      'opened',
      'assigned',
      'due',
      'reopened',
      'closed',
    ]);
    expect(answer(filled.at(START - 1), 'case', { service: 's1', id: 'x' }).content).toBe('empty');
    filled.close();
  });

  it('has in a time what happened at its first and at its last instant', () => {
    const end = START + 3 * DAY;
    const one: CaseRecord = {
      ...{ kind: 'case', service: 's1', id: 'x', rev: 1, category: 'flood', status: 'resolved' },
      ...{ openedAt: START, dueAt: START + DAY, closedAt: end, rating: 2 },
    };
    const filled = filledCache(city(), [[one]]);
    const has = (filter: ParamsIn<'cases'>['filter']): number =>
      ask(filled.at(end + 5 * DAY), { filter }).rows.length;
    for (const id of [{}, { id: 'x' }])
      for (const state of ['closed', 'late', 'missed', 'handled', 'rated'] as const) {
        expect([state, has({ ...id, state, from: end }), has({ ...id, state, to: end })]).toEqual([
          state,
          1,
          1,
        ]);
        expect([state, has({ ...id, state, from: end + 1 })]).toEqual([state, 0]);
      }
    expect(has({ state: 'overdue', to: end - 1 })).toBe(1);
    // What was not closed yet at the instant stands open then, though the time asked about begins later still.
    for (const id of [{}, { id: 'x' }])
      for (const state of ['missed', 'handled'] as const)
        expect([state, has({ ...id, state, from: end + DAY, to: end - 1 })]).toEqual([state, 1]);
    filled.close();
  });

  it('tells the cases near one: of its place and kind, the nearest in time first, at most eight', () => {
    const made = Array.from({ length: 40 }, (_, i): CaseRecord => ({
      ...{ kind: 'case', service: 's1', rev: 1, category: 'flood', status: 'received' },
      ...{ id: `n-${i}`, openedAt: START + i * 5 * HOUR, area: i % 4 === 3 ? 'a2' : 'a1' },
    }));
    const filled = filledCache(city(), [made]);
    const near = (at: number): string[] => {
      const found = answer(filled.at(at), 'case', { service: 's1', id: 'n-20' });
      if (found.content !== 'data') throw new Error(JSON.stringify(found));
      return questions.case.answer.parse(found.data).near.map(({ id }) => id);
    };
    expect(near(START + 30 * DAY)).toEqual([21, 22, 18, 17, 24, 16, 25, 26].map((i) => `n-${i}`));
    expect(near(START + 20 * 5 * HOUR)).toEqual([18, 17, 16, 14, 13, 12, 10, 9].map((i) => `n-${i}`));
    filled.close();
  });

  it.each([
    [{ filter: { service: 'nope' } }, 'filter.service'],
    [{ filter: { unit: 'nope' } }, 'filter.unit'],
    [{ filter: { area: 'nope' } }, 'filter.area'],
    [{ filter: { category: 'nope' } }, 'filter.category'],
    [{ filter: {}, after: 'yesterday' }, 'after'],
    [{ filter: { from: START } }, 'filter.from'],
    [{ filter: { to: START } }, 'filter.to'],
    [{ filter: { state: 'late', rating: 3 } }, 'filter.rating'],
    [{ filter: { colour: 'red' } }, 'filter'],
  ])('refuses %j, naming what is wrong', (params, where) => {
    const filled = filledCache(city(), [[]]);
    const found = answer(filled.at(START), 'cases', params);
    expect(found).toMatchObject({ content: 'error', error: { code: 'question-params' } });
    expect(found.content === 'error' && found.error.what).toContain(where);
    filled.close();
  });
});
