import type { Answer } from '../../sync/contract/answers.ts';
import { schemasOf, type Data, type QuestionName } from '../../sync/contract/questions/index.ts';

/**
 * An answer as its question's contract has it; one that does not fit becomes content `error`, never a crash. Done
 * where an answer comes in, and nowhere else.
 */
export function checked<Q extends QuestionName>(name: Q, answer: Answer): Answer<Data<Q>> {
  if (answer.content !== 'data') return answer;
  const result = schemasOf(name).answer.safeParse(answer.data);
  const { asOf, freshness, partial } = answer;
  const told = { asOf, freshness, ...(partial === undefined ? {} : { partial }) };
  if (result.success) return { ...told, content: 'data', data: result.data };
  const [issue] = result.error.issues;
  const what = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  return { ...told, content: 'error', error: { code: 'answer-not-understood', what } };
}
