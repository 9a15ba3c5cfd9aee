import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rejection } from '../../contract/rejections.ts';
import { record } from '../../contract/records.ts';
import { loadProfile } from '../../profile/profile.ts';
import { balance, held } from './replay.fixture.ts';
import { readRecording, type Recording } from './recording.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/cases');
const present = existsSync(folder);
if (!present) console.warn('skipped: no small inputs at ../shared/cases');

/** The machine's clock, which is later than all that was recorded. */
const NOW = Date.UTC(2026, 10, 30);
const read = async (file: string, profile = 'la-iso'): Promise<Recording> =>
  readRecording(path.join(folder, file), await loadProfile(path.join(folder, `profile-${profile}`)), NOW);
const casesOf = ({ moments }: Recording) => held([{ records: moments.flatMap(({ records }) => records) }]);
const brief = ({ why, field, loses, count, line }: Rejection): string =>
  `${count} ${loses} ${field}: ${why}${line === undefined ? '' : ` line ${line}`}`;

/** Right values: cases, those without a place, where now is, and what is told; one that is left out is not looked at. */
interface Right {
  cases: number;
  unknown?: number;
  to?: string;
  told?: string[];
}
const nothing = { told: [] };

const RIGHT: readonly (readonly [string, Right, profile?: string])[] = [
  ['null-date-1900.csv', { cases: 2, told: ['1 record openedAt: span line 2'] }],
  [
    'close-typo-2042.csv',
    { cases: 3, to: '2024-02-01T11:00:00-08:00', told: ['1 part closedAt: span line 3'] },
  ],
  [
    'one-far-close.csv',
    { cases: 3, to: '2024-02-02T09:00:00-08:00', told: ['1 part closedAt: span line 3'] },
  ],
  ['closed-without-time.csv', { cases: 2, told: ['1 record closedAt: closedWhen line 2'] }],
  ['only-latitude.csv', { cases: 3, unknown: 1, told: ['1 part point: missing line 2'] }],
  ['words-null.csv', { cases: 3, unknown: 1 }],
  ['decimal-comma.csv', { cases: 3, unknown: 1, told: ['1 part point: form line 2'] }],
  ['due-9999.csv', { cases: 3, told: ['1 part dueAt: span line 2'] }, 'la-due'],
  ['big-number-id.json', { cases: 2, ...nothing }],
  ['swapped-lat-lon.csv', { cases: 2, told: ['2 part point: swapped line 2'] }],
  ['trailing-comma-header.csv', { cases: 2, ...nothing }],
  ['pandas-index-column.csv', { cases: 2, ...nothing }],
  ['header-name-twice.csv', { cases: 2, ...nothing }],
  ['spaces-in-header.csv', { cases: 1, unknown: 0, ...nothing }],
  ['excel-blank-rows.csv', { cases: 2, ...nothing }],
  ['utf-16.csv', { cases: 1, unknown: 0, ...nothing }],
  ['lines.jsonl', { cases: 2, unknown: 0, ...nothing }],
  ['semicolon.csv', { cases: 1, unknown: 1, told: ['1 part point: form line 2'] }],
  ['two-time-formats.json', { cases: 2, ...nothing }],
  ['mixed-dates.csv', { cases: 4, told: ['1 record openedAt: time line 4'] }],
  ['day-first.csv', { cases: 2, to: '2024-12-03T00:00:00-08:00', ...nothing }, 'dmy'],
  ['one-comma-too-many.csv', { cases: 2, told: ['1 record : columns line 3'] }],
  // What held before.
  ['closed-is-a-date.csv', { cases: 4, ...nothing }],
  ['day-23-hours.csv', { cases: 4, ...nothing }],
  ['hour-24.csv', { cases: 2, ...nothing }],
  ['id-with-space.csv', { cases: 2, ...nothing }],
  ['leap-second.csv', { cases: 2, told: ['1 record openedAt: time line 2'] }],
  ['bom.json', { cases: 1, ...nothing }],
  ['status-case.csv', { cases: 3, told: ['2 record status: word line 2'] }],
  ['unknown-kind.csv', { cases: 3, ...nothing }],
];

describe.skipIf(!present)(
  `small inputs that once showed a fault${present ? '' : ' (skipped: not here)'}`,
  () => {
    it.each(RIGHT.map(([file, right, profile]) => ({ file, right, profile })))(
      '$file',
      async ({ file, right, profile }) => {
        const { cases, unknown, to, told } = right;
        const recording = await read(file, profile);
        const all = [...casesOf(recording).values()];
        for (const one of recording.moments.flatMap(({ records }) => records))
          expect(record.safeParse(one).success).toBe(true);
        expect(all).toHaveLength(cases);
        if (unknown !== undefined) expect(balance(all, Infinity).unknownPlace).toBe(unknown);
        if (to !== undefined) expect(new Date(recording.to).toISOString()).toBe(new Date(to).toISOString());
        if (told !== undefined) expect(recording.rejected.map(brief)).toEqual(told);
      },
    );

    it.each([
      ['misspelt-place.json', 'no record has "lon"'],
      ['socrata-location.json', 'no record has "lon"', 'there are "id"', '"location.coordinates"', '"point"'],
      ['nested.json', 'no record has "id"', '"fields.id"'],
      ['windows-1252.csv', 'line 2: the recording is not UTF-8', '"encoding"', '"windows-1252"'],
      ['epoch.json', 'index 0', '"1706774400000" is not a time', 'read as ISO 8601', '"timeFormat": "x"'],
      ['bad-last-byte.json', 'not JSON'],
    ])('%s is told what it is, and the setting that would read it', async (file, ...what) => {
      const said = await read(file).then(
        () => 'was read',
        (error: unknown) => (error instanceof Error ? `${error.message} ${String(Object(error).hint)}` : ''),
      );
      for (const one of what) expect(said).toContain(one);
    });

    it('says line, field, value and reason of what it rejects', async () => {
      expect((await read('null-date-1900.csv')).notes).toEqual([
        '1 row rejected: line 2, field "opened": "1900-01-01T00:00:00" is no time at which a case can have opened',
      ]);
      expect((await read('closed-without-time.csv')).notes).toEqual([
        '1 row rejected: line 2, field "closed": closed, but not when',
      ]);
      expect((await read('swapped-lat-lon.csv')).notes.join()).toMatch(/look swapped; also line 3$/);
    });

    it('takes a day alone as due at its end', async () => {
      const all = casesOf(await read('due-is-a-date.csv', 'la-due'));
      expect(all.get('D-1')?.dueAt).toBe(Date.parse('2024-02-06T00:00:00-08:00'));
      expect(balance(all.values(), Date.parse('2024-02-05T09:00:00-08:00')).overdue).toBe(0);
    });

    it('takes the first of an hour that comes twice, whenever it runs', async () => {
      const all = casesOf(await read('dst-ambiguous.csv', 'la'));
      expect(all.get('A-1')?.openedAt).toBe(Date.parse('2024-11-03T01:30:00-07:00'));
    });

    it('keeps ids beyond what a machine’s number holds', async () => {
      expect([...casesOf(await read('big-number-id.json')).keys()]).toEqual([
        '12345678901234567890',
        '12345678901234567891',
      ]);
    });
  },
);
