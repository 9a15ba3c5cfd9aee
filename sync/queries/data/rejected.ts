import type { Instant } from '../../contract/instants.ts';
import type { Data } from '../../contract/questions/index.ts';
import { record } from '../../contract/records.ts';
import { lostOf } from '../../contract/rejections.ts';
import type { Lookup } from '../../profile/index.ts';
import { refusalIn } from '../../rollups/refusal.ts';
import { onceFor } from '../../store/cache.ts';
import { counter } from '../../store/counters.ts';
import type { Question, QuestionContext } from '../question.ts';

/** The newest so many are looked at; as much of each as its kind and subject are in. */
const MOST = 2_000;
const HEAD = 600;

interface Row {
  n: number;
  raw: string;
  reason: string;
  at: Instant;
}
type Group = Data<'rejected'>['rows'][number];

const statements = onceFor((cache) => ({
  last: cache.select<{ n: number | null; kept: number }>(
    'SELECT max(n) AS n, count(*) AS kept FROM quarantine',
  ),
  rows: cache.select<Row>(
    `SELECT n, substr(raw, 1, ${HEAD}) AS raw, reason, at FROM quarantine ORDER BY n DESC LIMIT ${MOST}`,
  ),
}));
const held = onceFor((): { n: number; lookup: Lookup | null; groups: readonly Group[] } => ({
  ...{ n: -1, lookup: null, groups: [] },
}));

const KINDS = record.options.map((one) => one.shape.kind.value).join('|');
const KIND = new RegExp(`"kind"\\s*:\\s*"(${KINDS})"`);
const ABOUT = /"(?:service|indicator|type|scope)"\s*:\s*"([^"\\]{1,80})"/g;

/** The service or indicator a text names, where the profile has it: what else was sent is not repeated. */
function aboutOf(lookup: Lookup, raw: string): string | null {
  const codes = [...raw.matchAll(ABOUT)].flatMap(([, code]) => code ?? []);
  return (
    codes.find((code) => lookup.service(code) !== undefined || lookup.indicator(code) !== undefined) ?? null
  );
}

/** The records kept, by kind, subject and reason, the most first. Made anew only where there are new ones, or another profile. */
function groupsOf({ cache, lookup }: QuestionContext, last: number): readonly Group[] {
  const known = held(cache);
  if (known.n === last && known.lookup === lookup) return known.groups;
  const groups = new Map<string, Group>();
  for (const { raw, reason, at } of statements(cache).rows.all()) {
    const kind = KIND.exec(raw)?.[1] ?? '?';
    const about = aboutOf(lookup, raw);
    const { why, field } = refusalIn(reason);
    const key = JSON.stringify([kind, about, why, field]);
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, {
        kind,
        about,
        why,
        field,
        loses: 'record',
        count: 1,
        line: null,
        first: at,
        last: at,
      });
    else {
      group.count += 1;
      group.first = Math.min(group.first ?? at, at);
      group.last = Math.max(group.last ?? at, at);
    }
  }
  Object.assign(known, { n: last, lookup });
  known.groups = [...groups.values()].sort((a, b) => b.count - a.count || (b.last ?? 0) - (a.last ?? 0));
  return known.groups;
}

/** What the city could not read of its sources: records that are lost first, then parts of those that are kept, the most first. */
function toldBy({ rejected, profile }: QuestionContext): Group[] {
  return Object.entries(rejected ?? {})
    .flatMap(([source, told]) => {
      const about = profile.services.find((service) => service.source === source)?.id ?? null;
      return told.map(({ line = null, ...one }): Group => ({
        kind: 'case',
        about,
        ...one,
        line,
        first: null,
        last: null,
      }));
    })
    .sort((a, b) => Number(a.loses === 'part') - Number(b.loses === 'part') || b.count - a.count);
}

/** What could not be read, and why. As fresh as the city line. */
export const rejected: Question<'rejected'> = {
  ofNow: () => true,
  sources: () => [],
  answer(context, { limit }) {
    const { cache } = context;
    const { n, kept } = statements(cache).last.get() ?? { n: null, kept: 0 };
    const rows = [...toldBy(context), ...(n === null ? [] : groupsOf(context, n))].slice(0, limit);
    return { total: counter(cache, 'quarantine') + lostOf(context.rejected), kept, rows };
  },
};
