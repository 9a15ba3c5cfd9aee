import { z } from 'zod';
import type { Panel } from '../../../sync/contract/boards.ts';
import { OPTIONS } from '../../../sync/contract/panels.ts';
import { optionsOf, rangeOf } from '../props.ts';

const heatRange = z.enum(['hour', 'today', '24h', '7d', '30d']);
export type HeatRange = z.infer<typeof heatRange>;

export interface MapOptions {
  mode: 'heat' | 'usual' | 'overdue';
  names: boolean;
  hotspots: boolean;
  /** Whether an inset of the city is shown. */
  inset: (id: string) => boolean;
  /** The time the map is about; heat has no calendar months, those become the last 24 hours. */
  range: HeatRange;
}

/** A panel's options, with what a board left out or wrote wrongly replaced by what its question suggests. */
export function mapOptions(panel: Panel): MapOptions {
  const { mode, names, insets, hotspots } = optionsOf(OPTIONS.map, panel);
  const range = heatRange.safeParse(rangeOf(panel));
  const suggested = panel.question.params['against'] === 'usual' ? 'usual' : 'heat';
  return {
    mode: mode ?? suggested,
    names,
    hotspots,
    inset: (id) => (Array.isArray(insets) ? insets.includes(id) : insets),
    range: range.success ? range.data : '24h',
  };
}
