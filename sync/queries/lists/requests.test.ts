import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR } from '../../contract/instants.ts';
import { questions, type Data, type ParamsIn } from '../../contract/questions/index.ts';
import type { RequestRecord } from '../../contract/records.ts';
import { answer, type QuestionContext } from '../index.ts';
import { filledCache } from '../oracle/filled.ts';
import { city, START } from '../oracle/lists.ts';
import { playedRequest } from '../oracle/requests.ts';

function ask(context: QuestionContext, params: ParamsIn<'requests'>): Data<'requests'> {
  const found = answer(context, 'requests', params);
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions.requests.answer.strict().parse(found.data);
}

const by = { name: 'A', office: '' };
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
      state: fc.constantFrom('open', 'owed', 'late', 'answered', 'withdrawn'),
      unit: fc.constant('u1'),
      indicator: fc.constant('spent'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.array(playedRequest(START, ['u1', 'u2']), { maxLength: 12 }),
      filter,
      fc.nat(80),
      (made, params, hours) => {
        const all = made.map((one, i) => ({ ...one, id: `r-${i}` }));
        const filled = filledCache(city(), [all]);
        const at = START + hours * HOUR;
        try {
          const told = ask(filled.at(at), params);
          const meant = all
            .filter(({ unit }) => params.unit === undefined || unit === params.unit)
            .filter(
              ({ about }) => params.indicator === undefined || JSON.stringify(about).includes('"spent"'),
            )
            .flatMap((one) => {
              const how = stood(one, at);
              return how === null ? [] : [{ id: one.id, ...how }];
            });
          const rows = meant.filter(({ state, late }) => {
            if (params.state === 'late') return late;
            if (params.state === 'open') return state !== 'accepted' && state !== 'withdrawn';
            const owes = state === 'asked' || state === 'received' || state === 'sentBack';
            if (params.state === 'owed') return owes && !late;
            return params.state === undefined || params.state === state;
          });
          const brief = told.rows.map(({ id, state, late }) => ({ id, state, late }));
          expect(brief.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
            rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          );
          expect([told.total, told.late]).toEqual([rows.length, meant.filter(({ late }) => late).length]);
          for (const [state, n] of Object.entries(told.states))
            expect(n, state).toBe(meant.filter((one) => one.state === state).length);
          for (const { unit, open, late } of told.units) {
            const own = meant.filter((one) => all.find(({ id }) => id === one.id)?.unit === unit);
            const waiting = own.filter(({ state }) => state !== 'accepted' && state !== 'withdrawn');
            expect([open, late], unit).toEqual([waiting.length, own.filter((one) => one.late).length]);
          }
          const sums = told.units.reduce((sum, { open }) => sum + open, 0);
          const closed = told.states.accepted + told.states.withdrawn;
          expect(sums).toBe(meant.length - closed);
          const order = brief.map(({ late }) => late);
          expect(order).toEqual(order.toSorted((a, b) => Number(b) - Number(a)));
        } finally {
          filled.close();
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('one of them has its thread up to that instant, as it stood in the list, and no key of a command', () => {
  const asked = { at: START, what: 'ask', by, text: 'Vì sao?', dueAt: START + HOUR } as const;
  const answered = { at: START + 2 * HOUR, what: 'answer', by, text: 'Vì mưa.' } as const;
  const history = [{ ...asked, key: 'command-1' }, answered];
  const held: RequestRecord = {
    ...{ kind: 'request', id: 'r', rev: 2, asks: 'explain', about: { what: 'unit' }, unit: 'u1' },
    ...{ state: 'answered', dueAt: START + HOUR, history },
  };
  const filled = filledCache(city(), [[held]]);
  try {
    const told = (at: number): unknown => answer(filled.at(at), 'request', { id: 'r' });
    expect(told(START - 1)).toMatchObject({ content: 'empty' });
    expect(told(START + HOUR)).toMatchObject({ data: { state: 'asked', late: true, history: [asked] } });
    expect(told(START + 2 * HOUR)).toMatchObject({
      data: { state: 'answered', late: false, history: [asked, answered] },
    });
    expect(JSON.stringify(told(START + 2 * HOUR))).not.toContain('command-1');
    expect(answer(filled.at(START), 'request', { id: 'other' })).toMatchObject({ content: 'empty' });
  } finally {
    filled.close();
  }
});
