import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import { caseStatus, code } from '../../contract/records.ts';

/** What a replay needs of a profile that was read: `LoadedProfile` of `sync/profile` has it. */
export interface ReplayProfile {
  folder: string;
  profile: Profile;
  /** `replay.json` as it was parsed, unchecked. */
  replay: unknown;
}

const field = z.string().min(1);

/** `replay.json`: which fields of a recorded case are what. */
const mapping = z.strictObject({
  service: code.describe('the service of the profile that the recorded cases belong to'),
  timeZone: z.string().optional().describe("of the file's times; the city's where absent"),
  timeFormat: z
    .string()
    .optional()
    .describe("Luxon's tokens, such as yyyy-MM-dd HH:mm:ss; ISO 8601 where absent"),
  fields: z.strictObject({
    id: field,
    category: field,
    opened: field,
    status: field,
    due: field.optional(),
    closed: field.optional(),
    longitude: field.optional(),
    latitude: field.optional(),
    channel: field.optional(),
    unit: field.optional(),
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
  categories: z
    .record(z.string(), code)
    .default({})
    .describe("the profile's code for a word of the file that differs"),
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
  if (!loaded.profile.services.some((s) => s.id === parsed.data.service))
    return fail('service', `"${parsed.data.service}" is not one of the profile's services`);
  return parsed.data;
}
