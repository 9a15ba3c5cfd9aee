import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../contract/instants.ts';
import { record, type CaseRecord } from '../../contract/records.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import type { Truth } from '../../store/ports.ts';
import { replayConnector, type ReplayOptions } from './replay.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const recording = path.resolve(root, '../shared/data/test-only/sf_open311_500_requests.json');

let loaded: LoadedProfile;
let folder: string;
beforeAll(async () => {
  loaded = await loadProfile(path.join(root, 'assets/cities/san-francisco'));
  folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Plays a recording by a clock of the test's own, one tick of which is `step` of the recording's time. */
async function play(
  file: string,
  until: (truth: Truth) => boolean,
  options: Partial<ReplayOptions> & { step?: number } = {},
) {
  const { step = HOUR, ...rest } = options;
  let clock = 0;
  const taken: { records: readonly unknown[]; truth: Truth }[] = [];
  const connector = replayConnector(loaded, {
    file,
    speed: 1,
    reached: null,
    now: () => clock,
    wait: () => Promise.resolve(void (clock += step)),
    ...rest,
  });
  await connector.run(
    (records, truth) => {
      taken.push({ records, truth });
      if (until(truth)) void connector.stop();
      return Promise.resolve();
    },
    () => undefined,
  );
  return taken;
}

/** What a store would hold after some batches: the newest revision of each case. */
function held(taken: readonly { records: readonly unknown[] }[]): Map<string, CaseRecord> {
  const cases = new Map<string, CaseRecord>();
  for (const raw of taken.flatMap((t) => t.records)) {
    const parsed = record.safeParse(raw);
    if (!parsed.success || parsed.data.kind !== 'case') continue;
    if ((cases.get(parsed.data.id)?.rev ?? 0) < parsed.data.rev) cases.set(parsed.data.id, parsed.data);
  }
  return cases;
}

function balance(cases: Iterable<CaseRecord>, at: number) {
  const all = [...cases];
  const open = all.filter((c) => c.openedAt <= at && (c.closedAt === undefined || c.closedAt > at));
  return {
    cases: all.length,
    open: open.length,
    overdue: open.filter((c) => c.dueAt !== undefined && c.dueAt <= at).length,
    unknownPlace: all.filter((c) => c.point === undefined).length,
  };
}

/** When `row(1)` opens. */
const start = DateTime.fromSQL('2011-06-27 01:00:00', { zone: 'America/Los_Angeles' }).toMillis();

const row = (n: number, more: object = {}) => ({
  service_request_id: `r${n}`,
  service_code: '047',
  status: 'Open',
  requested_datetime: `2011-06-27 0${n}:00:00`,
  updated_datetime: null,
  expected_datetime: null,
  long: -122.42,
  lat: 37.76,
  address: `${n} MARKET ST`,
  ...more,
});
const write = async (name: string, content: unknown): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

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
  let taken: Awaited<ReturnType<typeof play>>;
  beforeAll(async () => {
    taken = await play(recording, (truth) => truth.asOf >= end, { step: 5 * HOUR });
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
    expect(taken.at(-1)?.truth).toEqual({ asOf: end, watermarks: { '311': end } });
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
      const reached = before.at(-1)?.truth ?? null;
      const after = await play(recording, (truth) => truth.asOf >= end, { step: 7 * HOUR, reached });
      expect(held([...before, ...after])).toEqual(held(taken));
    }
  });
});

describe('a recording', () => {
  it('has a clock that starts at its first event and moves on where nothing happens', async () => {
    const file = await write('quiet.json', [row(1), row(9)]);
    const taken = await play(file, (truth) => truth.asOf >= start + 8 * HOUR, {
      step: 30 * MINUTE,
      speed: 2,
    });
    const start9 = start + 8 * HOUR;
    expect(taken.map((t) => t.truth.asOf - start)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((h) => h * HOUR));
    expect(taken.map((t) => t.records.length)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(taken.at(-1)?.truth.watermarks).toEqual({ '311': start9 });
  });

  it('stands still at its end until it is stopped', async () => {
    const file = await write('short.json', [row(1)]);
    let ended = false;
    const connector = replayConnector(loaded, { file, speed: 1, reached: null, now: () => 0 });
    let first = (): void => undefined;
    const taken = new Promise<void>((resolve) => (first = resolve));
    const run = connector.run(
      () => Promise.resolve(first()),
      () => undefined,
    );
    void run.then(() => (ended = true));
    await taken;
    expect(ended).toBe(false);
    await connector.stop();
    await run;
    expect(ended).toBe(true);
  });

  it('closes as it opened what was closed before, and knows no place at 0, 0', async () => {
    const closed = { status: 'Closed', updated_datetime: '2011-06-27 00:30:00' };
    const file = await write('before.json', [row(1, { ...closed, long: 0, lat: 0 }), row(2)]);
    const taken = await play(file, (truth) => truth.asOf >= start + HOUR);
    const one = held(taken).get('r1');
    expect(one).toMatchObject({ rev: 2, status: 'resolved', openedAt: start, closedAt: start });
    expect(one).not.toHaveProperty('point');
    expect(one).not.toHaveProperty('area');
  });

  it('keeps addresses in the personal part, with the exact place', async () => {
    const file = await write('personal.json', [row(1, { long: -122.42129, lat: 37.76121 })]);
    const [first] = await play(file, () => true);
    expect(first?.records[0]).toMatchObject({ kind: 'case', point: [-122.421, 37.761] });
    expect(JSON.stringify(first?.records[0])).not.toContain('MARKET');
    expect(first?.records[1]).toMatchObject({
      kind: 'personal',
      address: '1 MARKET ST',
      point: [-122.42129, 37.76121],
    });
  });

  it('passes single rows that cannot be read through raw, for quarantine', async () => {
    const bad = [
      row(4, { requested_datetime: 'yesterday' }),
      row(5, { status: 'Closed' }),
      row(6, { lat: 'north' }),
      row(7, { status: 'Lost' }),
      row(1, { address: 'the same id again' }),
    ];
    const file = await write('bad.json', [row(1), row(2), row(3), row(8), row(9), row(0), ...bad]);
    const taken = await play(file, (truth) => truth.asOf >= start + 8 * HOUR);
    const failing = taken.flatMap((t) => t.records).filter((r) => !record.safeParse(r).success);
    expect(failing).toEqual(bad);
    expect(held(taken).size).toBe(6);
  });

  it.each([
    ['nothing.json', undefined, 'cannot be read'],
    ['text.json', 'not json', 'not JSON'],
    ['object.json', { requests: [] }, 'not an array'],
    ['empty.json', [], '0 of 0'],
    ['numbers.json', [1, 2], 'index 0'],
    [
      'fields.json',
      [row(1), { ...row(2), requested_datetime: 5 }, { id: 3 }],
      'index 1, field "requested_datetime"',
    ],
  ])('that is broken is refused, naming what is wrong: %s', async (name, content, what) => {
    const file = content === undefined ? path.join(folder, name) : await write(name, content);
    await expect(play(file, () => true)).rejects.toMatchObject({
      code: 'replay-invalid',
      where: file,
      message: expect.stringContaining(what),
    });
  });

  it('needs a replay.json that names the fields', () => {
    const options = { file: 'x.json', speed: 1, reached: null };
    const broken = { ...loaded, replay: { service: '311', fields: {}, statuses: {} } };
    expect(() => replayConnector({ ...loaded, replay: null }, options)).toThrow('no replay.json');
    expect(() => replayConnector(broken, options)).toThrow('fields.id');
  });
});
