import type { Logger } from 'pino';
import type { ErrorReport } from '../../contract/errors.ts';
import { problemLine, type LoadedProfile } from '../../profile/index.ts';
import type { Faults } from './faults.ts';

/** How many faults `/health` spells out. */
const SHOWN = 20;

/** Tells what is wrong in a profile that goes on without it: each fault a line of the log, all of them one note. */
export function tellFaults({ faults: found, folder }: LoadedProfile, faults: Faults, log: Logger): void {
  if (!faults.set('faults', reportFor(found.map(problemLine), folder))) return;
  for (const fault of found) log.warn({ folder }, `the city profile: ${problemLine(fault)}`);
}

function reportFor(faults: readonly string[], folder: string): ErrorReport | null {
  if (faults.length === 0) return null;
  const more = faults.length > SHOWN ? `; and ${faults.length - SHOWN} more` : '';
  return {
    code: 'profile-fault',
    what: faults.slice(0, SHOWN).join('; ') + more,
    where: folder,
    hint: 'Correct the file and save it; docs/city-profile.md describes every field.',
  };
}
