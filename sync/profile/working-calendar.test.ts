import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadProfile } from './profile.ts';

const name = { vi: 'Lễ', en: 'Holiday' };
const year = (of: number, off: string[] = [], worked: string[] = []) => ({
  year: of,
  source: 'a notice',
  off: off.map((date) => ({ date, name })),
  worked: worked.map((date) => ({ date, name })),
});
const sound = {
  weekend: [6, 7],
  holidays: [
    { name, solar: '05-01' },
    { name, lunar: '01-01', before: 1, after: 3 },
  ],
  inLieu: true,
  through: 2030,
  years: [year(2025, ['2025-05-02'], ['2025-04-26'])],
};

let folder = '';
let cityAlone = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'citywall-calendar-'));
  cpSync(new URL('fixtures/town/', import.meta.url).pathname, folder, { recursive: true });
  const whole = JSON.parse(readFileSync(join(folder, 'city.json'), 'utf8')) as Record<string, unknown>;
  cityAlone = JSON.stringify({ ...whole, calendar: undefined });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The calendar of a town that has this file, or why its profile is refused. */
async function read(calendar: unknown, city = cityAlone) {
  writeFileSync(join(folder, 'city.json'), city);
  writeFileSync(join(folder, 'calendar.json'), JSON.stringify(calendar));
  return loadProfile(folder).then(
    ({ profile }) => profile.city.calendar,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

it('a city with the file has its days, announced and by rule', async () => {
  const calendar = await read(sound);
  expect(calendar).toMatchObject({
    weekend: [6, 7],
    announced: [2025],
    workedWeekends: [{ date: '2025-04-26' }],
  });
  expect(JSON.stringify(calendar)).toContain('2026-02-20');
});

it.each([
  [
    { holidays: [{ name, solar: '02-31' }] },
    'holidays[0].solar: expected a day that every year has, 2026 among them, found "02-31"',
  ],
  [
    { holidays: [{ name, solar: '02-29' }] },
    'holidays[0].solar: expected a day that every year has, 2026 among them, found "02-29"',
  ],
  // The twelfth month of 2025 has 29 days, that of 2026 too; the year that is by rule is asked.
  [
    { holidays: [{ name, lunar: '12-30' }] },
    'holidays[0].lunar: expected a day that every year has, 2026 among them, found "12-30"',
  ],
  [
    { holidays: [{ name, lunar: '13-01' }], through: 2025 },
    'holidays[0].lunar: expected a day that every year has, found "13-01"',
  ],
  [{ holidays: [{ name }] }, 'holidays[0]: expected either solar or lunar, found nothing'],
  [{ holidays: [{ name, solar: '01-01', lunar: '01-01' }] }, 'holidays[0]: expected either solar or lunar'],
  [
    { years: [year(2025, ['2025-02-31'])] },
    'years[0].off[0].date: expected a date there is, found "2025-02-31"',
  ],
  [
    { years: [year(2025, ['2026-05-01'])] },
    'years[0].off[0].date: expected a date of 2025, found "2026-05-01"',
  ],
  [
    { years: [year(2025, ['2025-04-26'], ['2025-04-26'])] },
    'years[0].worked[0].date: expected a date that is not off as well, found "2025-04-26"',
  ],
  [
    { years: [year(2025, ['2025-05-01', '2025-05-01'])] },
    'years[0].off[1].date: expected a date no other entry has, found "2025-05-01"',
  ],
  [
    { years: [year(2025, [], ['2025-04-25'])] },
    'years[0].worked[0].date: expected a day of the weekend, as others are worked anyhow, found "2025-04-25"',
  ],
  [{ years: [year(2025), year(2025)] }, 'years[1].year: expected a year no other entry has, found 2025'],
  [{ weekend: [8] }, 'weekend[0]: expected a number at most 7, found 8'],
])('%j is refused by name', async (wrong, says) => {
  expect(await read({ ...sound, ...wrong })).toContain(`calendar.json: ${says}`);
});

it('two calendars are refused, and so is none', async () => {
  const both = JSON.stringify({
    ...(JSON.parse(cityAlone) as object),
    calendar: { weekend: [7], daysOff: [], workedWeekends: [] },
  });
  expect(await read(sound, both)).toContain('city.json: calendar: expected no field of this name');
  rmSync(join(folder, 'calendar.json'));
  await expect(loadProfile(folder)).resolves.toMatchObject({
    profile: { city: { calendar: { weekend: [7] } } },
  });
  writeFileSync(join(folder, 'city.json'), cityAlone);
  await expect(loadProfile(folder)).rejects.toThrow('city.json: calendar: expected an object in braces');
});
