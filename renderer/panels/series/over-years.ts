import { boardAt } from '../../../sync/contract/place.ts';
import { parsePeriod } from '../../../sync/contract/periods.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { SeriesPoint } from '../../../sync/contract/questions/measures.ts';
import { monthWords } from '../../locales/index.ts';
import type { Line, Look, Point, Tick } from '../../charts/time.ts';
import type { By } from '../model.ts';
import type { Series } from './series.ts';
import { titleOf } from './title.ts';
import { sinceWords, wrongNote } from './turn-notes.ts';

type One = Data<'indicator'>;

/** This year over the last: more lines over each other are told apart by nobody. */
const MOST = 2;
const TONES = ['main', 'second'] as const;

/**
 * What is counted from New Year on, by the years: each a line over the same twelve months or four quarters, the newest on top, with
 * what its plan asks. One after the other they would be the teeth of a saw, and say nothing but that years begin.
 */
export function overYears(data: One, by: By): Series {
  const { names, say, format } = by;
  const { row, rhythm } = data;
  const known = names.find.indicator(row.indicator);
  const quarters = rhythm === 'quarter';
  const long = quarters ? 4 : 12;
  const at = (period: string): number => {
    const month = Number(parsePeriod(period).to.slice(5, 7));
    return (quarters ? month / 3 : month) - 1;
  };
  // Of a period in two territories, the present one's is told last.
  const years = [...Map.groupBy(data.series, ({ period }) => parsePeriod(period).year)]
    .sort(([a], [b]) => b - a)
    .slice(0, MOST)
    .map(([year, points]) => {
      const places = new Map(points.map((p) => [at(p.period), p]));
      return { year, of: Array.from({ length: long }, (_, i) => places.get(i) ?? null) };
    });
  const [now, before] = years;
  const plan = (now?.of ?? []).map((p): Point | null =>
    p === null || p.plan === null ? null : { value: p.plan },
  );
  const lines = years.map(({ year, of }, k): Line => ({
    key: `year ${year}`,
    name: String(year),
    tone: TONES[k] ?? 'second',
    as: 'line',
    points: of.map(pointOf),
    told: true,
  }));
  const planned: Line[] = plan.every((p) => p === null)
    ? []
    : [{ key: 'plan', name: say('series.plan'), tone: 'plan', as: 'ticks', points: plan, told: true }];
  const shown = years.flatMap(({ of }) => of.flatMap((p) => p ?? []));
  const looks: (Look | false)[] = [
    shown.some(({ status }) => status !== 'official') && { look: 'open', text: say('series.estimated') },
  ];
  const demo = shown.filter(({ provenance }) => provenance === 'demo').length;
  const ticks = Array.from({ length: long }, (_, i): Tick => ({
    at: i,
    text: quarters ? say('series.quarter', { n: i + 1 }) : monthWords(i + 1, say),
  }));
  return {
    aside: [say(`rhythm.${rhythm}`)],
    state: null,
    chart: {
      steps: Array.from({ length: long }, (_, i) => {
        const here = years.flatMap(({ of }) => of[i] ?? []);
        return {
          ...{ key: String(i + 1), shaded: false },
          title: here.map(({ period }) => titleOf(period, data, by)).join('\n'),
          to: here.length === 0 ? null : boardAt('indicator', { subject: row.indicator }),
        };
      }),
      ticks: [1, 2, 3, 6].map((every) => ticks.filter(({ at: i }) => i % every === every - 1)),
      unit: names.measure(row.indicator),
      write: (value, decimals) => format.fixed(value, decimals ?? known?.decimals ?? 1),
      ...{ whole: known?.decimals === 0, zero: true, smooth: false, band: [] },
      // The newest on top.
      lines: [...lines.toReversed(), ...planned],
      seams: [],
      notes: wrongNote(
        (now?.of ?? []).map((p) => p?.value ?? null),
        (before?.of ?? []).map((p) => p?.value ?? null),
        known?.direction,
        (i, wrong) =>
          say(wrong === 'below' ? 'series.turn.belowYear' : 'series.turn.aboveYear', {
            year: String(before?.year ?? ''),
            when: sinceWords(now?.of[i]?.period ?? '', say),
          }),
      ),
      looks: looks.filter((look) => look !== false),
      stamp: demo === 0 ? '' : say(demo < shown.length ? 'series.someDemo' : 'demoShort'),
    },
    none: say('reason.noValue'),
  };
}

const pointOf = (p: SeriesPoint | null): Point | null =>
  p === null ? null : { value: p.value, ...(p.status === 'official' ? {} : { open: true }) };
