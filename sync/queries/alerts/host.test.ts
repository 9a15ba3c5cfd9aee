import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertSettings, NO_ALERTS, type WatchOf } from '../../contract/alert-rules.ts';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import { questions, type Data } from '../../contract/questions/index.ts';
import { HOST_LOG, type HostLog } from '../../store/host-log.ts';
import { openJournal, type Journal } from '../../store/journal.ts';
import { openJournalReader, type JournalReader } from '../../store/journal-reader.ts';
import { answer } from '../index.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { both, fixtureProfile } from '../oracle/fixture.ts';
import { at } from '../oracle/flood-morning.ts';

const KINDS = ['screens', 'disk', 'clock', 'link'] as const;
const rules = KINDS.map((what) => ({
  ...{ id: what, name: both(what), severity: 'high' as const },
  watch: { detector: 'host' as const, what },
}));
const profile = { ...fixtureProfile(), alerts: alertSettings.parse({ ...NO_ALERTS, rules }) };

let folder: string;
let journal: Journal;
let reader: JournalReader | null;
let filled: Filled;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'citywall-host-'));
  const file = join(folder, 'journal.db');
  journal = openJournal(file, 'test');
  reader = openJournalReader(file);
  filled = filledCache(profile);
});
afterAll(() => {
  reader?.close();
  journal.close();
  filled.close();
  rmSync(folder, { recursive: true });
});

const well: HostLog = {
  at,
  screens: [1, 2].map((screen) => ({ screen, seenAt: at - MINUTE })),
  free: Array.from({ length: 48 }, (_, i) => ({ at: at - (47 - i) * HOUR, bytes: 5e11 + (i % 3) * 1e6 })),
  clocks: Array.from({ length: 30 }, (_, i) => ({ wall: at - (29 - i) * MINUTE, steady: i * MINUTE })),
  liveAt: at,
};

function ask(what: WatchOf<'host'>['what'], more: Partial<HostLog> = {}): Data<'signs'> {
  journal.state.set(HOST_LOG, { ...well, ...more });
  const found = answer(filled.at(at, { journal: reader }), 'signs', { rule: what });
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions.signs.answer.parse(found.data);
}

it('sees nothing where all is well', () => {
  for (const what of KINDS) expect(ask(what)).toEqual({ rule: what, blind: null, signs: [] });
});

it('sees a screen that draws nothing', () => {
  const screens = [
    { screen: 1, seenAt: at - MINUTE },
    { screen: 2, seenAt: at - 6 * MINUTE },
  ];
  expect(ask('screens', { screens }).signs).toMatchObject([
    {
      ...{ key: 'part=screen 2', subject: { part: 'screen 2' }, measure: 'time' },
      ...{ value: 6 * MINUTE, limit: 5 * MINUTE },
    },
  ]);
});

it('sees a disk that will be full within days', () => {
  const free = well.free.map((one, i) => ({ ...one, bytes: 5e10 - i * 4e8 }));
  const [sign] = ask('disk', { free }).signs;
  expect(sign).toMatchObject({ subject: { part: 'disk' }, limit: 7 * DAY });
  // 31.2 GB are left, of which one counts as none, at 9.6 a day.
  expect((sign?.value ?? 0) / DAY).toBeCloseTo((31.2e9 - 2 ** 30) / 9.6e9, 1);
  expect(ask('disk', { free: well.free.slice(0, 5) }).blind).toBe('tooShort');
});

it('sees a clock that jumped', () => {
  const clocks = well.clocks.map((one, i) => ({ ...one, wall: one.wall + (i > 20 ? 2 * MINUTE : 0) }));
  expect(ask('clock', { clocks }).signs).toMatchObject([{ subject: { part: 'clock' }, value: 2 * MINUTE }]);
});

it('sees a line that is down, where there is one', () => {
  expect(ask('link', { liveAt: at - 10 * MINUTE }).signs).toMatchObject([{ value: 10 * MINUTE }]);
  expect(ask('link', { liveAt: null }).blind).toBe('noFacts');
});

it('knows nothing where nothing was noted', () => {
  const found = answer(filled.at(at), 'signs', { rule: 'disk' });
  expect(found).toMatchObject({ content: 'data', data: { blind: 'noFacts', signs: [] } });
});
