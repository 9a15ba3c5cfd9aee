import path from 'node:path';
import process from 'node:process';
import { optionsOf, profileAt, refuse, wholeNumber } from '../harness/options.ts';
import { root } from '../harness/programs.ts';
import { citySeries, demonstrationSeries, older, referenceSeries, type Candidate } from './candidates.ts';
import { judge, type Judged, type Short } from './judge.ts';
import { isWorse, summary, table } from './table.ts';

/**
 * `npm run backtest`: forecasts the past of every indicator and holds what came against it, beside the naive
 * methods. `docs/forecasts.md` says what each figure means. `--json` prints one object a line, series and
 * summaries; `--at DATE` is the day the demonstration city stands at; `--older N` how many years more of
 * history a second one has. Ends with 0 whatever the figures came to.
 */
const values = optionsOf('backtest', {
  json: { type: 'boolean', default: false },
  at: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  older: { type: 'string', default: '4' },
  profile: { type: 'string', default: path.join(root, 'assets', 'cities', 'hcmc') },
});
const at = Date.parse(`${values.at}T00:00:00Z`);
if (Number.isNaN(at)) refuse('backtest', `--at takes a date YYYY-MM-DD, not ${JSON.stringify(values.at)}`);
const years = wholeNumber('backtest', 'older', values.older, 1, 20);
const loaded = await profileAt('backtest', values.profile);

const candidates: Candidate[] = [
  ...demonstrationSeries(loaded, at, 'demonstration'),
  ...demonstrationSeries(older(loaded, years), at, 'older'),
  ...citySeries(loaded, loaded.published, 'published'),
  ...referenceSeries(),
];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const judged: Judged[] = [];
const short: Short[] = [];
for (const candidate of candidates) {
  const one = judge(candidate);
  if ('need' in one) short.push(one);
  else judged.push(one);
  if (values.json) say(JSON.stringify(one));
}
const summaries = [...new Set(candidates.map(({ origin }) => origin))].flatMap((origin) => {
  const own = judged.filter((one) => one.origin === origin);
  const ownShort = short.filter((one) => one.origin === origin);
  const seasons = [...new Set([...own, ...ownShort].map(({ season }) => season))].sort((a, b) => b - a);
  return [
    ...seasons.map((season) =>
      summary(
        origin,
        season,
        own.filter((one) => one.season === season),
        ownShort.filter((one) => one.season === season),
      ),
    ),
    summary(origin, 'all', own, ownShort),
  ];
});
if (values.json) for (const one of summaries) say(JSON.stringify(one));
else {
  for (const line of table(summaries)) say(line);
  for (const one of judged.filter(isWorse))
    say(
      `worse: ${one.origin} ${one.name} by ${one.method}: ${one.mase.toFixed(3)}, naive ${one.naive.toFixed(3)}, seasonal naive ${one.seasonalNaive?.toFixed(3) ?? '–'}`,
    );
}
