import { questions } from '../../contract/questions/index.ts';
import type { Question } from '../question.ts';

/** What viewers said is wrong or missing. Known to this wall alone, whatever the city link; empty where nobody said anything. */
export const reports: Question<'reports'> = {
  name: 'reports',
  params: questions.reports.params,
  sources: () => [],
  answer({ journal }, { limit }) {
    if (journal === null) return { waiting: 0, total: 0, rows: [] };
    const { waiting, total, rows } = journal.reports(limit);
    return {
      waiting,
      total,
      rows: rows.map(({ command, result }) => ({
        ...{ key: command.key, board: command.payload.board, panel: command.payload.panel },
        ...{ note: command.payload.note, asOf: command.payload.asOf, givenAt: command.givenAt },
        state: result?.outcome ?? 'queued',
        reason: result?.reason ?? '',
        settledAt: result?.at ?? null,
      })),
    };
  },
};
