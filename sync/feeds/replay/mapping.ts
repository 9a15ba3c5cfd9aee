import { IANAZone } from 'luxon';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import type { Profile, Service } from '../../contract/profile.ts';
import { caseStatus, code } from '../../contract/records.ts';

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

/** `replay.json`: which fields of a recorded case are what. */
const mapping = z.strictObject({
  service: code.describe('the service of the profile that the recorded cases belong to'),
  format: z.enum(['json', 'csv']).optional().describe("of the file; told by its name's ending where absent"),
  timeZone: z
    .string()
    .refine((name) => IANAZone.isValidZone(name), 'an IANA time zone such as America/New_York')
    .optional()
    .describe("of the file's times; the city's where absent"),
  timeFormat: z
    .string()
    .optional()
    .describe("Luxon's tokens, such as yyyy-MM-dd HH:mm:ss; ISO 8601 where absent"),
  fields: z.strictObject({
    id: field,
    category: fields,
    opened: fields,
    status: fields,
    due: fields.optional(),
    closed: fields.optional(),
    longitude: field.optional(),
    latitude: field.optional(),
    area: fields.optional(),
    channel: fields.optional(),
    unit: fields.optional(),
    personal: z
      .strictObject({
        text: field.optional(),
        name: field.optional(),
        phone: field.optional(),
        email: field.optional(),
        address: field.optional(),
      })
      .default({}),
  }),
  statuses: z
    .record(z.string(), caseStatus)
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

/** Every field that `replay.json` names, and what it is taken for. */
export function fieldsOf({ fields: { personal, ...rest } }: Mapping): Map<string, string> {
  return new Map(
    [...Object.entries(rest), ...Object.entries(personal)].flatMap(([purpose, names]) =>
      [names ?? []].flat().map((name) => [name, purpose] as const),
    ),
  );
}
