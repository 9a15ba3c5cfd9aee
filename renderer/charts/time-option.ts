import type { EChartsCoreOption } from 'echarts/core';
import type { Manner } from '../ui/index.ts';
import { hatch } from './hatch.ts';
import { marksOf, stretches, type Mark } from './marks.ts';
import type { Place } from './place.ts';
import type { Line, TimeChart } from './time.ts';

/** How long marks take to where they stand, milliseconds: well under the two seconds between figures. */
const EASE = 700;

/** What ECharts draws of a chart that is laid out: its marks and lines, and no word. `still` for no motion. */
export function timeOption(
  chart: TimeChart,
  place: Place,
  manner: Manner,
  still: boolean,
): EChartsCoreOption {
  const { u } = manner.scale;
  const { axis, left, right, top, bottom } = place;
  return {
    animation: !still,
    animationDuration: EASE,
    animationDurationUpdate: EASE,
    grid: { left, top, width: right - left, height: bottom - top },
    xAxis: { type: 'value', show: false, min: -0.5, max: chart.steps.length - 0.5 },
    yAxis: { type: 'value', show: false, min: axis.from, max: axis.to },
    series: [
      ...bandSeries(chart, manner),
      ...markSeries(marksOf(chart, place, u), manner),
      ...chart.lines.filter(({ as }) => as === 'line').map((line) => lineSeries(line, chart, manner)),
    ],
  };
}

const inkOf = (tone: Line['tone'], { palette }: Manner): string =>
  ({
    main: palette.accent,
    second: palette.quiet,
    former: palette.bar,
    quiet: palette.faint,
    plan: palette.text,
  })[tone];

/** How thick lines are, spacing units. */
const THICK = { main: 0.42, second: 0.3, former: 0.42, quiet: 0.2, plan: 0.3 };

/** Points along a line, with a gap where it is not joined. */
function along(points: Line['points']): [number, number | null][] {
  return stretches(points).flatMap(([from, to], k) => [
    ...(k > 0 ? [[from - 0.5, null] as [number, null]] : []),
    ...points.slice(from, to + 1).map((p, i): [number, number | null] => [from + i, p?.value ?? null]),
  ]);
}

function lineSeries(line: Line, chart: TimeChart, manner: Manner): object {
  const { u } = manner.scale;
  return {
    ...{
      id: `line ${line.key}`,
      type: 'line',
      symbol: 'none',
      silent: true,
      z: line.tone === 'main' ? 6 : 5,
    },
    ...(chart.smooth ? { smooth: 0.35 } : {}),
    lineStyle: {
      color: inkOf(line.tone, manner),
      width: Math.max(1.5, u * THICK[line.tone]),
      join: 'round',
      cap: 'round',
    },
    data: along(line.points),
  };
}

/** What is usual, as one band where steps that have it follow each other: a low line that is not seen, and what is above it. */
function bandSeries({ band, smooth }: TimeChart, { palette }: Manner): object[] {
  if (band.every((b) => b === null)) return [];
  const base = {
    ...{ type: 'line', symbol: 'none', silent: true, stack: 'usual', stackStrategy: 'all', z: 1 },
    ...(smooth ? { smooth: 0.35 } : {}),
    lineStyle: { opacity: 0 },
  };
  return [
    { ...base, id: 'usual low', data: band.map((b, i) => [i, b?.low ?? null]) },
    {
      ...base,
      id: 'usual',
      areaStyle: { color: palette.band, opacity: 1 },
      data: band.map((b, i) => [i, b === null ? null : b.high - b.low]),
    },
  ];
}

/** The kinds of marks, each a series of its own, from the lowest to the highest. */
const LAYERS: Readonly<Record<Mark['kind'], number>> = {
  band: 1,
  column: 2,
  stem: 3,
  was: 3,
  plan: 4,
  dot: 7,
};

function markSeries(marks: readonly Mark[], manner: Manner): object[] {
  return Object.entries(LAYERS).flatMap(([kind, z]) => {
    const own = marks.filter((mark) => mark.kind === kind);
    if (own.length === 0) return [];
    return [
      {
        ...{ id: `mark ${kind}`, type: 'custom', coordinateSystem: 'none', silent: true, z },
        data: own.map((_, i) => [i]),
        renderItem: ({ dataIndex }: { dataIndex: number }) => {
          const mark = own[dataIndex];
          return mark === undefined ? null : elementOf(mark, manner);
        },
      },
    ];
  });
}

/** A mark as ECharts draws it. Columns grow from their base, dots come out of their middle. */
function elementOf(mark: Mark, manner: Manner): object {
  const { palette, scale } = manner;
  const thin = Math.max(1, scale.u * 0.16);
  if (mark.kind === 'dot') {
    const colour = mark.strong ? palette.text : inkOf(mark.tone, manner);
    return {
      ...{ type: 'circle', transition: ['shape'], enterFrom: { shape: { r: 0 } } },
      shape: { cx: mark.x, cy: mark.y, r: mark.open ? mark.r * 1.15 : mark.r },
      style: {
        fill: mark.open ? palette.ground : colour,
        stroke: mark.open ? colour : palette.ground,
        lineWidth: mark.open ? Math.max(1.5, scale.u * 0.24) : thin,
      },
    };
  }
  const [x, y, width, height] = mark.box;
  const rect = (shape: object, style: object, from: object = {}): object => ({
    ...{ type: 'rect', transition: ['shape'], enterFrom: from, shape, style },
  });
  if (mark.kind === 'column') {
    const colour = mark.last ? palette.accent : palette.bar;
    const fill = mark.open ? hatch(colour, palette.surface, scale.u * 0.42) : colour;
    const style = { fill, ...(mark.open ? { stroke: colour, lineWidth: thin } : {}) };
    return rect({ x, y, width, height }, style, { shape: { y: mark.base, height: 0 } });
  }
  if (mark.kind === 'band') return rect({ x, y, width, height }, { fill: palette.band });
  if (mark.kind === 'stem') return rect({ x, y, width, height }, { fill: palette.faint });
  const thick = Math.max(2, scale.u * (mark.kind === 'plan' ? 0.3 : 0.2));
  const colour = mark.kind === 'plan' ? palette.text : palette.faint;
  return rect({ x, y: y - thick / 2, width, height: thick }, { fill: colour });
}
