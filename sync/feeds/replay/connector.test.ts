import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { MINUTE } from '../../contract/instants.ts';
import { connectorSuite } from '../connector-suite.fixture.ts';
import { cityOf } from './replay.fixture.ts';
import { replay } from './replay.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

connectorSuite('a recording', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
  folders.push(folder);
  const file = path.join(folder, 'cases.json');
  // Thousands at once, so that one moment takes several deliveries; the last opens at 09:00.
  const rows = Array.from({ length: 2_400 }, (_, n) => ({
    service_request_id: `r${n}`,
    service_code: '047',
    status: n % 3 === 0 ? 'Closed' : 'Open',
    requested_datetime: `2011-06-27 0${n === 2_399 ? 9 : n < 2_200 ? 1 : 1 + (n % 8)}:00:00`,
    updated_datetime: n % 3 === 0 ? '2011-06-27 08:30:00' : null,
    ...{ long: -122.42, lat: 37.76 },
    address: n % 5 === 0 ? `${n} MARKET ST` : null,
  }));
  await writeFile(file, JSON.stringify(rows));
  return {
    connector: replay,
    loaded: await cityOf('san-francisco'),
    settings: { file, speed: 2 },
    clock: { at: 0, step: 17 * MINUTE },
    until: Date.parse('2011-06-27T09:00:00-07:00'),
    wrong: [
      [{}, 'file'],
      [{ file: 5 }, 'file'],
      [{ file, speed: 0 }, 'speed'],
    ],
  };
});
