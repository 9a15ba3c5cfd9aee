import type { Answer } from '../../sync/contract/answers.ts';
import type { Panel } from '../../sync/contract/boards.ts';
import { besidesOf, type BesideName } from '../../sync/contract/panels.ts';
import { schemasOf, type Data, type Params } from '../../sync/contract/questions/index.ts';
import { names, NOW } from '../exhibits/city.ts';
import { areas } from '../exhibits/figures/cases.ts';
import { heatOn } from '../exhibits/figures/map.ts';
import { requests } from '../exhibits/figures/lists.ts';
import { hotspots } from '../exhibits/figures/wall.ts';

/** The made-up city's answer to each question that some kind asks beside its board's. */
const BESIDE: { readonly [Q in BesideName]: (params: Params<Q>) => Data<Q> } = {
  heat: ({ grid }) => heatOn(grid === 'fine' ? 'fine' : 'mid'),
  areas: () => areas,
  hotspots: () => hotspots,
  requests: () => requests,
};
const isBeside = (name: string): name is BesideName => Object.hasOwn(BESIDE, name);

function dataOf<Q extends BesideName>(name: Q, params: unknown): Data<Q> {
  return BESIDE[name](schemasOf(name).params.parse(params));
}

/** What a panel asks beside its board's question, as a host would answer it; none where its kind asks nothing. */
export function answersBeside(panel: Panel): Record<string, Answer | null> {
  const told = { asOf: NOW, freshness: { state: 'live', since: NOW, source: 'citizens' } } as const;
  const asked = Object.entries(besidesOf(panel, names.city.map.inset));
  return Object.fromEntries(
    asked.map(([as, one]): [string, Answer | null] =>
      one !== null && isBeside(one.name)
        ? [as, { ...told, content: 'data', data: dataOf(one.name, one.params) }]
        : [as, null],
    ),
  );
}
