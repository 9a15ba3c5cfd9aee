import { z } from 'zod';
import { instant } from './instants.ts';
import { period } from './periods.ts';
import { asking, requestMove, requestState, standingAt } from './requests.ts';

/** A code: what records use to name services, units, areas, categories. Never markup, never a sentence. */
export const code = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:/#()+-]*$/u, 'letters, digits and . _ : / # ( ) + - only');

/** A record replaces another with the same key where its revision is greater. */
export const rev = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** [longitude, latitude] in WGS 84 degrees. */
export const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export type Point = z.infer<typeof point>;

export const caseStatus = z.enum(['received', 'assigned', 'inProgress', 'resolved', 'refused']);

/** What three instants cannot say: a case that was handed on, or came back. */
export const caseEvent = z.object({
  at: instant,
  what: z.enum(['assigned', 'reassigned', 'reopened', 'extended', 'rated']),
  unit: code.optional(),
});

/**
 * Something received, due and closed. Open at an instant: `openedAt <= t` and not `closedAt <= t`.
 * Overdue at an instant: open, and `dueAt <= t`. `point` is rounded to about 100 m by whoever serves it.
 */
export const caseRecord = z.object({
  kind: z.literal('case'),
  service: code,
  id: code,
  rev,
  openedAt: instant,
  dueAt: instant.optional(),
  closedAt: instant.optional(),
  status: caseStatus,
  category: code,
  unit: code.optional(),
  area: code.optional(),
  point: point.optional(),
  channel: code.optional(),
  rating: z.int().min(1).max(5).optional(),
  events: z.array(caseEvent).max(50).optional(),
});

/** What a citizen typed and who they are. Travels and is stored apart; never reaches a wall window. */
export const personalRecord = z.object({
  kind: z.literal('personal'),
  service: code,
  id: code,
  rev,
  text: z.string().max(10_000).optional(),
  name: z.string().max(200).optional(),
  phone: z.string().max(40).optional(),
  email: z.string().max(200).optional(),
  address: z.string().max(500).optional(),
  point: point.optional(),
});

/**
 * A value of an indicator, in its unit: up to a sextillion either way, which is a million times what a state's accounts come to in its
 * smallest coin. More is a mistake, and squares and sums of it would be no numbers any more.
 */
export const quantity = z.number().min(-1e21).max(1e21);

/** Who set a plan, and whether it is for the whole year or for the period to date. */
export const plan = z.object({
  value: quantity,
  whose: z.enum(['national', 'council', 'committee', 'department']),
  basis: z.enum(['year', 'toDate']),
});

/** How sure a value is, the least sure first. */
export const certainty = z.enum(['estimated', 'provisional', 'official']);
export type Certainty = z.infer<typeof certainty>;

/** What was said of a period before it was revised. */
export const earlierValue = z.object({
  value: quantity,
  status: certainty,
  reportedAt: instant,
});

/**
 * One value of one indicator. `subject` is `city`, or a unit's or area's code; `territory` names the
 * boundaries it covers, since old and new territory are different series. Of status `forecast` it is none: what
 * somebody expects of the period, `source` saying who; it stands beside the period's value and never for it.
 */
export const measureRecord = z.object({
  kind: z.literal('measure'),
  indicator: code,
  subject: code,
  territory: code,
  period,
  value: quantity,
  plan: plan.optional(),
  status: z.enum([...certainty.options, 'forecast']),
  provenance: z.enum(['published', 'demo']),
  reportedAt: instant,
  source: z.string().max(500),
  /** Earlier values of the same period, the oldest first: revisions show. */
  earlier: z.array(earlierValue).max(20).optional(),
  rev,
});

/** A thing with a state: a camera, a tide gauge, a pump. */
export const assetRecord = z.object({
  kind: z.literal('asset'),
  type: code,
  id: code,
  rev,
  status: code,
  point: point.optional(),
  area: code.optional(),
  value: quantity.optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .optional(),
  at: instant,
});

/** A change to what the city profile says of a unit, an area, a service or an indicator. */
export const referenceRecord = z.object({
  kind: z.literal('reference'),
  type: z.enum(['unit', 'area', 'service', 'indicator', 'source']),
  id: code,
  rev,
  body: z.record(z.string(), z.json()),
});

/** A page that somebody put to what they said. */
export const attachment = z.url({ protocol: /^https?$/ }).max(1000);

/** What a request is about, as it was when somebody asked. */
export const requestAbout = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('indicator'),
    indicator: code,
    subject: code,
    /** The period and the value that were shown; absent where there was none. */
    period: period.exactOptional(),
    value: quantity.exactOptional(),
  }),
  z.object({
    what: z.literal('alert'),
    /** Its id on the wall that rang, the rule it is of, and the service or indicator that it spoke of. */
    alert: z.string().min(1).max(64),
    rule: code,
    service: code.exactOptional(),
    indicator: code.exactOptional(),
  }),
  z.object({ what: z.literal('unit') }),
  /** A single case, at the revision that was shown. */
  z.object({ what: z.literal('case'), service: code, id: code, rev }),
]);

/** Who did something with a request, as they are known in their office, their account where they did it at a console, and the unit that they answered for. Never a citizen. */
const requestParty = z.object({
  name: z.string().min(1).max(200),
  account: z.string().min(1).max(200).optional(),
  office: z.string().max(200),
  unit: code.optional(),
});

/** One thing that was done with a request. */
export const requestEntry = z.object({
  at: instant,
  what: requestMove,
  by: requestParty,
  text: z.string().max(2000),
  links: z.array(attachment).max(10).optional(),
  /** Until when an answer is due from then on. */
  dueAt: instant.optional(),
  /** The key of the command that did it: a repeat of it changes nothing. */
  key: z.string().min(8).max(64).optional(),
});

/** The most that may happen to a request. */
export const MOST_ENTRIES = 100;

/**
 * What a leader asked of a unit, with all that was done about it since, the oldest first. The first entry is the question
 * itself. How it stands is what the law of requests makes of its history: one that says otherwise is no request.
 */
export const requestRecord = z
  .object({
    kind: z.literal('request'),
    id: code,
    rev,
    asks: asking,
    about: requestAbout,
    /** The unit that is asked. */
    unit: code,
    /** What a direction wants of a case: more speed, another unit for it, an answer to the citizen. */
    wants: z.enum(['speed', 'handOver', 'reply']).exactOptional(),
    state: requestState,
    dueAt: instant,
    history: z.array(requestEntry).min(1).max(MOST_ENTRIES),
  })
  .superRefine(({ state, dueAt, history }, context) => {
    const wrong = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    const stands = standingAt(history, Infinity);
    if (history.some(({ at }, i) => at < (history[i - 1]?.at ?? 0))) wrong('history', 'not in order of time');
    else if (stands === null) wrong('history', 'a move that the law of requests does not have');
    else if (stands.state !== state) wrong('state', `its history leads to ${stands.state}`);
    else if (stands.dueAt !== dueAt) wrong('dueAt', 'its history has another deadline');
  });

/** Deletes the record with that key, unless a newer revision of it is held. `scope` is a case's service or an asset's type. */
export const tombstoneRecord = z.object({
  kind: z.literal('tombstone'),
  of: z.enum(['case', 'personal', 'measure', 'asset', 'reference', 'request']),
  scope: code.optional(),
  id: z.string().min(1).max(400),
  rev,
});

export const record = z.discriminatedUnion('kind', [
  caseRecord,
  personalRecord,
  measureRecord,
  assetRecord,
  referenceRecord,
  requestRecord,
  tombstoneRecord,
]);

export type CaseRecord = z.infer<typeof caseRecord>;
export type CaseEvent = z.infer<typeof caseEvent>;
export type PersonalRecord = z.infer<typeof personalRecord>;
export type MeasureRecord = z.infer<typeof measureRecord>;
export type AssetRecord = z.infer<typeof assetRecord>;
export type ReferenceRecord = z.infer<typeof referenceRecord>;
export type RequestRecord = z.infer<typeof requestRecord>;
export type TombstoneRecord = z.infer<typeof tombstoneRecord>;
export type CityRecord = z.infer<typeof record>;

/**
 * The id of a measure within its kind: its four coordinates, since a measure has no number of its own. A forecast
 * of a period is another measure than its value.
 */
export function measureId(
  m: Pick<MeasureRecord, 'indicator' | 'subject' | 'territory' | 'period' | 'status'>,
): string {
  const id = `${m.indicator}|${m.subject}|${m.territory}|${m.period}`;
  return m.status === 'forecast' ? `${id}|forecast` : id;
}
