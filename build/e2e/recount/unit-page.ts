import type { Browser } from 'playwright-core';
import { signIn } from '../../harness/sign-in.ts';
import { countBy, standOf, windowOf } from './count.ts';
import { handled } from './requests.ts';
import { percent, written, type Recount } from './tiles.ts';

type Held = Pick<Recount, 'profile' | 'records' | 'at'>;

/** The unit that is asked most that is not over. */
export function mostAsked({ records, at }: Held): string {
  const counts = [...countBy(handled(records.requests, at), ({ unit }) => unit)];
  const [most] = counts.toSorted(([, a], [, b]) => b - a);
  if (most === undefined) throw new Error('no unit is asked anything');
  return most[0];
}

/** Every figure of a unit's page on a console that is not what the records say. */
export async function wrongOnUnitPage(
  browser: Browser,
  wall: string,
  unit: string,
  { profile, records, at }: Held,
): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await signIn(page, wall, 'leader');
  await page.goto(`${wall}?console&view=unit&unit=${unit}&lang=vi`);
  await page.waitForSelector('[data-requests]');
  const services = profile.services.filter(({ sums }) => sums.includes('unit'));
  const stands = services.flatMap(({ id }) => {
    const cases = records.cases.filter((one) => one.service === id && one.unit === unit);
    const stand = standOf(cases, windowOf('reportingMonth', at, profile.city));
    return stand.closed + stand.open > 0 ? [{ id, stand }] : [];
  });
  await page.waitForFunction(
    (n) => document.querySelectorAll('[data-unit-cases] [data-service]').length === n,
    stands.length,
  );
  const rows = await page.$$eval('[data-unit-cases] [data-service]', (found) =>
    found.map((row) => ({
      service: row.getAttribute('data-service') ?? '',
      texts: [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()),
    })),
  );
  const states = await page.$$eval('[data-requests]', (found) =>
    found.map((link) => [link.getAttribute('data-requests') ?? '', link.getAttribute('data-count') ?? '']),
  );
  await page.close();

  const wrong: string[] = [];
  const hold = (what: string, shown: string, counted: string): void => {
    if (shown !== counted) wrong.push(`${what}: shows ${shown}, counted ${counted}`);
  };
  for (const { id, stand } of stands) {
    const { onTime, closed, late, open, overdue } = stand;
    const share = onTime === null ? '–' : percent(onTime);
    const counted = [share, ...[closed, late, open, overdue].map((n) => written(n))];
    const shown = rows.find(({ service }) => service === id)?.texts ?? [];
    hold(id, shown.join(' '), counted.join(' '));
  }
  const asked = handled(records.requests, at).filter((one) => one.unit === unit);
  const late = asked.filter((one) => one.late).length;
  const answered = asked.filter(({ state }) => state === 'answered').length;
  for (const [state, count] of [
    ...([
      ['late', late],
      ['answered', answered],
    ] as const),
    ['owed', asked.length - late - answered] as const,
  ])
    hold(`requests ${state}`, states.find(([of]) => of === state)?.[1] ?? '0', String(count));
  return wrong;
}
