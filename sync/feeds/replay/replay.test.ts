import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../contract/instants.ts';
import { record } from '../../contract/records.ts';
import type { LoadedProfile } from '../../profile/profile.ts';
import { opened, StepClock } from '../connector.fixture.ts';
import { cityOf, held, play } from './replay.fixture.ts';
import { replay } from './replay.ts';

let loaded: LoadedProfile;
let folder: string;
beforeAll(async () => {
  loaded = await cityOf('san-francisco');
  folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
});
afterAll(() => rm(folder, { recursive: true }));

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
  await writeFile(
    file,
    typeof content === 'string' || content instanceof Buffer ? content : JSON.stringify(content),
  );
  return file;
};

describe('a recording', () => {
  it('has a clock that starts at its first event and moves on where nothing happens', async () => {
    const file = await write('quiet.json', [row(1), row(9)]);
    const taken = await play(loaded, file, (truth) => truth.asOf >= start + 8 * HOUR, {
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
    const inflow = opened(replay, { file }, loaded, new StepClock(0, HOUR));
    const taken = Promise.withResolvers<undefined>();
    const run = inflow.run(null, {
      take: () => Promise.resolve(taken.resolve(undefined)),
      progress: () => undefined,
    });
    void run.then(() => (ended = true));
    await taken.promise;
    for (let n = 0; n < 20; n++) await setImmediate();
    expect(ended).toBe(false);
    await inflow.stop();
    await run;
    expect(ended).toBe(true);
  });

  it('closes as it opened what was closed before, and knows no place at 0, 0', async () => {
    const closed = { status: 'Closed', updated_datetime: '2011-06-27 00:30:00' };
    const file = await write('before.json', [row(1, { ...closed, long: 0, lat: 0 }), row(2)]);
    const taken = await play(loaded, file, (truth) => truth.asOf >= start + HOUR);
    const one = held(taken).get('r1');
    expect(one).toMatchObject({ rev: 2, status: 'resolved', openedAt: start, closedAt: start });
    expect(one).not.toHaveProperty('point');
    expect(one).not.toHaveProperty('area');
  });

  it('keeps addresses in the personal part, with the exact place', async () => {
    const file = await write('personal.json', [row(1, { long: -122.42129, lat: 37.76121 })]);
    const [first] = await play(loaded, file, () => true);
    expect(first?.records[0]).toMatchObject({ kind: 'case', point: [-122.421, 37.761] });
    expect(JSON.stringify(first?.records[0])).not.toContain('MARKET');
    expect(first?.records[1]).toMatchObject({
      kind: 'personal',
      address: '1 MARKET ST',
      point: [-122.42129, 37.76121],
    });
  });

  it('tells of what it could not read with every delivery, and in sentences once', async () => {
    const bad = [
      row(4, { requested_datetime: 'yesterday' }),
      row(5, { status: 'Closed' }),
      row(6, { lat: 'north' }),
      row(7, { status: 'Lost' }),
      row(1, { address: 'the same id again' }),
    ];
    const file = await write('bad.json', [row(1), row(2), row(3), row(8), row(9), row(0), ...bad]);
    const taken = await play(loaded, file, (truth) => truth.asOf >= start + 8 * HOUR);
    expect(taken.flatMap((t) => t.records).filter((r) => !record.safeParse(r).success)).toEqual([]);
    expect(held(taken).size).toBe(7);
    for (const { truth } of taken)
      expect(truth.rejected?.['311']).toEqual([
        { why: 'time', field: 'openedAt', loses: 'record', count: 1 },
        { why: 'closedWhen', field: 'closedAt', loses: 'record', count: 1 },
        { why: 'word', field: 'status', loses: 'record', count: 1 },
        { why: 'repeated', field: 'id', loses: 'record', count: 1 },
        { why: 'form', field: 'point', loses: 'part', count: 1 },
      ]);
    expect(taken[0]?.notes).toContain(
      '1 row rejected: index 9, field "status": "Lost" is not a status that replay.json names',
    );
  });

  it('may be a CSV, told by its name or by replay.json', async () => {
    const csv = [
      'service_request_id,service_code,status,requested_datetime,updated_datetime,expected_datetime,long,lat,address,description',
      'r1,047,Closed,2011-06-27 01:00:00,2011-06-27 02:00:00,,-122.42,37.76,"1, MARKET ST","two\r\nlines"',
      'r2,047,Open,2011-06-27 02:30:00,,2011-06-28 02:30:00,,,,',
      'r3,047,Lost,2011-06-27 02:30:00,,,,,,',
      '',
    ].join('\r\n');
    const until = (truth: { asOf: number }) => truth.asOf >= start + 1.5 * HOUR;
    const byName = await play(loaded, await write('cases.CSV', `\uFEFF${csv}`), until);
    const asked = { ...loaded, replay: Object.assign({}, loaded.replay, { format: 'csv' }) };
    const byFormat = await play(asked, await write('cases.txt', csv), until);
    expect(byFormat).toEqual(byName);
    expect([...held(byName).values()]).toMatchObject([
      { id: 'r1', status: 'resolved', closedAt: start + HOUR, point: [-122.42, 37.76] },
      { id: 'r2', status: 'received', dueAt: start + 25.5 * HOUR },
    ]);
    const records = byName.flatMap((t) => t.records);
    expect(records).toContainEqual(expect.objectContaining({ kind: 'personal', text: 'two\r\nlines' }));
    expect(byName[0]?.notes).toEqual([
      '1 row rejected: line 5, field "status": "Lost" is not a status that replay.json names',
    ]);
  });

  it('that is a broken CSV is refused with its line and column', async () => {
    const short = await write('short.csv', 'service_request_id,service_code\nr1,047\n');
    await expect(play(loaded, short, () => true)).rejects.toMatchObject({
      code: 'replay-invalid',
      where: short,
      message: expect.stringMatching(/^line 1, column 1 .* no column "requested_datetime".* for opened/),
    });
    const columns = [
      ...['service_request_id', 'service_code', 'status', 'requested_datetime', 'updated_datetime'],
      ...['expected_datetime', 'long', 'lat', 'address', 'description'],
    ];
    const lost = await write('lost.csv', `${columns.join(',')}\n\nr1,047,Lost,,,,,,,\n`);
    await expect(play(loaded, lost, () => true)).rejects.toMatchObject({
      message:
        '1 of 1 recorded cases cannot be read, first at line 3, field "requested_datetime": a case needs the time it opened',
    });
  });

  it.each([
    ['nothing.json', undefined, 'cannot be read'],
    ['nothing.csv', undefined, 'cannot be read'],
    ['text.json', 'not json', 'not JSON'],
    ['latin.csv', Buffer.from([0x61, 0xe9, 0x0a]), 'not UTF-8'],
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
    await expect(play(loaded, file, () => true)).rejects.toMatchObject({
      code: 'replay-invalid',
      where: file,
      message: expect.stringContaining(what),
    });
  });

  it('needs a replay.json that names the fields', () => {
    const open = (replaying: unknown) => () =>
      opened(replay, { file: 'x.json' }, { ...loaded, replay: replaying }, new StepClock(0, HOUR));
    expect(open(null)).toThrow('no replay.json');
    expect(open({ service: '311', fields: {}, statuses: {} })).toThrow('fields.id');
  });
});
