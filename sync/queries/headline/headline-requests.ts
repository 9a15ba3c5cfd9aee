import type { Fact } from '../../contract/questions/wall.ts';
import { TURN } from '../../contract/requests.ts';
import { linesAt } from '../lists/requests.ts';
import type { QuestionContext } from '../question.ts';

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** What units are asked and somebody must see to: answers that are owed too long, and those that wait; null where there is neither. */
export function requestsOpen(context: QuestionContext): Extract<Fact, { fact: 'requests' }> | null {
  const open = linesAt(context).filter(({ state }) => TURN[state] !== null);
  const late = open.filter((line) => line.late);
  const answered = open.filter(({ state }) => TURN[state] === 'asker');
  if (late.length === 0 && answered.length === 0) return null;
  const [most] = [...Map.groupBy(late, ({ unit }) => unit)]
    .map(([unit, of]) => ({ unit, late: of.length }))
    .sort((a, b) => b.late - a.late || (a.unit < b.unit ? -1 : 1));
  const [longest] = answered.toSorted((a, b) => a.movedAt - b.movedAt || byId(a, b));
  const [next] = open
    .filter((line) => TURN[line.state] === 'unit' && !line.late)
    .toSorted((a, b) => a.dueAt - b.dueAt || byId(a, b));
  return {
    ...{ fact: 'requests', open: open.length, late: late.length, answered: answered.length },
    unit: most ?? null,
    longest: longest === undefined ? null : { unit: longest.unit, since: longest.movedAt },
    next: next === undefined ? null : { unit: next.unit, dueAt: next.dueAt },
  };
}
