import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { STATES } from '../../ui/states.ts';
import type { By } from '../model.ts';
import type { Counted, Lights } from './lights.ts';

const to = boardAt('indicators');

/** Fields by the states of their indicators, the whole city first. */
export function fromFields({ counts, rows }: Data<'fields'>, { names, say }: By): Lights {
  const counted = (of: typeof counts): Pick<Counted, 'counts' | 'total' | 'note' | 'to'> => ({
    counts: STATES.map((state) => of[state]),
    total: of.total,
    note: '',
    to,
  });
  const pressing = ({ red, orange }: typeof counts): boolean => red + orange > 0;
  const line = (row: (typeof rows)[number]): Counted => ({
    ...{ key: row.field, name: names.field(row.field), whole: false },
    ...counted(row),
  });
  return {
    as: 'counts',
    aside: [],
    columns: STATES.map((of) => ({ of, word: say(`state.${of}`) })),
    rows: [
      { key: 'all', name: say('fields.all'), whole: true, ...counted(counts) },
      ...rows.filter(pressing).map(line),
    ],
    calm: rows.filter((row) => !pressing(row)).map(line),
  };
}
