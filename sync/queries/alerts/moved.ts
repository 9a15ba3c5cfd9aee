import { DateTime } from 'luxon';
import { MINUTE, type Instant } from '../../contract/instants.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Data } from '../../contract/questions/index.ts';
import { openedBy, openedIn } from '../../rollups/opened.ts';
import { firstOpened } from '../flows/cases.ts';
import type { QuestionContext } from '../question.ts';
import { FEWEST_WEEKS, median, type Window } from '../usual.ts';

type Moved = Data<'lastHour'>['moved'];

/** The same stretch of time in earlier weeks, by local time; none that began before the earliest case. */
function earlier({ at, profile }: QuestionContext, minutes: number, first: Instant): Window[] {
  const { city, rules } = profile;
  return Array.from({ length: rules.usual.weeks }, (_, week) => {
    const local = DateTime.fromMillis(at, { zone: city.timeZone }).minus({ weeks: week + 1 });
    return { since: local.toMillis() - minutes * MINUTE, until: local.toMillis() };
  }).filter(({ since }) => since >= first);
}

/** How far a count is from its usual, in square roots of it: what chance moves by is about one. */
const distance = ({ count, usual }: Moved[number]): number => Math.abs(count - usual) / Math.sqrt(usual + 1);

/** Nearer to its usual than this, it is what chance brings: on a quiet hour nothing moved. */
const NOTABLE = 2;

/** How many came in of one service, and of each of its fields where such sums are kept, against the usual. */
function ofService(context: QuestionContext, service: string, minutes: number): Moved {
  const { cache, at, lookup } = context;
  const first = firstOpened(cache, service);
  if (first === null) return [];
  const weeks = earlier(context, minutes, first);
  if (weeks.length < FEWEST_WEEKS) return [];
  const now = { since: at - minutes * MINUTE, until: at };
  const row = (category: string | null, count: number, before: readonly number[]): Moved[number] => {
    const usual = median(before);
    return { service, category, count, usual, ratio: usual === 0 ? null : count / usual };
  };
  const total = row(
    null,
    openedIn(cache, service, now),
    weeks.map((week) => openedIn(cache, service, week)),
  );
  if (lookup.service(service)?.sums.includes('category') !== true) return [total];
  const counts = openedBy(cache, service, 'category', now);
  const before = weeks.map((week) => openedBy(cache, service, 'category', week));
  const known = lookup.service(service)?.categories.map(({ id }) => id) ?? [];
  return [
    total,
    ...known
      .filter((category) => category !== UNKNOWN)
      .map((category) =>
        row(
          category,
          counts.get(category) ?? 0,
          before.map((week) => week.get(category) ?? 0),
        ),
      ),
  ];
}

/** What came in of some services against the same stretch of earlier weeks, furthest from it first; what is as usual is left out. */
export function movedMost(
  context: QuestionContext,
  { services, minutes, limit }: { services: readonly string[]; minutes: number; limit: number },
): Moved {
  return [...new Set(services)]
    .flatMap((service) => ofService(context, service, minutes))
    .filter((row) => distance(row) >= NOTABLE)
    .map((row) => ({ row, far: distance(row) }))
    .sort((a, b) => b.far - a.far)
    .slice(0, limit)
    .map(({ row }) => row);
}
