import type { Answer } from '../../sync/contract/answers.ts';
import type { Panel } from '../../sync/contract/boards.ts';

const listIn = (data: unknown, of: string): readonly unknown[] | null => {
  if (typeof data !== 'object' || data === null) return null;
  const list: unknown = Reflect.get(data, of);
  return Array.isArray(list) ? list : null;
};

const textIn = (row: unknown, of: string): unknown =>
  typeof row === 'object' && row !== null ? Reflect.get(row, of) : undefined;

/** Rows of a ranking that tells only who differs from the whole, or from its own period before, beyond chance. */
function apart(question: Panel['question'], rows: readonly unknown[]): readonly unknown[] {
  const { order } = question.params;
  const groups: Readonly<Record<string, string>> = { worst: 'worse', best: 'better' };
  if (question.name === 'quality') return rows.filter((row) => textIn(row, 'group') !== 'like');
  if (question.name !== 'units' || typeof order !== 'string') return rows;
  if (order in groups) return rows.filter((row) => textIn(row, 'group') === groups[order]);
  if (order !== 'declined' && order !== 'improved') return rows;
  return rows.filter((row) => ['worse', 'better'].includes(String(textIn(textIn(row, 'before'), 'change'))));
}

/** What a panel lists of its answer. */
function listed({ kind, question, options }: Panel, data: unknown): readonly unknown[] | null {
  const rows = listIn(data, 'rows');
  if (kind === 'ranking') return rows === null ? null : apart(question, rows);
  if (question.name !== 'indicator') return rows;
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
