import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DateTime } from 'luxon';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '../../contract/instants.ts';
import { record } from '../../contract/records.ts';
import type { LoadedProfile } from '../../profile/profile.ts';
import { truthPosition } from '../connector.ts';
import { balance, cityOf, held, play, recordingOf, type Taken } from './replay.fixture.ts';

const recording = recordingOf('sf_open311_500_requests.json');
const present = existsSync(recording);
if (!present) console.warn(`skipped: no recording at ../shared/data/test-only`);

describe.skipIf(!present)('500 real requests', () => {
  /** The same arithmetic straight from the file, by its own field names. */
  async function direct(at: number) {
    const rows: unknown = JSON.parse(await readFile(recording, 'utf8'));
    if (!Array.isArray(rows)) throw new TypeError('not an array');
    const time = (text: unknown) =>
      typeof text === 'string'
        ? DateTime.fromSQL(text, { zone: 'America/Los_Angeles' }).toMillis()
        : Infinity;
    let [cases, open, overdue, unknownPlace] = [0, 0, 0, 0];
    for (const r of rows) {
      const opened = time(r.requested_datetime);
      const closed = r.status === 'Closed' ? Math.max(opened, time(r.updated_datetime)) : Infinity;
      if (opened > at) continue;
      cases++;
      if (r.lat === 0) unknownPlace++;
      if (closed <= at) continue;
      open++;
      if (time(r.expected_datetime) <= at) overdue++;
    }
    return { cases, open, overdue, unknownPlace };
  }

  const end = DateTime.fromSQL('2011-07-08 04:46:00', { zone: 'America/Los_Angeles' }).toMillis();
  let loaded: LoadedProfile;
  let taken: Taken[];
  beforeAll(async () => {
    loaded = await cityOf('san-francisco');
    taken = await play(loaded, recording, (truth) => truth.asOf >= end, { step: 5 * HOUR });
  });

  it('counts open, closed and overdue as the file does, at every instant of the replay', async () => {
    expect(taken.length).toBeGreaterThan(50);
    for (let n = 0; n < taken.length; n += 3) {
      const asOf = taken[n]?.truth.asOf ?? 0;
      const counted = balance(held(taken.slice(0, n + 1)).values(), asOf);
      expect(counted, new Date(asOf).toISOString()).toEqual(await direct(asOf));
    }
  });

  it('ends at the last thing recorded, with every request in and the unknown places counted', async () => {
    expect(taken.at(-1)?.truth).toMatchObject({ asOf: end, watermarks: { '311': end } });
    const all = [...held(taken).values()];
    expect(balance(all, end)).toMatchObject({ cases: 500, open: 129, unknownPlace: 26 });
    expect(all.filter((c) => c.unit !== undefined)).toEqual([]);
    const categories = new Set(loaded.profile.services[0]?.categories.map((c) => c.id));
    expect(all.filter((c) => !categories.has(c.category))).toEqual([]);
    expect(all.filter((c) => c.point !== undefined && c.area === undefined).length).toBeLessThan(5);
  });

  it('sends nothing that its own rows do not say: every record passes the contract', () => {
    for (const raw of taken.flatMap((t) => t.records)) expect(record.safeParse(raw).success).toBe(true);
  });

  it('goes on where it was, to the same end, when it is killed at any batch', async () => {
    for (const killed of [0, 7, 23, 60]) {
      const before = taken.slice(0, killed + 1);
      const last = before.at(-1)?.truth;
      const from = last === undefined ? null : truthPosition(last);
      const after = await play(loaded, recording, (truth) => truth.asOf >= end, { step: 7 * HOUR, from });
      expect(held([...before, ...after])).toEqual(held(taken));
    }
  });
});
