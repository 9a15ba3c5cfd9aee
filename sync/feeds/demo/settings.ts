import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { code } from '../../contract/records.ts';
import { event, type EventSettings } from './events-settings.ts';
import { measuresSettings } from './measures-settings.ts';
import { requestsSettings } from './requests.ts';

/** What the demo city needs of a profile that was read: `LoadedProfile` of `sync/profile` has it. */
export interface DemoProfile {
  folder: string;
  profile: Profile;
  /** The measures that were published, brought as they are. */
  published: MeasureRecord[];
  /** `demo.json` as it was parsed, unchecked. */
  demo: unknown;
}

const share = z.number().min(0).max(1);
const weights = z.record(code, z.number().min(0));
const factors = (n: number) => z.array(z.number().min(0)).length(n).optional();

const category = z.union([
  z.number().min(0),
  z.strictObject({ weight: z.number().min(0), months: factors(12), hours: factors(24) }),
]);

/** How a case lives. Times of those on time are shares of the time they have. */
const life = z.strictObject({
  onTime: share,
  /** How much units differ: the spread of their late shares, as of a log-normal. */
  unitSpread: z.number().min(0).max(2).default(0),
  /** This share of the cases on time is closed after about so many hours. */
  quick: z.strictObject({ share, hours: z.number().positive() }),
  /** The others take their time to this power: 1 evenly, more is sooner. */
  power: z.number().positive().default(1),
  /** Mean lateness of those that are late, days. */
  lateDays: z.number().positive(),
  /** No case lives longer. */
  maxDays: z.number().positive().max(400),
  office: z.boolean().default(false).describe('closed in office hours only, but for the quick ones'),
  daysOff: share.default(0).describe('the share of those that would be closed on a day off which are'),
  /** Calendar days until due, least and most, of categories for which the profile sets no time. */
  dueDays: z.tuple([z.number().positive(), z.number().positive()]).optional(),
  /** Mean hours a case takes that has no due instant. */
  hours: z.number().positive().default(24),
  assignMinutes: z.number().positive().default(12),
  refused: share.default(0),
  reassigned: share.default(0),
  reopened: share.default(0),
  rated: share.default(0),
  ratings: z.array(z.number().min(0)).length(5).default([4, 5, 12, 34, 45]),
});

const serviceSettings = z.strictObject({
  number: z
    .string()
    .regex(/^[\p{L}\p{N}]{1,16}$/u)
    .optional()
    .describe('what numbers of cases begin with: the service itself where absent'),
  /** Cases on an ordinary day, to be multiplied by the factors below. */
  perDay: z.number().min(0),
  weekdays: factors(7).describe('Monday to Sunday'),
  dayOff: z.number().min(0).default(0.6).describe("factor on the calendar's days off"),
  months: factors(12),
  hours: z.array(z.number().min(0)).length(24),
  /** Growth a year, as a share, about the date `perDay` is of. */
  growth: z
    .strictObject({ share: z.number(), of: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'YYYY-MM-DD') })
    .optional(),
  /** Spread evenly over time rather than by chance: for services with a few cases a month. */
  steady: z.boolean().default(false),
  categories: z.record(code, category),
  channels: weights.default({}),
  located: z.enum(['point', 'area', 'none']).default('point'),
  unknownPlace: share.default(0),
  unknownUnit: share.default(0),
  /** Who handles, the first line that names the category or none: the area's own unit by `area`, others by name. */
  handling: z.array(
    z.strictObject({
      categories: z.array(code).optional(),
      area: z.number().min(0).default(0),
      units: weights.default({}),
    }),
  ),
  life,
  /** Units that keep their times otherwise than the rest. */
  units: z
    .record(code, z.strictObject({ onTime: share, lateDays: z.number().positive().optional() }))
    .default({}),
  personal: share.default(0),
});

const personal = z.strictObject({
  families: z.array(z.string().min(1)).min(1),
  given: z.array(z.string().min(1)).min(1),
  streets: z.array(z.string().min(1)).min(1),
  phone: z.string().describe('# stands for a digit'),
  texts: z.record(z.string(), z.array(z.string().min(1)).min(1)).describe('by category; * for all others'),
});

const settings = z.strictObject({
  areas: z.strictObject({
    /** A place's weight is its size in km² to this power, times its kind's factor. */
    exponent: z.number().default(0.3),
    types: z.record(z.string(), z.number().min(0)).default({}),
    weights: weights.default({}).describe('of places whose weight is known'),
  }),
  services: z.record(code, serviceSettings),
  /** What is planted to be found; a city without any is a quiet one. */
  events: z.array(event).default([]),
  /** Days after a period's end until a source has reported it: by cadence, or by source. */
  lags: weights,
  measures: measuresSettings,
  personal: personal.optional(),
  /** What is asked of units; nothing where absent, and then none answers by itself. */
  requests: requestsSettings.optional(),
});

export type Settings = z.infer<typeof settings>;
export type ServiceSettings = z.infer<typeof serviceSettings>;
export type Life = z.infer<typeof life>;
export type PersonalSettings = z.infer<typeof personal>;

/**
 * Checks `demo.json` by its schema and against the profile it belongs to.
 * Throws CitywallError `profile-invalid` naming the file, the path in it, and what was expected.
 */
export function parseSettings(loaded: DemoProfile): Settings {
  const file = `${loaded.folder}/demo.json`;
  const fail = (path: string, what: string): never => {
    throw new CitywallError('profile-invalid', {
      what: `${what}, at ${path || 'the top'}`,
      where: file,
      hint: 'Correct the file, or start the city with a recording instead (--replay).',
    });
  };
  if (loaded.demo === null || loaded.demo === undefined)
    return fail('', 'this profile has no demo.json, so there is no demonstration city to live in');
  const parsed = settings.safeParse(loaded.demo);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(issue?.path.join('.') ?? '', issue?.message ?? 'not a demo.json');
  }
  const wrong = firstStranger(parsed.data, loaded.profile);
  if (wrong) return fail(wrong.path, `"${wrong.code}" is not one of the profile's ${wrong.of}`);
  return parsed.data;
}

interface Stranger {
  path: string;
  code: string;
  of: string;
}

/** The first of some codes that is not known, or undefined. */
function find(
  path: string,
  codes: Iterable<string>,
  known: ReadonlySet<string>,
  of: string,
): Stranger | undefined {
  for (const one of codes) if (!known.has(one)) return { path: `${path}.${one}`, code: one, of };
  return undefined;
}

/** The first code in the settings that the profile does not know, or undefined. */
function firstStranger(s: Settings, profile: Profile): Stranger | undefined {
  const units = new Set(profile.units.map((u) => u.id));
  const areas = new Set(profile.areas.map((a) => a.id));
  let wrong =
    find('areas.weights', Object.keys(s.areas.weights), areas, 'areas') ??
    find('services', Object.keys(s.services), new Set(profile.services.map((x) => x.id)), 'services') ??
    find(
      'measures.indicators',
      Object.keys(s.measures.indicators),
      new Set(profile.indicators.indicators.map((i) => i.id)),
      'indicators',
    ) ??
    find(
      'measures.indexes',
      Object.keys(s.measures.indexes),
      new Set(profile.indexes.map((x) => x.id)),
      'index sets',
    ) ??
    find(
      'measures.indexes',
      Object.values(s.measures.indexes).flatMap((x) => [...x.units, ...x.movers.map((m) => m.unit)]),
      units,
      'units',
    ) ??
    strangerInEvents(s.events, profile);
  for (const service of profile.services) {
    const mine = s.services[service.id];
    if (!mine || wrong) continue;
    const at = `services.${service.id}`;
    const categories = new Set(service.categories.map((c) => c.id));
    const channels = new Set(service.channels.map((c) => c.id));
    wrong =
      find(`${at}.categories`, Object.keys(mine.categories), categories, 'categories of this service') ??
      find(`${at}.channels`, Object.keys(mine.channels), channels, 'channels of this service') ??
      find(
        `${at}.handling`,
        mine.handling.flatMap((h) => h.categories ?? []),
        categories,
        'categories',
      ) ??
      find(
        `${at}.handling`,
        mine.handling.flatMap((h) => Object.keys(h.units)),
        units,
        'units',
      ) ??
      find(`${at}.units`, Object.keys(mine.units), units, 'units');
  }
  return wrong;
}

/** The first code in the events that the profile does not know, or undefined. */
function strangerInEvents(events: readonly EventSettings[], profile: Profile): Stranger | undefined {
  const seen = new Set<string>();
  for (const one of events) {
    const path = `events.${one.id}`;
    if (seen.has(one.id)) return { path, code: one.id, of: 'ids that are not taken' };
    seen.add(one.id);
    const wrong = strangerInEvent(one, path, profile);
    if (wrong) return wrong;
  }
  return undefined;
}

function strangerInEvent(one: EventSettings, path: string, profile: Profile): Stranger | undefined {
  const among = (codes: Iterable<string>, known: readonly { id: string }[], of: string) =>
    find(path, codes, new Set(known.map(({ id }) => id)), of);
  if (one.effect === 'silence') {
    const live = profile.sources.filter(({ cadence }) => cadence === 'live');
    return among([one.source], live, 'live sources');
  }
  if (one.effect === 'surge') {
    const daily = profile.indicators.indicators.filter(({ frequency }) => frequency === 'day');
    return (
      among(Object.keys(one.indicators), daily, 'daily indicators') ??
      among(one.areas, profile.areas, 'areas')
    );
  }
  const service = profile.services.find(({ id }) => id === one.service);
  if (service === undefined) return { path: `${path}.${one.service}`, code: one.service, of: 'services' };
  const named = (codes: Iterable<string>) => among(codes, service.categories, 'categories of this service');
  switch (one.effect) {
    case 'reports':
      return named(Object.keys(one.categories)) ?? among(one.areas ?? [], profile.areas, 'areas');
    case 'rise':
      return named([one.category]);
    case 'slow':
      return named(one.categories ?? []);
    case 'lapse':
      return among(one.units, profile.units, 'units');
    case 'gap':
      return undefined;
  }
}
