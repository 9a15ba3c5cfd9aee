import type { Answer } from '../../sync/contract/answers.ts';
import type { Subscription } from '../../sync/contract/link.ts';
import { NOW } from '../exhibits/city.ts';
import { areas } from '../exhibits/figures/cases.ts';
import { heatOn } from '../exhibits/figures/map.ts';
import { hotspots } from '../exhibits/figures/wall.ts';

/** What panels ask beside the question of their board, as a host would answer it; nothing where none does. */
export function answersBeside(subscriptions: readonly Subscription[]): Record<string, Answer> {
  const told = { asOf: NOW, freshness: { state: 'live', since: NOW, source: 'citizens' } } as const;
  const found = subscriptions.flatMap(({ id, name, params }): [string, Answer][] => {
    const data = dataFor(name, params['grid']);
    return data === null ? [] : [[id, { ...told, content: 'data', data }]];
  });
  return Object.fromEntries(found);
}

function dataFor(name: string, grid: unknown): unknown {
  if (name === 'areas') return areas;
  if (name === 'hotspots') return hotspots;
  if (name !== 'heat') return null;
  return heatOn(grid === 'fine' ? 'fine' : 'mid');
}
