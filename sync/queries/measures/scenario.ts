import type { Data } from '../../contract/questions/index.ts';
import { heldScenario, scenarioKey } from '../../store/scenarios.ts';
import type { QuestionContext } from '../question.ts';

/** What was assumed here by the instant of the year that a course is of; null where nothing is. */
export function scenarioAt(
  { journal, at }: QuestionContext,
  indicator: string,
  course: Data<'indicator'>['course'],
): Data<'indicator'>['scenario'] {
  if (journal === null || course === null) return null;
  const { year } = course;
  const held = journal.state(scenarioKey(indicator, year));
  if (held === undefined) return null;
  const { value, note, givenAt } = heldScenario.parse(held);
  return value === null || givenAt > at ? null : { year, value, note, givenAt };
}
