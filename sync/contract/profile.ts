import { z } from 'zod';
import { alertSettings } from './alert-rules.ts';
import { board, wall } from './boards.ts';
import { keptSum } from './code-of.ts';
import { language, text, type Language, type Text } from './languages.ts';
import { caseStatus, code, plan, point } from './records.ts';

const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'YYYY-MM-DD');

/** `city.json`: who the city is, where and when. */
export const city = z.strictObject({
  id: code,
  name: text,
  centre: text.describe('the name of its operations centre, for the head of every screen'),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone such as Asia/Ho_Chi_Minh'),
  languages: z.array(language).min(1),
  territory: code.describe('the code of its present boundaries, as measures name them'),
  map: z.strictObject({
    bounds: z.tuple([point, point]).describe('[[west, south], [east, north]] of the main map'),
    inset: z
      .array(z.strictObject({ id: code, label: text, bounds: z.tuple([point, point]) }))
      .describe('places shown apart: a crowded centre magnified, a far island'),
    landmarks: z
      .array(code)
      .default([])
      .describe('areas that people know their way by, the best known first: named on maps of every size'),
  }),
  reportingMonth: z.strictObject({
    day: z.int().min(1).max(28),
    hour: z.int().min(0).max(23),
  }),
  calendar: z.strictObject({
    weekend: z.array(z.int().min(1).max(7)).describe('ISO weekdays that are not worked'),
    daysOff: z.array(z.strictObject({ date: localDate, name: text })),
    workedWeekends: z.array(z.strictObject({ date: localDate, name: text })),
    announced: z
      .array(z.int())
      .optional()
      .describe('the years whose days were announced, where others are by rule (`calendar.json`)'),
  }),
  embeds: z
    .strictObject({
      pages: z.array(z.url({ protocol: /^https?$/ })).default([]),
      pictures: z.array(z.url({ protocol: /^https?$/ })).default([]),
    })
    .default({ pages: [], pictures: [] })
    .describe('addresses whose pages a panel may show fenced, and whose pictures it may show; none else'),
  scope: code
    .optional()
    .describe("the unit whose part alone this wall holds; all of the city's where absent"),
  personal: z
    .strictObject({
      keepDays: z
        .int()
        .min(1)
        .max(36_500)
        .describe('for so many days after its case was closed a personal part is kept'),
    })
    .optional()
    .describe('what becomes of personal parts where they are held; they are kept for good where absent'),
  line: z
    .strictObject({
      lateAfter: z.number().positive().describe('seconds without a beat until the city is late'),
      staleAfter: z.number().positive().describe('seconds without a beat until its data are stale'),
    })
    .default({ lateAfter: 15, staleAfter: 300 }),
  consoles: z
    .strictObject({
      lockAfter: z
        .number()
        .min(30)
        .max(86_400)
        .describe('seconds without a sign of anybody until a console asks for the password again'),
    })
    .default({ lockAfter: 900 }),
});

/** `units.json`: who handles. A tree, with succession. */
export const unit = z.strictObject({
  id: code,
  name: text,
  short: text.optional().describe('for a narrow column'),
  type: z.enum(['city', 'department', 'agency', 'company', 'district', 'ward', 'commune', 'specialZone']),
  parent: code.optional(),
  area: code.optional().describe('the area it governs'),
  validFrom: localDate.optional(),
  validTo: localDate.optional(),
  succeeds: z.array(code).optional(),
});

/** `areas.json`: where. The smallest places the boards name. */
export const area = z.strictObject({
  id: code,
  name: text,
  type: z.enum(['district', 'ward', 'commune', 'specialZone', 'neighbourhood']),
  centroid: point,
  areaKm2: z.number().positive(),
  population: z.int().positive().optional(),
  group: code.optional().describe('the former district or the part of the city it belongs to'),
  validFrom: localDate.optional(),
  validTo: localDate.optional(),
  succeeds: z.array(code).optional(),
});

/** `sources.json`: the systems data come from, and whose duty it is that they come. */
export const source = z.strictObject({
  id: code,
  name: text,
  short: text.optional().describe("for a tile's corner"),
  unit: code,
  duty: text.describe('the named duty that answers for late data'),
  cadence: z.enum(['live', 'day', 'month', 'quarter', 'year']),
  lateAfter: z.number().positive().describe("seconds behind the city's now until this source is late"),
  staleAfter: z.number().positive(),
});

/** What else one thing is called in a language. */
const otherNames = z.array(z.string().min(2).max(60)).max(60).optional();

/** `services.json`: the kinds of case, each with its own categories, channels and kept sums. */
export const service = z.strictObject({
  id: code,
  name: text,
  short: text,
  noun: text.describe('what one case is called: phản ánh, hồ sơ, cuộc gọi'),
  source: code,
  categories: z
    .array(
      z.strictObject({
        id: code,
        name: text,
        also: z
          .strictObject({ vi: otherNames, en: otherNames } satisfies Record<Language, typeof otherNames>)
          .optional()
          .describe('what else people call it when they search; several categories may be called the same'),
        group: code.optional(),
        due: z
          .strictObject({
            workingDays: z.number().positive().optional(),
            minutes: z.number().positive().optional(),
          })
          .optional(),
      }),
    )
    .min(1),
  channels: z.array(z.strictObject({ id: code, name: text })),
  statuses: z.array(caseStatus).min(1),
  sums: z.array(keptSum),
  heat: z.boolean(),
});

/** `indicators.json`: fields and indicators. */
export const field = z.strictObject({ id: code, name: text });
export const indicator = z.strictObject({
  id: code,
  name: text,
  field: code,
  level: z
    .enum(['city', 'commune', 'index'])
    .describe('index: the score of an index set, or a component of one; not counted among the indicators'),
  unit: text.describe('of measure: %, tỷ đồng'),
  decimals: z.int().min(0).max(4),
  frequency: z.enum(['day', 'month', 'quarter', 'year']),
  direction: z.enum(['higher', 'lower', 'band']),
  accumulates: z.boolean().describe("true where values of parts of a year add up to the year's"),
  restarts: z
    .boolean()
    .optional()
    .describe(
      'true where values do not add up and yet begin from nothing each year: a share of the year’s plan',
    ),
  perPeriod: z
    .boolean()
    .optional()
    .describe(
      'true where a value is of its own period alone, as how much a quarter grew: a plan of the whole year is not held against it',
    ),
  source: code,
  lead: code.describe('the unit that answers for it'),
  plans: z
    .array(z.strictObject({ year: z.int(), territory: code, source: z.string(), ...plan.shape }))
    .optional(),
});
export const indicators = z.strictObject({
  fields: z.array(field).min(1),
  territories: z
    .array(
      z.strictObject({
        id: code,
        name: text,
        validFrom: localDate.optional(),
        succeeds: code.optional().describe('the boundaries it took over from, on `validFrom`'),
      }),
    )
    .min(1),
  indicators: z.array(indicator),
});

/**
 * `indexes.json`: index sets that come once a year, as measures: the score under the indicator `score`, each
 * component under an indicator of its own. The score and the rank of a set among provinces may be indicators of
 * the city; all others are of the level `index`. A score is `max` times the weighted mean of score ÷ max of the
 * components there are; without weights each weighs as much as its `max`, and the score is their sum.
 */
export const indexSets = z.array(
  z.strictObject({
    id: code,
    name: text,
    short: text,
    about: text.describe('what it measures, in a line'),
    subjects: z.enum(['units', 'city']).describe("the city's own units, or the city among provinces"),
    score: code,
    max: z.number().positive().describe('the highest score there can be'),
    rank: code.optional().describe('the indicator that holds the rank, where scores do not give it'),
    outOf: z.array(z.strictObject({ year: z.int(), count: z.int().positive() })).default([]),
    components: z
      .array(
        z.strictObject({
          indicator: code,
          max: z.number().positive(),
          weight: z.number().positive().optional(),
        }),
      )
      .default([]),
    source: code,
  }),
);

/** `rules.json`: when a number becomes a state. */
export const rules = z.strictObject({
  dueSoonHours: z.number().positive(),
  usual: z.strictObject({
    weeks: z.int().min(2).describe('how many earlier same weekdays make the usual'),
    low: z.number().min(0).max(1),
    high: z.number().min(0).max(1),
    chance: z
      .number()
      .positive()
      .max(0.5)
      .default(0.01)
      .describe('the rate of false discovery at which boards mark what no rule of alerts watches'),
  }),
  hotspot: z.strictObject({
    hours: z.number().positive(),
    minimum: z.int().min(1).describe('fewer cases than this are never a hot spot, where no rule says so'),
    ratio: z.number().positive().describe('at least so many times the usual'),
    limit: z.int().min(1),
  }),
  onTime: z.strictObject({
    red: z.number().describe('on-time share below which a unit is red'),
    orange: z.number(),
    minimum: z.int().min(1).describe('units with fewer cases to judge are not ranked'),
  }),
  indicator: z.strictObject({
    red: z.number().describe('share of what is expected by now below which it is behind, as `orange`'),
    orange: z.number().describe('the same; whichever of the two is higher decides'),
    missingPeriods: z.int().min(1).describe('so many periods without a value and it cannot be assessed'),
    chance: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('it is at risk of missing its plan where the forecast gives it less than this chance'),
  }),
});

/** The whole profile, as read and checked. `geometry` is GeoJSON by area id, schematic or imported. */
export const profile = z.strictObject({
  city,
  units: z.array(unit),
  areas: z.array(area),
  sources: z.array(source),
  services: z.array(service).min(1),
  indicators,
  indexes: indexSets.default([]),
  rules,
  alerts: alertSettings.extend({
    leftOut: z.array(z.string()).optional().describe('ids of rules that are written and wrong'),
  }),
  boards: z.array(board).min(1),
  walls: z.array(wall).min(1),
});

export type City = z.infer<typeof city>;
export type Unit = z.infer<typeof unit>;
export type Area = z.infer<typeof area>;
export type Source = z.infer<typeof source>;
export type Service = z.infer<typeof service>;
export type Indicator = z.infer<typeof indicator>;
export type IndexSet = z.infer<typeof indexSets>[number];
export type Rules = z.infer<typeof rules>;
export type Profile = z.infer<typeof profile>;

/** One polygon or several for one area, coordinates in WGS 84 degrees; the rings as GeoJSON has them. */
export interface AreaShape {
  type: 'Feature';
  properties: {
    id: string;
    /** Where this shape alone is of another origin than the rest. */
    origin?: string | undefined;
    /** The last day of an area that is no more: its shape lies over those of its successors. */
    validTo?: string | undefined;
  };
  geometry:
    { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] };
}
export interface AreaShapes {
  type: 'FeatureCollection';
  /** `schematic` where drawn from centroids; else the source of the imported boundaries. */
  origin: string;
  /** What lies around the city and is not its own, where it is known. */
  around?: Surroundings | undefined;
  features: AreaShape[];
}
/** Land and sea around a city. Coordinates are those of GeoJSON's MultiPolygon, WGS 84 degrees. */
export interface Surroundings {
  /** Whose shapes they are, as the map says it. */
  whose: string;
  /** Land that is not the city's, by neighbour; without a name where it is nobody's in particular. It lies below the areas. */
  land: { name?: Text | undefined; coordinates: number[][][][] }[];
  /** Water that lies over the areas: rivers and bays that their published sizes hold. */
  water: number[][][][];
  /** Names of what has no shape of its own: a sea, a province that was. */
  names: { kind: 'sea' | 'former'; name: Text; at: [number, number] }[];
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
