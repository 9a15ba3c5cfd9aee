import { readFileSync } from 'node:fs';
import { CitywallError, firstSentence } from '../../../contract/errors.ts';

const SECRET = 'CITYWALL_SIGN_IN_SECRET';
const FILE = `${SECRET}_FILE`;

/**
 * The secret that the city's provider knows this wall by: of the environment, or of a file that it names; null where there is none. Throws
 * `option-invalid` where the file cannot be read.
 */
export function providerSecret(environment: Readonly<Record<string, string | undefined>>): string | null {
  const file = environment[FILE];
  if (file === undefined) return environment[SECRET] ?? null;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new CitywallError(
      'option-invalid',
      {
        what: firstSentence(cause),
        where: FILE,
        hint: 'It names a file that holds the secret and nothing else.',
      },
      { cause },
    );
  }
}
