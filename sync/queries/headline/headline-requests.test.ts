import { expect, it } from 'vitest';
import { HOUR } from '../../contract/instants.ts';
import type { RequestRecord } from '../../contract/records.ts';
import type { RequestMove } from '../../contract/requests.ts';
import { standingAt } from '../../contract/requests.ts';
import { answer } from '../index.ts';
import { filledCache } from '../oracle/filled.ts';
import { at, floodMorning } from '../oracle/flood-morning.ts';
import { fixtureProfile } from '../oracle/fixture.ts';

/** A request of a unit on which something is done each hour from `hours` before now, with two hours to answer. */
function asked(id: string, unit: string, hours: number, ...moves: RequestMove[]): RequestRecord {
  const begun = at - hours * HOUR;
  const history: RequestRecord['history'] = ['ask' as const, ...moves].map((what, i) => ({
    ...{ at: begun + i * HOUR, what, by: { name: 'A', office: '' }, text: 'x' },
    ...(what === 'ask' ? { dueAt: begun + 2 * HOUR } : {}),
  }));
  const standing = standingAt(history, Infinity);
  if (standing === null) throw new Error(`${moves.join()} is no history`);
  const rev = history.length;
  return { kind: 'request', id, rev, asks: 'explain', about: { what: 'unit' }, unit, ...standing, history };
}

it('says how many answers are overdue of all that is open, whose most are, and how many wait; else that none is', () => {
  const all = [
    asked('a', 'u1', 5),
    asked('b', 'u2', 5, 'receive'),
    asked('c', 'u2', 6, 'answer', 'sendBack'),
    asked('d', 'u3', 1),
    asked('e', 'u1', 9, 'answer'),
    asked('f', 'u1', 9, 'answer', 'accept'),
    asked('g', 'u1', 9, 'withdraw'),
  ];
  const filled = filledCache(fixtureProfile(), [floodMorning(), all]);
  const told = (of: Parameters<typeof answer>[0]): unknown => {
    const found = answer(of, 'headline', { service: 's1', about: ['requests'] });
    return found.content === 'data' ? found.data : found;
  };
  try {
    expect(told(filled.at(at, {}))).toEqual({
      facts: [
        {
          ...{ fact: 'requests', open: 5, late: 3, answered: 1, unit: { unit: 'u2', late: 2 } },
          longest: { unit: 'u1', since: at - 8 * HOUR },
          next: { unit: 'u3', dueAt: at + HOUR },
        },
      ],
    });
    expect(told(filled.at(at - 8 * HOUR, {}))).toMatchObject({
      facts: [{ late: 0, answered: 2, unit: null }],
    });
    expect(told(filled.at(at - 10 * HOUR, {}))).toMatchObject({ facts: [{ fact: 'calm', of: 'requests' }] });
  } finally {
    filled.close();
  }
});
