import type { Fact } from '../../contract/questions/wall.ts';
import { TURN } from '../../contract/requests.ts';
import { linesAt } from '../lists/requests.ts';
import type { QuestionContext } from '../question.ts';

/** What units are asked and somebody must see to: answers that are owed too long, and those that wait; null where there is neither. */
export function requestsOpen(context: QuestionContext): Extract<Fact, { fact: 'requests' }> | null {
  const open = linesAt(context).filter(({ state }) => TURN[state] !== null);
  const late = open.filter((line) => line.late);
  const answered = open.filter(({ state }) => TURN[state] === 'asker').length;
  if (late.length === 0 && answered === 0) return null;
  const [most] = [...Map.groupBy(late, ({ unit }) => unit)]
    .map(([unit, of]) => ({ unit, late: of.length }))
    .sort((a, b) => b.late - a.late || (a.unit < b.unit ? -1 : 1));
  return { fact: 'requests', open: open.length, late: late.length, answered, unit: most ?? null };
}
