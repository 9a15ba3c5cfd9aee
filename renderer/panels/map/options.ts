import { z } from 'zod';
import type { Panel } from '../../../sync/contract/boards.ts';
import { rangeOf } from '../props.ts';

/** How a map panel looks. What is absent follows from its question. */
const options = z.object({
  mode: z.enum(['heat', 'usual', 'overdue']).optional(),
  /** Names of areas that have room for them. */
  names: z.boolean().default(true),
  /** All of the city's insets, none, or those named. */
  insets: z.union([z.boolean(), z.array(z.string())]).default(true),
  hotspots: z.boolean().default(true),
});

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
  const read = options.safeParse(panel.options);
  const { mode, names, insets, hotspots } = read.success ? read.data : options.parse({});
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
