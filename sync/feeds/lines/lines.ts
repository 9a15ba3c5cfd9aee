import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { instant } from '../../contract/instants.ts';
import { code } from '../../contract/records.ts';
import { connector, type Run } from '../connector.ts';

const settings = z.strictObject({
  file: z.string().min(1).describe("lines of JSON, the oldest first; from the profile's folder"),
  source: code.describe('the source whose records they are'),
});
const line = z.strictObject({ at: instant, record: z.unknown() });

const TICK = 1_000;

/** Brings what a system writes, a line of JSON a record with the instant it was written at, as the clock reaches it. */
export const lines = connector({
  name: 'lines',
  settings,
  invents: false,
  open({ file, source }, { loaded, clock }): Run {
    return {
      sources: [source],
      async run(from, { take, progress }, signal) {
        const all = await read(path.resolve(loaded.folder, file));
        let next = from === null ? 0 : Number(from);
        for (let began = false; !signal.aborted; began = true) {
          const now = clock.now();
          const records: unknown[] = [];
          for (; (all[next]?.at ?? Infinity) <= now; next++) records.push(all[next]?.record);
          await take({ records, asOf: now, watermarks: { [source]: now }, position: String(next) });
          if (!began) progress(1, 1);
          await clock.wait(TICK, signal);
        }
      },
    };
  },
});

async function read(file: string): Promise<z.infer<typeof line>[]> {
  const text = await readFile(file, 'utf8');
  return text.split('\n').flatMap((one, i) => {
    if (one.trim() === '') return [];
    try {
      return [line.parse(JSON.parse(one))];
    } catch (cause) {
      throw new CitywallError(
        'profile-invalid',
        { what: 'not a line {"at", "record"} of JSON', where: `${file}:${i + 1}`, hint: 'Mend the line.' },
        { cause },
      );
    }
  });
}
