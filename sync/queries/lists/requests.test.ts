import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR } from '../../contract/instants.ts';
import { questions, type Data, type ParamsIn } from '../../contract/questions/index.ts';
import type { RequestRecord } from '../../contract/records.ts';
import { moved, requestMove, standingAt } from '../../contract/requests.ts';
import { answer, type QuestionContext } from '../index.ts';
import { filledCache } from '../oracle/filled.ts';
import { city, START } from '../oracle/lists.ts';

function ask(context: QuestionContext, params: ParamsIn<'requests'>): Data<'requests'> {
  const found = answer(context, 'requests', params);
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions.requests.answer.strict().parse(found.data);
}

const by = { name: 'A', office: '' };
/** A request as somebody may have played it. */
const played = fc
  .record({
    begun: fc.nat(50),
    due: fc.nat(50),
    unit: fc.constantFrom('u1', 'u2'),
    about: fc.constantFrom<RequestRecord['about']>(
      { what: 'unit' },
      { what: 'indicator', indicator: 'spent', subject: 'city' },
      { what: 'alert', alert: 'a', rule: 'r', indicator: 'fires' },
    ),
    moves: fc.array(fc.constantFrom(...requestMove.options), { maxLength: 8 }),
  })
  .map(({ begun, due, unit, about, moves }): RequestRecord => {
    const at = START + begun * HOUR;
    const dueAt = at + due * HOUR;
    const history: RequestRecord['history'] = [{ at, what: 'ask', by, text: 'x', dueAt }];
    for (const [i, what] of moves.entries()) {
      const entry = { at: at + (i + 1) * HOUR, what, by, text: '' };
      if (moved(standingAt(history, Infinity), entry) !== null) history.push(entry);
    }
    const stands = standingAt(history, Infinity) ?? { state: 'asked', dueAt };
    return {
      kind: 'request',
      id: 'r',
      rev: history.length,
      asks: 'explain',
      about,
      unit,
      ...stands,
      history,
    };
  });

/** How one stood, counted from its history alone: its last move but reminders, and whether an answer was owed too long. */
function stood({ history }: RequestRecord, at: number): { state: string; late: boolean } | null {
  const known = history.filter((entry) => entry.at <= at);
  const last = known.findLast(({ what }) => what !== 'remind')?.what;
  if (last === undefined) return null;
  const names = { ask: 'asked', receive: 'received', answer: 'answered', accept: 'accepted' } as const;
  const others = { sendBack: 'sentBack', withdraw: 'withdrawn', remind: '' } as const;
  const due = known.findLast(({ dueAt }) => dueAt !== undefined)?.dueAt ?? 0;
  const owes = last === 'ask' || last === 'receive' || last === 'sendBack';
  return { state: { ...names, ...others }[last], late: owes && due <= at };
}

it('law: holds those that are meant, as they stood at any instant, the late first, and counts them all', () => {
  const filter = fc.record(
    {
      state: fc.constantFrom('open', 'late', 'answered', 'withdrawn'),
      unit: fc.constant('u1'),
      indicator: fc.constant('spent'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(played, { maxLength: 12 }), filter, fc.nat(80), (made, params, hours) => {
      const all = made.map((one, i) => ({ ...one, id: `r-${i}` }));
      const filled = filledCache(city(), [all]);
      const at = START + hours * HOUR;
      try {
        const told = ask(filled.at(at), params);
        const meant = all
          .filter(({ unit }) => params.unit === undefined || unit === params.unit)
          .filter(({ about }) => params.indicator === undefined || JSON.stringify(about).includes('"spent"'))
          .flatMap((one) => {
            const how = stood(one, at);
            return how === null ? [] : [{ id: one.id, ...how }];
          });
        const rows = meant.filter(({ state, late }) => {
          if (params.state === 'late') return late;
          if (params.state === 'open') return state !== 'accepted' && state !== 'withdrawn';
          return params.state === undefined || params.state === state;
        });
        const brief = told.rows.map(({ id, state, late }) => ({ id, state, late }));
        expect(brief.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
          rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        );
        expect([told.total, told.late]).toEqual([rows.length, meant.filter(({ late }) => late).length]);
        for (const [state, n] of Object.entries(told.states))
          expect(n, state).toBe(meant.filter((one) => one.state === state).length);
        const order = brief.map(({ late }) => late);
        expect(order).toEqual(order.toSorted((a, b) => Number(b) - Number(a)));
      } finally {
        filled.close();
      }
    }),
    { numRuns: 40 },
  );
});
