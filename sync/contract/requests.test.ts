import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_ENTRIES, record, requestRecord, type RequestRecord } from './records.ts';
import {
  isLate,
  moved,
  MOVES,
  requestMove,
  requestState,
  standingAt,
  TURN,
  type RequestMove,
} from './requests.ts';

const START = Date.UTC(2026, 10, 20);
const by = { name: 'Lê Thị A', office: 'Văn phòng' };
type Step = Pick<RequestRecord['history'][number], 'at' | 'what' | 'dueAt'>;
const requestOf = (steps: readonly Step[], more: object = {}): unknown => ({
  ...{ kind: 'request', id: 'r-1', rev: 1, asks: 'explain', about: { what: 'unit' }, unit: 'u1' },
  ...standingAt(steps, Infinity),
  history: steps.map((step) => ({ by, text: 'x', ...step })),
  ...more,
});
const asked: Step = { at: START, what: 'ask', dueAt: START + 1000 };
const after = (...moves: RequestMove[]): Step[] => [
  asked,
  ...moves.map((what, i) => ({ at: START + i + 1, what })),
];
const takes = (one: unknown): boolean => record.safeParse(one).success;

it('stands in docs/requests.md move by move', () => {
  const text = readFileSync(new URL('../../docs/requests.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` +\| ([^|]+?) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)];
  const told = rows.map(([, move, who, from, to]) => [move, who, from, to]);
  const law = requestMove.options.map((move) => {
    const { by: roles, leads } = MOVES[move];
    const [from, to] = [Object.keys(leads), [...new Set(Object.values(leads))]];
    const same = Object.entries(leads).every(([before, next]) => before === next);
    return [move, roles.join(', '), from.join(', ').replace('none', '–'), same ? 'as it was' : to.join(', ')];
  });
  expect(told).toEqual(law);
});

describe('law: over random plays', () => {
  const play = fc.array(
    fc.record({ what: fc.constantFrom(...requestMove.options), wait: fc.nat(500), extends: fc.boolean() }),
    { maxLength: MOST_ENTRIES - 1 },
  );

  it('a request is taken exactly while each of its moves is one of the table, and nothing moves it when it is over', () => {
    fc.assert(
      fc.property(play, (moves) => {
        let [standing, at] = [standingAt([asked], START), START];
        const steps = [asked];
        for (const { what, wait, extends: more } of moves) {
          at += wait;
          const step: Step = { at, what, ...(more ? { dueAt: at + 300 } : {}) };
          const next = moved(standing, step);
          const allowed = standing !== null && Object.hasOwn(MOVES[what].leads, standing.state);
          expect(next !== null).toBe(allowed);
          expect(takes(requestOf([...steps, step], next ?? standing ?? {}))).toBe(allowed);
          if (standing !== null && TURN[standing.state] === null) expect(next).toBeNull();
          if (next === null) continue;
          steps.push(step);
          standing = next;
        }
        expect(standingAt(steps, Infinity)).toEqual(standing);
      }),
      { numRuns: 60 },
    );
  });

  it('at any instant it stands as it did then, and what came later changes nothing of that', () => {
    fc.assert(
      fc.property(play, fc.nat(2000), (moves, later) => {
        const steps = [asked];
        for (const [i, { what }] of moves.entries()) {
          const step = { at: START + i * 20, what };
          if (moved(standingAt(steps, Infinity), step) !== null) steps.push(step);
        }
        const at = START + later;
        expect(standingAt(steps, at)).toEqual(
          standingAt(
            steps.filter((step) => step.at <= at),
            Infinity,
          ),
        );
        expect(standingAt(steps, START - 1)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('every state can be reached', () => {
    const reached = new Set<string>();
    const go = (steps: Step[]): void => {
      const standing = standingAt(steps, Infinity);
      if (standing === null || reached.has(standing.state)) return;
      reached.add(standing.state);
      for (const what of requestMove.options) go([...steps, { at: START, what }]);
    };
    go([asked]);
    expect([...reached].sort()).toEqual([...requestState.options].sort());
  });
});

describe('a request', () => {
  it.each<[string, unknown, boolean]>([
    ['that was answered and sent back', requestOf(after('answer', 'sendBack')), true],
    ['whose state is not what its history comes to', requestOf(after('receive'), { state: 'asked' }), false],
    ['with another deadline than its history', requestOf(after(), { dueAt: START }), false],
    ['whose history does not begin with a question', requestOf([], { ...asked, state: 'asked' }), false],
    ['whose history goes back in time', requestOf([asked, { at: START - 1, what: 'receive' }]), false],
    ['accepted before it was answered', requestOf(after('accept'), { state: 'accepted', dueAt: 1 }), false],
    ['with a link that is a script', linked('javascript:alert(1)'), false],
    ['with a link to a page', linked('https://hcmc.example/a?b=c'), true],
    ['about no kind of thing', requestOf(after(), { about: { what: 'mood' } }), false],
  ])('%s: %#', (_, one, good) => {
    expect(takes(one)).toBe(good);
  });

  it('says what of it is wrong', () => {
    const read = requestRecord.safeParse(requestOf(after('receive'), { state: 'asked' }));
    expect(read.error?.issues).toMatchObject([{ path: ['state'], message: 'its history leads to received' }]);
  });

  it('is late while an answer is owed and its deadline has passed', () => {
    const due = START + 1000;
    const late = (moves: RequestMove[], at: number): boolean => {
      const standing = standingAt(after(...moves), Infinity);
      return standing !== null && isLate(standing, at);
    };
    expect([late([], due - 1), late([], due), late(['remind'], due)]).toEqual([false, true, true]);
    expect([late(['answer'], due), late(['answer', 'sendBack'], due)]).toEqual([false, true]);
    expect(late(['withdraw'], due)).toBe(false);
  });
});

function linked(link: string): unknown {
  return requestOf([asked], { history: [{ ...asked, by, text: 'x', links: [link] }] });
}
