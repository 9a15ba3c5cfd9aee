import type { Panel } from '../../sync/contract/boards.ts';
import type { Text } from '../../sync/contract/languages.ts';
import { asked, type Data, type ParamsIn, type QuestionName } from '../../sync/contract/questions/index.ts';
import { service } from './city.ts';

/** One entry of the gallery: a question shown one way, over data of the made-up city. */
export interface Exhibit {
  /** Unique among the exhibits of its kind. */
  id: string;
  question: Panel['question'];
  options: Panel['options'];
  /** The kind's own title where absent. */
  title?: Text;
  data: unknown;
  /** The source its tile names; several where it is empty. */
  source: string;
  /** Columns and rows of a grid of 24 by 16 on a wall screen. The first size is shown in every state. */
  sizes: readonly (readonly [columns: number, rows: number])[];
}

/** How an exhibit is shown. */
interface Shown {
  id?: string;
  options?: Panel['options'];
  title?: Text;
  source?: string;
  sizes: Exhibit['sizes'];
}

/** An exhibit whose parameters and data are those of its question. */
export function exhibit<Q extends QuestionName>(
  name: Q,
  params: ParamsIn<Q>,
  data: Data<Q>,
  { id = name, options = {}, title, source = service.source, sizes }: Shown,
): Exhibit {
  const question = asked(name, params);
  return { id, question, options, ...(title === undefined ? {} : { title }), data, source, sizes };
}
