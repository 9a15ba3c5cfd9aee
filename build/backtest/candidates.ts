import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Instant } from '../../sync/contract/instants.ts';
import type { Indicator } from '../../sync/contract/profile.ts';
import type { MeasureRecord } from '../../sync/contract/records.ts';
import { demoCity } from '../../sync/feeds/demo/city.ts';
import { Measures } from '../../sync/feeds/demo/measures.ts';
import type { Series } from '../../sync/forecast/index.ts';
import type { LoadedProfile } from '../../sync/profile/index.ts';
import { courseOf } from '../../sync/queries/measures/indicator-course.ts';
import { periodBefore } from '../../sync/queries/measures/indicator-periods.ts';
import { readingsOf } from '../../sync/queries/measures/indicator-series.ts';
import { root } from '../harness/programs.ts';

/** Where a series is from: the demonstration city, the same one a few years older, what a city published, R's data sets. */
export type Origin = 'demonstration' | 'older' | 'published' | 'reference';

/** A series to forecast the past of. */
export interface Candidate {
  origin: Origin;
  name: string;
  series: Series;
}

const SEASONS = { day: 7, month: 12, quarter: 4, year: 1 } as const;

/** The newest values of an indicator without a gap, in its own rhythm; amounts by what each period added. */
function seriesOf(indicator: Indicator, territory: string, measures: readonly MeasureRecord[]): Series {
  const { frequency } = indicator;
  const values = courseOf(indicator, territory, readingsOf(measures), true).byRhythm.get(frequency) ?? [];
  const byText = new Map(values.map((one) => [one.period.text, one]));
  const unbroken: number[] = [];
  for (let one = values.at(-1); one !== undefined;) {
    unbroken.unshift(one.value);
    const before = periodBefore(frequency, one.period);
    one = before === null ? undefined : byText.get(before.text);
  }
  return { values: unbroken, season: SEASONS[frequency] };
}

/** The city's own series among measures: one an indicator and territory. */
export function citySeries(
  { profile }: Pick<LoadedProfile, 'profile'>,
  measures: readonly MeasureRecord[],
  origin: Origin,
): Candidate[] {
  const city = measures.filter((one) => one.subject === 'city');
  return profile.indicators.indicators.flatMap((indicator) => {
    const own = Map.groupBy(
      city.filter((one) => one.indicator === indicator.id),
      (one) => one.territory,
    );
    return [...own].map(([territory, some]) => ({
      origin,
      name: territory === profile.city.territory ? indicator.id : `${indicator.id} (${territory})`,
      series: seriesOf(indicator, territory, some),
    }));
  });
}

const dated = z.looseObject({ measures: z.looseObject({ fromYear: z.number(), days: z.number() }) });

/** A profile whose demonstration city began some years earlier, and keeps as many more days. */
export function older(loaded: LoadedProfile, years: number): LoadedProfile {
  const demo = dated.parse(structuredClone(loaded.demo));
  demo.measures.fromYear -= years;
  return { ...loaded, demo };
}

/** What a demonstration city has measured by an instant at which it is founded. */
export function demonstrationSeries(loaded: LoadedProfile, at: Instant, origin: Origin): Candidate[] {
  const measures = new Measures(loaded, demoCity(loaded, 1, at)).between(0, at);
  return citySeries(loaded, measures, origin);
}

const recorded = z.array(z.object({ name: z.string(), season: z.number(), values: z.array(z.number()) }));

/** R's data sets: real values, as recorded for the methods' own tests. */
export function referenceSeries(): Candidate[] {
  const file = path.join(root, 'sync/forecast/reference.fixture.json');
  return recorded.parse(JSON.parse(readFileSync(file, 'utf8'))).map(({ name, season, values }) => ({
    origin: 'reference',
    name,
    series: { values, season },
  }));
}
