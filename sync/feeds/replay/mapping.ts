import { IANAZone } from 'luxon';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import type { Profile, Service } from '../../contract/profile.ts';
import { caseStatus, code } from '../../contract/records.ts';
import { encoding } from './decode.ts';
import { ISO } from './formats.ts';
import type { TimeForm } from './values.ts';

/** What a replay needs of a profile that was read: `LoadedProfile` of `sync/profile` has it. */
export interface ReplayProfile {
  folder: string;
  profile: Profile;
  /** `replay.json` as it was parsed, unchecked. */
  replay: unknown;
}

const field = z.string().min(1);
/** One field, or several of which the first that is not empty counts. */
const fields = z.union([field, z.array(field).min(1)]).transform((one) => [one].flat());
/** The profile's codes for words of the file (`words.ts`); null says that the word tells nothing. */
const words = z.record(z.string(), code.nullable()).default({});

/** One format, or several that are tried in order. */
const formats = z.union([field, z.array(field).min(1)]).transform((one) => [one].flat());
/** The fields that hold times, each of which may have formats of its own. */
type TimeField = 'opened' | 'due' | 'closed';

/** `replay.json`: which fields of a recorded case are what. */
const mapping = z.strictObject({
  service: code.describe('the service of the profile that the recorded cases belong to'),
  format: z
    .enum(['json', 'jsonl', 'csv'])
    .optional()
    .describe("of the file; told by its name's ending where absent"),
  encoding: encoding.optional().describe('of a file without a byte order mark; UTF-8 where absent'),
  delimiter: z
    .string()
    .length(1)
    .optional()
    .describe('what stands between the values of a CSV; what fits its header where absent'),
  decimal: z.enum(['.', ',']).default('.').describe('what stands before the decimals of degrees'),
  rows: field.optional().describe('where in a JSON object the list of cases is, a path'),
  timeZone: z
    .string()
    .refine((name) => IANAZone.isValidZone(name), 'an IANA time zone such as America/New_York')
    .optional()
    .describe("of the file's times; the city's where absent"),
  timeFormat: z
    .union([formats, z.strictObject({ opened: formats, due: formats, closed: formats }).partial()])
    .default([ISO])
    .describe(
      "Luxon's tokens such as yyyy-MM-dd HH:mm:ss, ISO, x or X; one, several, or by field; ISO where absent",
    ),
  fields: z
    .strictObject({
      id: fields,
      category: fields,
      opened: fields,
      status: fields
        .optional()
        .describe(
          'absent where the file tells none: cases with a closing time are resolved, others received',
        ),
      due: fields.optional(),
      closed: fields.optional(),
      longitude: fields.optional(),
      latitude: fields.optional(),
      point: fields.optional(),
      area: fields.optional(),
      channel: fields.optional(),
      unit: fields.optional(),
      personal: z
        .strictObject({ text: fields, name: fields, phone: fields, email: fields, address: fields })
        .partial()
        .default({}),
    })
    .refine(({ longitude, latitude }) => (longitude === undefined) === (latitude === undefined), {
      path: ['longitude'],
      message: 'longitude and latitude go together; a field that holds both is "point"',
    }),
  statuses: z
    .record(z.string(), caseStatus)
    .default({})
    .describe("the file's words; cases whose word means resolved or refused are closed"),
  categories: z.record(z.string(), code).default({}),
  areas: words,
  units: words,
  channels: words,
});
export type Mapping = z.infer<typeof mapping>;

/** Checks `replay.json`. Throws CitywallError `profile-invalid` naming the file, the path in it, and what was expected. */
export function parseMapping(loaded: ReplayProfile): Mapping {
  const fail = (path: string, what: string): never => {
    throw new CitywallError('profile-invalid', {
      what: `${what}, at ${path || 'the top'}`,
      where: `${loaded.folder}/replay.json`,
      hint: 'The file says which fields of a recorded case are what: see docs/city-profile.md.',
    });
  };
  if (loaded.replay === null || loaded.replay === undefined)
    return fail('', 'this profile has no replay.json, so a recording cannot be read');
  const parsed = mapping.safeParse(loaded.replay);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(issue?.path.join('.') ?? '', issue?.message ?? 'not a replay.json');
  }
  const service = loaded.profile.services.find((s) => s.id === parsed.data.service);
  if (!service) return fail('service', `"${parsed.data.service}" is not one of the profile's services`);
  if (parsed.data.fields.status !== undefined && Object.keys(parsed.data.statuses).length === 0)
    return fail('statuses', 'the words of "fields.status" are not named');
  const wrong = strangers(parsed.data, loaded.profile, service)[0];
  return wrong ? fail(wrong.path, wrong.what) : parsed.data;
}

/** Codes that the profile does not have: a word that leads to one is a slip of the pen, not an unknown case. */
function strangers(
  { statuses, categories, areas, units, channels }: Mapping,
  profile: Profile,
  service: Service,
): { path: string; what: string }[] {
  const ids = (list: readonly { id: string }[]): string[] => list.map((one) => one.id);
  const lists = [
    { name: 'statuses', words: statuses, known: service.statuses, of: "the service's statuses" },
    { name: 'categories', words: categories, known: ids(service.categories), of: "the service's categories" },
    { name: 'areas', words: areas, known: ids(profile.areas), of: "the profile's areas" },
    { name: 'units', words: units, known: ids(profile.units), of: "the profile's units" },
    { name: 'channels', words: channels, known: ids(service.channels), of: "the service's channels" },
  ];
  return lists.flatMap(({ name, words, known, of }) => {
    const there = new Set<string>(known);
    return Object.entries(words)
      .filter(([, to]) => to !== null && !there.has(to))
      .map(([word, to]) => ({ path: `${name}.${word}`, what: `"${to}" is not one of ${of}` }));
  });
}

/** What `replay.json` takes from a file: for each purpose the fields of which one at least is to be there; `must` where nothing goes without. */
export function needsOf({
  fields: { personal, ...rest },
}: Mapping): { names: readonly string[]; purpose: string; must: boolean }[] {
  const must = new Set(['id', 'category', 'opened', 'status', 'longitude', 'latitude', 'point']);
  return [...Object.entries(rest), ...Object.entries(personal)].flatMap(([purpose, names]) =>
    names === undefined ? [] : [{ names, purpose, must: must.has(purpose) }],
  );
}

/** How the times of each field are written. */
export function timeForms({ timeFormat, timeZone }: Mapping, cityZone: string): Record<TimeField, TimeForm> {
  const zone = timeZone ?? cityZone;
  const formOf = (name: TimeField): TimeForm => ({
    zone,
    formats: Array.isArray(timeFormat) ? timeFormat : (timeFormat[name] ?? [ISO]),
  });
  return { opened: formOf('opened'), due: formOf('due'), closed: formOf('closed') };
}
