import type { Board, GridArea, Panel } from '../../sync/contract/boards.ts';
import { isQuestion, questions } from '../../sync/contract/questions/index.ts';

/** How many rows a panel that is shown alone asks for: the most that its question gives. */
const LIMITS = [500, 300, 200, 120, 100, 50, 20] as const;

/** A panel's question for as many rows as it gives; as it is where it is not one of so many. */
function unlimited({ name, params }: Panel['question']): Panel['question'] {
  if (!isQuestion(name)) return { name, params };
  const most = LIMITS.find((limit) => questions[name].params.safeParse({ ...params, limit }).success);
  return { name, params: most === undefined ? params : { ...params, limit: most } };
}

/** A board on which one of its panels stands alone, with all its rows; null where it has no such panel. */
export function wholeOf(board: Board, id: string): Board | null {
  const panel = board.panels.find((one) => one.id === id);
  if (panel === undefined) return null;
  const { id: of, title, subject } = board;
  const alone = {
    ...panel,
    at: [0, 0, 1, 1] as GridArea,
    when: undefined,
    question: unlimited(panel.question),
  };
  return { id: of, title, subject, grid: { columns: 1, rows: 1 }, panels: [alone] };
}
