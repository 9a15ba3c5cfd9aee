import { z } from 'zod';
import { severity, subjectPart } from './alerts.ts';
import { codeOf } from './code-of.ts';
import { longText, text } from './languages.ts';
import { code } from './records.ts';

const share = z.number().min(0).max(1);
/** A probability that something is held against: by one of 0 nothing would ever be marked. */
const chance = z.number().gt(0).max(1);
const falseDiscovery = chance
  .default(0.05)
  .describe('of what is marked at once, at most this share is chance alone (Benjamini and Hochberg)');
const minimum = z.int().min(0).default(5).describe('fewer than this are never an alert');
/** The longest time that anything is measured by, minutes. */
const YEAR_MINUTES = 366 * 1440;
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

/** What a rule watches, and by which detector with which limits. */
export const watch = z.discriminatedUnion('detector', [
  z.strictObject({
    detector: z.literal('counts').describe('more cases than usual: by field, unit, area, or a pair of them'),
    service: codeOf('service'),
    by: z.enum(['all', 'category', 'unit', 'area', 'categoryArea', 'categoryUnit']),
    method: z.enum(['earsC1', 'earsC2', 'earsC3', 'farrington', 'noufaily', 'shared']).default('shared'),
    hours: z.int().min(1).max(24).default(24).describe('counted over so many hours up to now'),
    categories: z.array(codeOf('category')).min(1).optional().describe('of these fields alone'),
    falseDiscovery,
    minimum,
    ratio: z.number().min(1).max(1000).default(1.5).describe('at least so many times what is expected'),
  }),
  z.strictObject({
    detector: z.literal('cluster').describe('more cases than usual close in place and time (Kulldorff 2005)'),
    service: codeOf('service'),
    categories: z.array(codeOf('category')).min(1).optional(),
    days: z.int().min(3).max(90).default(30),
    p: chance.default(0.01),
    minimum,
    kilometres: z.number().min(0.1).max(100).default(5),
  }),
  z.strictObject({
    detector: z.literal('late').describe('more is late, or about to be, than the unit can close in time'),
    service: codeOf('service', { sums: 'unit' }),
    share: share.default(0.5).describe('at least this share of what falls due is expected to be missed'),
    hours: z.int().min(1).max(240).default(24).describe('looks ahead so many hours'),
    minimum,
  }),
  z.strictObject({
    detector: z.literal('backlog').describe('open cases grow faster than their own scatter'),
    service: codeOf('service'),
    by: z.enum(['all', 'unit']).default('unit'),
    days: z.int().min(3).max(60).default(14),
    falseDiscovery,
    minimum,
  }),
  z.strictObject({
    detector: z
      .literal('response')
      .describe('the time that closing takes, against its own usual and a limit'),
    service: codeOf('service'),
    minutes: z.number().positive().max(YEAR_MINUTES).describe('the limit that a case is to be closed within'),
    share: share.default(0.8).describe('at least this share is to be within the limit'),
    hours: z.int().min(1).max(72).default(6),
    minimum,
  }),
  z.strictObject({
    detector: z
      .literal('daily')
      .describe('a daily measure out of its usual, with the weekday, season and holidays known'),
    fields: z.array(codeOf('field')).min(1).optional(),
    indicators: z.array(codeOf('daily')).min(1).optional(),
    falseDiscovery,
  }),
  z.strictObject({
    detector: z.literal('limit').describe('a daily measure over its limit of the day'),
    indicators: z.array(codeOf('daily')).min(1).optional(),
  }),
  z.strictObject({
    detector: z.literal('target').describe('the chance of meeting the plan by the end of the year is low'),
    level: z.enum(['city', 'commune']).default('city'),
    fields: z.array(codeOf('field')).min(1).optional(),
    chance: share.optional().describe('below this chance; rules.json’s where absent'),
  }),
  z.strictObject({
    detector: z.literal('silence').describe('a source system that is late by its own cadence'),
    sources: z.array(code).min(1).optional(),
    times: z.number().min(1).max(1000).default(1).describe('so many times what its `lateAfter` allows'),
  }),
  z.strictObject({
    detector: z.literal('gap').describe('hours without a single case of a service that always has some'),
    service: codeOf('service'),
    p: chance.default(0.001),
  }),
  z.strictObject({
    detector: z.literal('rejected').describe('records that could not be read grow'),
    minimum: z.int().min(1).default(20),
    hours: z.int().min(1).max(72).default(1),
  }),
  z.strictObject({
    detector: z.literal('host').describe("the wall's own health"),
    what: z.enum(['screens', 'disk', 'clock', 'link']),
    minutes: z.number().min(0).max(YEAR_MINUTES).default(5).describe('a screen that was silent for so long'),
    days: z.number().positive().max(366).default(7).describe('a disk that will be full within so many days'),
    seconds: z
      .number()
      .positive()
      .max(YEAR_MINUTES * 60)
      .default(60)
      .describe('a clock that jumped by so much'),
  }),
]);
export type Watch = z.infer<typeof watch>;
export type Detector = Watch['detector'];
export type WatchOf<D extends Detector> = Extract<Watch, { detector: D }>;

/** One rule: what is watched, how bad it is, who answers, and when it counts. */
export const alertRule = z.strictObject({
  id: code,
  name: text,
  short: text.optional().describe('for a wall, where what it is about stands beside it'),
  about: longText.optional().describe('what to do about it, in some lines, for the operator who sees it'),
  watch,
  severity,
  worse: z
    .array(z.strictObject({ severity, above: z.number().describe('times its limit or expected value') }))
    .max(3)
    .default([])
    .describe('graver where it is so far above'),
  unit: z
    .union([z.literal('own'), codeOf('unit')])
    .default('own')
    .describe('who answers: `own` is the unit that it is about, or that handles most of it'),
  role: text.optional().describe('the duty within that unit'),
  parent: code
    .optional()
    .describe(
      'the rule whose open alert mutes and counts this one, where they are of one place, field, unit or source',
    ),
  groupBy: z
    .array(subjectPart)
    .default([])
    .describe('alerts of this rule that agree in these are one group; all of them where none is named'),
  holds: z.number().min(0).max(10_080).default(0).describe('minutes it must be there before it is raised'),
  clears: z.number().min(0).max(10_080).default(15).describe('minutes it must be gone before it clears'),
  quiet: z
    .array(z.strictObject({ from: clock, to: clock, days: z.array(z.int().min(1).max(7)).min(1).optional() }))
    .max(14)
    .default([])
    .describe('local hours in which it is raised, but rings nowhere; ISO weekdays'),
  every: z.number().min(0.25).max(1440).default(5).describe('minutes between two looks'),
  most: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .describe('more alerts a day than this, and the rule is held and said to be wrong'),
  on: z.boolean().default(true),
});
export type AlertRule = z.infer<typeof alertRule>;

/** The city's own level, by what is open; the first whose every count is reached stands, gravest first. */
const level = z.strictObject({
  name: text,
  about: text,
  /** Groups as grave as this or graver, in which something is there that is not shelved, muted or off. */
  when: z.strictObject({
    critical: z.int().min(0).optional(),
    high: z.int().min(0).optional(),
    medium: z.int().min(0).optional(),
  }),
});

/** `alerts.json`: the city's levels, gravest first, the last of them for when nothing is reached; and its rules. */
export const alertSettings = z.strictObject({
  $schema: z.string().optional().describe('for editors that complete what they know the schema of'),
  levels: z.array(level).length(4),
  /** Of ISA-18.2: what an operator can deal with. */
  operators: z.int().min(1).default(2).describe('consoles that are manned'),
  chatter: z
    .strictObject({
      times: z.int().min(2).default(4).describe('so often within `minutes`, and it is held as one'),
      minutes: z
        .number()
        .positive()
        .max(2880)
        .default(60)
        .describe('two days at most: further back activations are not known'),
    })
    .prefault({}),
  shifts: z
    .array(clock)
    .min(1)
    .max(24)
    .default(['06:00', '14:00', '22:00'])
    .describe('local times at which a shift ends: what is put aside until then comes back'),
  rules: z.array(alertRule),
});
export interface AlertSettings extends z.infer<typeof alertSettings> {
  /** Ids of rules that are written and wrong: each is out of service, as are its alerts, until it is mended. */
  leftOut?: string[] | undefined;
}
export type AlertSettingsIn = z.input<typeof alertSettings>;

/** A city without `alerts.json` watches nothing. */
export const NO_ALERTS: AlertSettings = alertSettings.parse({
  levels: [
    { name: { vi: 'Khẩn cấp', en: 'Emergency' }, about: { vi: 'Cần điều hành chung', en: 'Run together' } },
    { name: { vi: 'Cao', en: 'High' }, about: { vi: 'Cần tăng cường', en: 'Reinforce' } },
    { name: { vi: 'Lưu ý', en: 'Watch' }, about: { vi: 'Cần theo dõi', en: 'Keep an eye' } },
    {
      name: { vi: 'Bình thường', en: 'Normal' },
      about: { vi: 'Không có gì bất thường', en: 'Nothing unusual' },
    },
  ].map((one, n) => ({ ...one, when: n < 3 ? { critical: 3 - n } : {} })),
  rules: [],
} satisfies AlertSettingsIn);
