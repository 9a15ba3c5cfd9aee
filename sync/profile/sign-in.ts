import type { Unit } from '../contract/profile.ts';
import { signInSettings, type SignInSettings } from '../contract/sign-in.ts';
import { joinPath, schemaProblems, shown, type Problem } from './problems.ts';

const FILE = 'sign-in.json';

/** The city's OpenID provider as `sign-in.json` has it; null where there is none. What is wrong is added to the problems. */
export function readSignIn(
  files: ReadonlyMap<string, unknown>,
  units: readonly Pick<Unit, 'id'>[],
  problems: Problem[],
): SignInSettings | null {
  if (!files.has(FILE)) return null;
  const value = files.get(FILE);
  const read = signInSettings.safeParse(value);
  if (!read.success) {
    problems.push(...schemaProblems(FILE, '', value, read.error));
    return null;
  }
  const known = new Set(units.map(({ id }) => id));
  for (const [said, unit] of Object.entries(read.data.units))
    if (!known.has(unit))
      problems.push({
        file: FILE,
        path: joinPath('units', [said]),
        expected: 'the id of a unit of units.json',
        found: shown(unit),
      });
  const { roles, claims } = read.data;
  if (roles.officer !== undefined && claims.units === undefined)
    problems.push({
      file: FILE,
      path: 'claims.units',
      expected: 'the claim of the units that an officer answers for, as roles has officers',
      found: shown(undefined),
    });
  return read.data;
}
