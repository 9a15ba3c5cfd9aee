import type { EChartsCoreOption } from 'echarts/core';
import type { Manner } from '../ui/index.ts';

/** What a chart of periods is drawn from. All words are ready. */
export interface ChartSeries {
  labels: readonly string[];
  lines: readonly {
    id: string;
    name: string;
    values: readonly (number | null)[];
    form: 'line' | 'columns' | 'steps';
  }[];
  band: { low: readonly (number | null)[]; high: readonly (number | null)[] } | null;
  open: readonly boolean[];
  off: readonly boolean[];
  seams: readonly { at: number; text: string }[];
  write: (value: number) => string;
  extent: readonly [number, number];
}

/** The room around the plot, in pixels of the window: what lies over a chart is placed by the same. */
export function plotRoom(
  { scale }: Manner,
  longest: number,
): { left: number; right: number; top: number; bottom: number } {
  return {
    left: scale.note * (0.62 * longest + 0.6),
    right: scale.note * 0.5,
    top: scale.note * 0.9,
    bottom: scale.note * 1.75,
  };
}

/** Labels of the horizontal axis that fit: every n-th. */
export function everyNth(labels: readonly string[], width: number, size: number): number {
  const longest = Math.max(1, ...labels.map((label) => label.length));
  const room = Math.max(1, Math.floor(width / (size * (0.58 * longest + 1.2))));
  return Math.max(1, Math.ceil(labels.length / room));
}

/** Hatched, as every value that is not final: lines of the ground across the colour. */
function hatched(colour: string, ground: string, u: number): object {
  const size = Math.max(6, Math.round(u * 1.4));
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return { color: colour };
  context.fillStyle = colour;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = ground;
  context.lineWidth = size / 3;
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift, size);
    context.lineTo(shift + size, 0);
  }
  context.stroke();
  return { color: { image: canvas, repeat: 'repeat' } };
}

/** The chart of a time series, in the colours and sizes of its window. `width` is the plot's, pixels. */
export function seriesOption(series: ChartSeries, manner: Manner, width: number): EChartsCoreOption {
  const { scale, palette } = manner;
  const [low, high] = series.extent;
  const text = { color: palette.faint, fontSize: scale.note, fontFamily: 'Be Vietnam Pro' };
  const ticks = [low, low + (high - low) / 2, high].map((value) => series.write(value));
  const room = plotRoom(manner, Math.max(...ticks.map((tick) => tick.length)));
  const nth = everyNth(series.labels, width - room.left - room.right, scale.note);
  const last = series.labels.length - 1;
  const hair = Math.max(1, scale.u * 0.12);
  const colours: Record<string, string> = {
    main: palette.accent,
    second: palette.quiet,
    same: palette.faint,
    plan: palette.text,
  };
  const lines = series.lines.map((line) => {
    const colour = colours[line.id] ?? palette.accent;
    const first = line.id === 'main';
    const base = { id: line.id, name: line.name, silent: true, z: first ? 5 : 4, animationDuration: 700 };
    if (line.form === 'columns')
      return {
        ...base,
        type: 'bar',
        z: 3,
        barCategoryGap: '28%',
        data: line.values.map((value, i) => ({
          value,
          itemStyle:
            series.open[i] === true
              ? hatched(palette.bar, palette.track, scale.u)
              : { color: palette.bar, opacity: series.off[i] === true ? 0.55 : 1 },
        })),
      };
    return {
      ...base,
      type: 'line',
      step: line.form === 'steps' ? 'middle' : false,
      connectNulls: false,
      showSymbol: first,
      symbol: 'circle',
      symbolSize: scale.u * 1.1,
      lineStyle: {
        color: colour,
        width: Math.max(1.5, scale.u * (first ? 0.42 : 0.24)),
        type: line.form === 'steps' || line.id === 'same' ? 'dashed' : 'solid',
      },
      data: line.values.map((value, i) => ({
        value,
        symbolSize:
          first && (series.open[i] === true || i === last || series.labels.length < 16) ? scale.u * 1.2 : 0,
        itemStyle:
          series.open[i] === true
            ? { color: palette.ground, borderColor: colour, borderWidth: Math.max(2, scale.u * 0.3) }
            : { color: colour },
      })),
    };
  });
  const band =
    series.band === null
      ? []
      : [
          {
            ...{ id: 'low', type: 'line', stack: 'band', symbol: 'none', silent: true, z: 1 },
            ...{ lineStyle: { opacity: 0 }, data: [...series.band.low] },
          },
          {
            ...{ id: 'band', type: 'line', stack: 'band', symbol: 'none', silent: true, z: 1 },
            ...{ lineStyle: { opacity: 0 }, areaStyle: { color: palette.band, opacity: 1 } },
            data: series.band.high.map((value, i) => {
              const from = series.band?.low[i] ?? null;
              return value === null || from === null ? null : value - from;
            }),
          },
        ];
  const seams = {
    id: 'seams',
    type: 'line',
    silent: true,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: palette.quiet, width: Math.max(1, scale.u * 0.18), type: 'dotted' },
      label: {
        ...text,
        color: palette.quiet,
        position: 'insideEndTop',
        rotate: 0,
        align: 'left',
        padding: [0, 0, 0, scale.u],
      },
      data: series.seams
        .filter(({ at }) => at > 0)
        .map(({ at, text: words }) => ({ xAxis: at - 0.5, label: { formatter: words } })),
    },
  };
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDurationUpdate: 700,
    grid: room,
    xAxis: {
      type: 'category',
      data: [...series.labels],
      axisLine: { lineStyle: { color: palette.line, width: hair } },
      axisTick: { show: false },
      // The newest period is always named; the others at an even distance from it.
      axisLabel: {
        ...text,
        margin: scale.u * 0.8,
        interval: (i: number) => (last - i) % nth === 0,
        hideOverlap: false,
      },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: (high - low) / 2 || 1,
      axisLabel: { ...text, margin: scale.u * 0.8, formatter: (value: number) => series.write(value) },
      splitLine: { lineStyle: { color: palette.line, width: hair } },
    },
    series: [...band, ...lines, seams],
  };
}
