import { CitywallError } from '../../../sync/contract/errors.ts';
import { readBoundaries, type Findings } from './boundaries.ts';
import { report } from './report.ts';
import { areas, city } from './town.fixture.ts';

/** Reads a file's text, or what it says, as the town's. */
export const read = (value: unknown, crs?: string): Findings =>
  readBoundaries(typeof value === 'string' ? value : JSON.stringify(value), 'town.json', areas, city, crs);
/** How many areas were found whole. */
export const matched = ({ units }: Findings): number =>
  units.filter(({ faults }) => faults.length === 0).length;
export const says = (findings: Findings): string => report(findings, 'town.json').join('\n');
/** What is said where it is refused. */
export const refusal = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    if (error instanceof CitywallError) return `${error.message} ${error.hint}`;
    throw error;
  }
  throw new Error('nothing was refused');
};
