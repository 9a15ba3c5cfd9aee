import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { MINUTE } from '../../contract/instants.ts';
import { connectorSuite } from '../connector-suite.fixture.ts';
import { cityOf } from '../replay/replay.fixture.ts';
import { lines } from './lines.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

connectorSuite('lines of a file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lines-'));
  folders.push(folder);
  const file = path.join(folder, 'cases.jsonl');
  const loaded = await cityOf('san-francisco');
  const [service] = loaded.profile.services;
  const begin = Date.parse('2026-06-01T00:00:00Z');
  const rows = Array.from({ length: 600 }, (_, n) => {
    const at = begin + n * MINUTE;
    const opened = { openedAt: at, status: 'received', category: service?.categories[0]?.id };
    return { at, record: { kind: 'case', service: service?.id, id: `r${n}`, rev: 1, changedAt: at, ...opened } };
  });
  await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return {
    connector: lines,
    loaded,
    settings: { file, source: service?.source ?? '' },
    clock: { at: begin, step: 17 * MINUTE, end: begin + 600 * MINUTE },
    until: begin + 600 * MINUTE,
    wrong: [
      [{ file }, 'source'],
      [{ file: 5, source: 'x' }, 'file'],
    ],
  };
});
