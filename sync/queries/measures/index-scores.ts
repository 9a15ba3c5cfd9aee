import type { IndexSet } from '../../contract/profile.ts';
import type { z } from 'zod';
import type { component } from '../../contract/questions/measures.ts';
import type { HeldMeasures } from '../../store/things.ts';
import { heldOf, keeper, type HeldIndicator } from './held-readings.ts';
import { knownAt, type Reading } from './indicator-series.ts';
import { CITY } from './indicator-rows.ts';
import { mean } from '../mean.ts';
import type { QuestionContext } from '../question.ts';

export type Component = z.infer<typeof component>;

/** What one index set says of one subject in one year. */
export interface Scored {
  subject: string;
  year: number;
  territory: string;
  score: Reading | null;
  /** Where the set has an indicator for it. */
  rank: Reading | null;
  /** The weakest first. */
  components: readonly Component[];
}

const byShare = (a: Component, b: Component): number =>
  a.share - b.share || (a.indicator < b.indicator ? -1 : 1);

function componentOf(indicator: string, score: number, max: number): Component {
  return { indicator, score, max, share: score / max };
}

function workOut(context: QuestionContext, all: HeldMeasures, set: IndexSet): Scored[] {
  const { at, profile } = context;
  const found = new Map<string, Scored & { components: Component[] }>();
  const each = (
    indicator: string | undefined,
    put: (into: Scored & { components: Component[] }, r: Reading) => void,
  ): void => {
    if (indicator === undefined) return;
    for (const r of knownAt(heldOf(all, indicator).readings, at, profile.city.timeZone)) {
      const wanted = r.period.kind === 'year' && (r.subject === CITY) === (set.subjects === 'city');
      if (!wanted) continue;
      const { subject, territory } = r;
      const { year } = r.period;
      const key = `${subject} ${year} ${territory}`;
      let into = found.get(key);
      if (into === undefined)
        found.set(key, (into = { subject, year, territory, score: null, rank: null, components: [] }));
      put(into, r);
    }
  };
  each(set.score, (into, r) => (into.score = r));
  each(set.rank, (into, r) => (into.rank = r));
  for (const { indicator, max } of set.components)
    each(indicator, (into, r) => into.components.push(componentOf(indicator, r.value, max)));
  for (const { components } of found.values()) components.sort(byShare);
  return [...found.values()];
}

const keep = keeper<readonly Scored[]>();

/** Every score, rank and component of a set known at the instant, of the subjects it is about. */
export function scoresOf(context: QuestionContext, all: HeldMeasures, set: IndexSet): readonly Scored[] {
  const codes = [
    set.score,
    ...(set.rank === undefined ? [] : [set.rank]),
    ...set.components.map((c) => c.indicator),
  ];
  const over = (): HeldIndicator[] => codes.map((code) => heldOf(all, code));
  return keep(context, { holder: all, key: set.id, over }, () => workOut(context, all, set));
}

/** Each component's mean over some subjects, the weakest first. */
export function meanComponents(set: IndexSet, scored: readonly Scored[]): Component[] {
  return set.components
    .flatMap(({ indicator, max }) => {
      const scores = scored
        .flatMap((s) => s.components.filter((c) => c.indicator === indicator))
        .map((c) => c.score);
      return scores.length === 0 ? [] : [componentOf(indicator, mean(scores), max)];
    })
    .sort(byShare);
}

/** Rank by score, the highest first; equal scores share a rank. */
export function ranksOf(scored: readonly Scored[]): Map<string, number> {
  const scores = scored.flatMap((s) => s.score?.value ?? []).sort((a, b) => b - a);
  return new Map(
    scored.flatMap((s) => (s.score === null ? [] : [[s.subject, scores.indexOf(s.score.value) + 1]])),
  );
}
