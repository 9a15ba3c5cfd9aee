import { SECOND } from '../../contract/instants.ts';
import type { Data } from '../../contract/questions/index.ts';
import type { Question, QuestionContext } from '../question.ts';
import { sourceState } from '../freshness.ts';

type Rows = Data<'sources'>['rows'];
const ORDER: Record<Rows[number]['state'], number> = { stale: 0, late: 1, empty: 2, live: 3 };

/** Every source of the profile with its state: stale, late, never heard of, live; within a state the furthest behind first. */
export function sourceRows(context: QuestionContext): Rows {
  const { at, watermarks, profile } = context;
  return profile.sources
    .map((source): Rows[number] => {
      const watermark = watermarks[source.id];
      const base = { source: source.id, unit: source.unit };
      if (watermark === undefined) return { ...base, watermark: null, state: 'empty', behind: 0 };
      const behind = Math.max(0, Math.ceil(at - watermark - source.lateAfter * SECOND));
      return { ...base, watermark, state: sourceState(source, watermark, at), behind };
    })
    .sort(
      (a, b) =>
        ORDER[a.state] - ORDER[b.state] ||
        (a.watermark ?? 0) - (b.watermark ?? 0) ||
        (a.source < b.source ? -1 : 1),
    );
}

/** How many sources are behind their own cadence. One never heard of is empty, not late. */
export const lateSources = (rows: Rows): Rows =>
  rows.filter((r) => r.state === 'late' || r.state === 'stale');

/** How far every source's data reach. Itself as fresh as the city line, whatever the sources are. */
export const sources: Question<'sources'> = {
  ofNow: () => true,
  sources: () => [],
  answer(context) {
    if (Object.keys(context.watermarks).length === 0) return null;
    const rows = sourceRows(context);
    return { late: lateSources(rows).length, total: rows.length, rows };
  },
};
