import { z } from 'zod';
import { codeOf } from './code-of.ts';
import type { Point } from './records.ts';
import { heat } from './questions/cases.ts';
import { asked, type Asked, type Params } from './questions/index.ts';

/** How a map may look. */
export const mapOptions = z.strictObject({
  /** What the question suggests where absent. */
  mode: z.enum(['heat', 'usual', 'overdue']).optional(),
  /** Names of areas that have room for them. */
  names: z.boolean().default(true),
  /** All of the city's insets, none, or those named. */
  insets: z.union([z.boolean(), z.array(codeOf('inset'))]).default(true),
  hotspots: z.boolean().default(true),
});

/** A place shown apart, as `city.json` has it. */
export interface Inset {
  id: string;
  bounds: readonly [Point, Point];
}

interface MapPanel {
  question: { name: string; params: Readonly<Record<string, unknown>> };
  options: unknown;
}

export interface MapLook {
  mode: 'heat' | 'usual' | 'overdue';
  names: boolean;
  hotspots: boolean;
  /** Whether an inset of the city is shown. */
  inset: (id: string) => boolean;
  /** The time the map is about; heat has no calendar months, those become the last 24 hours. */
  range: Params<'heat'>['range'];
}

/** How a map looks, with what its board left out or wrote wrongly replaced by what its question suggests. */
export function mapLook({ question: { params }, options }: MapPanel): MapLook {
  const read = mapOptions.safeParse(options);
  const { mode, names, insets, hotspots } = read.success ? read.data : mapOptions.parse({});
  const range = heat.params.shape.range.safeParse(params['range']);
  return {
    mode: mode ?? (params['against'] === 'usual' ? 'usual' : 'heat'),
    names,
    hotspots,
    inset: (id) => (Array.isArray(insets) ? insets.includes(id) : insets),
    range: range.success ? range.data : '24h',
  };
}

/** What a map asks beside its board's question, so that cells, areas and hot spots stand on it together. */
export function mapBesides(
  panel: MapPanel,
  insets: readonly Inset[],
): Record<'heat' | 'close', Asked<'heat'> | null> & {
  areas: Asked<'areas'> | null;
  hotspots: Asked<'hotspots'> | null;
} {
  const { mode, hotspots, inset, range } = mapLook(panel);
  const { name, params } = panel.question;
  const service = String(params['service']);
  const inner = insets.find(({ id }) => inset(id));
  const fineAlready = name === 'heat' && params['grid'] === 'fine';
  const box = inner === undefined || fineAlready || mode !== 'heat' ? null : inner.bounds;
  return {
    heat: name === 'heat' ? null : asked('heat', { service, range, grid: 'mid' }),
    /** Finer cells for the lens over the crowded centre. */
    close: box === null ? null : asked('heat', { service, range, grid: 'fine', box: [...box[0], ...box[1]] }),
    areas: name === 'areas' ? null : asked('areas', { service, range }),
    hotspots: hotspots ? asked('hotspots', { service }) : null,
  };
}
