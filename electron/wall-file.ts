import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { wall, type Wall } from '../sync/contract/boards.ts';
import { CitywallError } from '../sync/contract/errors.ts';

/** The default wall of a profile: which screens there are. Throws a CitywallError that names the file. */
export async function readWall(profile: string): Promise<Wall> {
  const file = path.join(profile, 'walls', 'default.json');
  try {
    return wall.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new CitywallError(
      'profile-invalid',
      { what: 'the wall could not be read', where: file, hint: 'The host names what is wrong with it.' },
      { cause },
    );
  }
}
