import { area, curveLinear, curveMonotoneX, line as lineThrough } from 'd3-shape';
import { asPoint, stretches } from './marks.ts';
import type { Place } from './place.ts';
import type { Line, TimeChart } from './time.ts';

/** What is drawn along the steps of a chart, as SVG paths: its lines, the one it is of on top, and its usual. */
export interface Paths {
  lines: readonly { key: string; tone: Line['tone']; d: string }[];
  /** Empty where no two steps with a usual follow each other. */
  band: string;
}

/** The values of the stretches of two steps or more; one alone is a mark, see `marks.ts`. */
const joined = <P>(points: readonly (P | null)[], parts: readonly [number, number][]): [number, P][][] =>
  parts
    .filter(([from, to]) => to > from)
    .map(([from, to]) =>
      points.slice(from, to + 1).flatMap((p, i): [number, P][] => (p === null ? [] : [[from + i, p]])),
    );

/** The paths of a chart that is laid out. Values that flow do so without rising above or falling below what they are. */
export function pathsOf(chart: TimeChart, { x, y }: Place): Paths {
  const curve = chart.smooth ? curveMonotoneX : curveLinear;
  const along = lineThrough<[number, { value: number }]>(
    ([i]) => x(i),
    ([, { value }]) => y(value),
  ).curve(curve);
  const between = area<[number, { low: number; high: number }]>(
    ([i]) => x(i),
    ([, { low }]) => y(low),
    ([, { high }]) => y(high),
  ).curve(curve);
  const known = stretches(chart.band.map(asPoint));
  return {
    lines: chart.lines
      .filter(({ as }) => as === 'line')
      .toSorted((a, b) => Number(a.tone === 'main') - Number(b.tone === 'main'))
      .map(({ key, tone, points }) => ({
        ...{ key, tone },
        d: joined(points, stretches(points))
          .map((part) => along(part))
          .join(''),
      })),
    band: joined(chart.band, known)
      .map((part) => between(part))
      .join(''),
  };
}
