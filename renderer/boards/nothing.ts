import type { Answer } from '../../sync/contract/answers.ts';
import type { Panel } from '../../sync/contract/boards.ts';

const listIn = (data: unknown, of: string): readonly unknown[] | null => {
  if (typeof data !== 'object' || data === null) return null;
  const list: unknown = Reflect.get(data, of);
  return Array.isArray(list) ? list : null;
};

/** What a panel lists of its answer, where it is not its rows. */
function listed({ kind, question, options }: Panel, data: unknown): readonly unknown[] | null {
  if (question.name !== 'indicator') return listIn(data, 'rows');
  if (kind === 'bars') return listIn(data, 'subjects');
  if (options['view'] !== 'revisions') return null;
  return listIn(data, 'series')?.filter((point) => (listIn(point, 'earlier')?.length ?? 0) > 0) ?? null;
}

/**
 * Whether a panel has nothing to say: an answer without anything in it, or a list without an entry. Null where that is not known:
 * it has no answer yet, or it could not be computed, and that is something to say.
 */
export function hasNothing(panel: Panel, answer: Answer | null): boolean | null {
  if (answer === null) return null;
  if (answer.content === 'empty') return true;
  if (answer.content === 'error') return false;
  return listed(panel, answer.data)?.length === 0;
}
