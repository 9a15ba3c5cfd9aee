import type { WatchOf } from '../../../contract/alert-rules.ts';
import { HOUR, type Instant } from '../../../contract/instants.ts';
import { onceFor } from '../../../store/cache.ts';
import type { QuestionContext } from '../../question.ts';
import { lastHours } from '../../unusual/thought.ts';
import { seen, type Seen } from '../finding.ts';

/** Stretches before now that a picture has, and that tell what is usual. */
const BEFORE = 24;

const statement = onceFor((cache) =>
  cache.select<{ stretch: number; n: number }>(
    `SELECT CAST((? - at) / ? AS INTEGER) AS stretch, count(*) AS n FROM quarantine
     WHERE at <= ? AND at > ? GROUP BY stretch`,
  ),
);

/** Records that could not be read, in the last hours: at least so many, and more than in any such stretch of the day before. */
export function rejected(context: QuestionContext, { minimum, hours }: WatchOf<'rejected'>): Seen {
  const { cache, at, lookup } = context;
  const length = hours * HOUR;
  const counts = new Array<number>(BEFORE + 1).fill(0);
  for (const { stretch, n } of statement(cache).all(at, length, at, at - (BEFORE + 1) * length))
    counts[stretch] = n;
  const [value = 0, ...before] = counts;
  const usual = before.reduce((sum, n) => sum + n, 0) / BEFORE;
  const most = Math.max(minimum - 1, ...before);
  if (value <= most) return seen([]);
  const when = (stretch: number): Instant => at - stretch * length;
  return seen([
    {
      subject: {},
      ...{ measure: 'records', value, expected: usual, limit: most, p: null },
      ...lastHours(hours, at),
      ...{
        unit: lookup.source(lookup.firstService.source)?.unit ?? null,
        atRisk: false,
        cases: null,
        areas: [],
      },
      series: counts.map((n, i) => ({ at: when(i + 1), value: n, expected: null })).reverse(),
      times: value / Math.max(1, most),
    },
  ]);
}
