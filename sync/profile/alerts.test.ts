import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { alertRule, NO_ALERTS, type AlertRule } from '../contract/alert-rules.ts';
import { line } from './problems.ts';
import { loadProfile, type LoadedProfile } from './profile.ts';
import { narrowed, scopeOf } from './scope.ts';

const town = new URL('fixtures/town/', import.meta.url).pathname;
const hcmc = new URL('../../assets/cities/hcmc', import.meta.url).pathname;
const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

const { levels } = NO_ALERTS;
const counts = { detector: 'counts', service: 'calls', by: 'category' };
const rule = (id: string, more: object = {}): object => ({
  ...{ id, name: { vi: id, en: id }, watch: counts, severity: 'medium' },
  ...more,
});

/** The small town with these rules, read. */
async function reading(rules: readonly unknown[], more: object = {}): Promise<LoadedProfile> {
  const folder = mkdtempSync(join(tmpdir(), 'citywall-alerts-'));
  made.push(folder);
  cpSync(town, folder, { recursive: true });
  writeFileSync(join(folder, 'alerts.json'), JSON.stringify({ levels, rules, ...more }));
  return loadProfile(folder);
}
const left = ({ profile }: LoadedProfile): string[] => profile.alerts.rules.map(({ id }) => id);
const told = ({ faults }: LoadedProfile): string[] => faults.map(line);

it('a city without the file watches nothing', async () => {
  const { profile, faults } = await loadProfile(town);
  expect(profile.alerts).toEqual(NO_ALERTS);
  expect(faults).toEqual([]);
});

describe('a rule that is wrong is left out and told, and the others go on:', () => {
  const wrong: [string, object, string][] = [
    [
      'an unknown service',
      { watch: { ...counts, service: 'mail' } },
      'watch.service: expected the id of a service (calls), found "mail"',
    ],
    [
      'an unknown category',
      { watch: { ...counts, categories: ['roads', 'fire'] } },
      'watch.categories[1]: expected the id of a category of calls (roads, noise), found "fire"',
    ],
    ['an unknown unit', { unit: 'west' }, 'unit: expected the id of a unit (works, '],
    [
      'an unknown indicator',
      { watch: { detector: 'limit', indicators: ['fever'] } },
      'watch.indicators[0]: expected the id of an indicator that comes every day, of which there is none, found "fever"',
    ],
    [
      'an unknown field',
      { watch: { detector: 'daily', fields: ['war'] } },
      'watch.fields[0]: expected the id of a field (growth), found "war"',
    ],
    [
      'an unknown source',
      { watch: { detector: 'silence', sources: ['hotline', 'post'] } },
      'watch.sources[1]: expected the id of a source, found "post"',
    ],
    [
      'an unknown detector',
      { watch: { detector: 'guess' } },
      'watch.detector: expected one of counts, cluster, late,',
    ],
    [
      'a chance of none',
      { watch: { ...counts, falseDiscovery: 0 } },
      'watch.falseDiscovery: expected a number above 0, found 0',
    ],
    [
      'a limit past all arithmetic',
      { watch: { detector: 'response', service: 'calls', minutes: 1e308 } },
      'watch.minutes: expected a number at most 527040, found 1e+308',
    ],
    ['a field that is none', { colour: 'red' }, 'colour: expected no field of this name, found "red"'],
    ['an unknown parent', { parent: 'nobody' }, 'parent: expected the id of another rule, found "nobody"'],
    ['its own child', { parent: 'bad' }, 'parent: expected a rule that is not above itself, found "bad"'],
    [
      'worse the wrong way round',
      {
        worse: [
          { severity: 'critical', above: 3 },
          { severity: 'critical', above: 2 },
        ],
      },
      'worse[1].above: expected more than 3, found 2',
    ],
    [
      'worse that is no graver',
      { worse: [{ severity: 'medium', above: 3 }] },
      'worse[0].severity: expected graver than medium, found "medium"',
    ],
    [
      'quiet hours of no length',
      { quiet: [{ from: '22:00', to: '22:00' }] },
      'quiet[0].to: expected another time than 22:00, found "22:00"',
    ],
    [
      'a share of more than all',
      { watch: { ...counts, falseDiscovery: 2 } },
      'watch.falseDiscovery: expected a number at most 1, found 2',
    ],
  ];
  it.each(wrong)('%s', async (_, more, says) => {
    const loaded = await reading([rule('first'), rule('bad', more), rule('last')]);
    expect(left(loaded)).toEqual(['first', 'last']);
    // Its alerts are not gone with it.
    expect(loaded.profile.alerts.leftOut).toEqual(['bad']);
    expect(told(loaded).join('\n')).toContain(`alerts.json: rules[1].${says}`);
  });

  it('sums that its service does not keep', async () => {
    const loaded = await reading([
      rule('a', { watch: { detector: 'backlog', service: 'calls' } }),
      rule('b', { watch: { ...counts, by: 'area', categories: ['roads'] } }),
      rule('c', { watch: { detector: 'cluster', service: 'calls' } }),
    ]);
    expect([left(loaded), told(loaded)]).toEqual([['a', 'b', 'c'], []]);
    const { profile } = loaded;
    for (const service of profile.services) Object.assign(service, { sums: ['category'], heat: false });
    const folder = made.at(-1) ?? '';
    writeFileSync(join(folder, 'services.json'), JSON.stringify(profile.services));
    writeFileSync(join(folder, 'boards/overview.json'), JSON.stringify(profile.boards[0]));
    expect(told(await loadProfile(folder)).filter((one) => one.startsWith('alerts.json'))).toEqual([
      'alerts.json: rules[0].watch.service: expected a service that keeps sums by unit, found "calls"',
      'alerts.json: rules[1].watch.service: expected a service that keeps sums by area, found "calls"',
      'alerts.json: rules[1].watch.service: expected a service that keeps sums by categoryArea, found "calls"',
      'alerts.json: rules[2].watch.service: expected a service that keeps sums by area, found "calls"',
    ]);
  });

  it('two of one id: the first stays', async () => {
    const loaded = await reading([rule('a'), rule('a', { severity: 'low' })]);
    expect(loaded.profile.alerts.rules).toMatchObject([{ id: 'a', severity: 'medium' }]);
    expect(told(loaded)).toEqual(['alerts.json: rules[1].id: expected an id no other entry has, found "a"']);
  });

  it('a circle, and nothing that only hangs below it', async () => {
    const loaded = await reading([
      rule('a', { parent: 'b' }),
      rule('b', { parent: 'c' }),
      rule('c', { parent: 'a' }),
      rule('d', { parent: 'a' }),
    ]);
    expect(loaded.profile.alerts.rules).toMatchObject([{ id: 'd', parent: undefined }]);
    expect(told(loaded)).toHaveLength(3);
    expect(told(loaded)[0]).toContain('found "b < c < a"');
  });

  it('a parent that was left out: its child goes on alone', async () => {
    const loaded = await reading([rule('a', { unit: 'west' }), rule('b', { parent: 'a' })]);
    expect(loaded.profile.alerts.rules).toMatchObject([{ id: 'b', parent: undefined }]);
    expect(told(loaded)).toHaveLength(1);
  });
});

it('levels of which one can never stand are not taken', async () => {
  const [a, b, c, d] = levels;
  const upsideDown = [
    { ...a, when: { critical: 1 } },
    { ...b, when: { critical: 2 } },
    { ...c, when: { high: 1 } },
    d,
  ];
  const loaded = await reading([rule('a')], { levels: upsideDown });
  expect(loaded.profile.alerts.levels).toEqual(levels);
  expect(left(loaded)).toEqual(['a']);
  expect(told(loaded)).toEqual([
    'alerts.json: levels[1].when: expected less than levels[0] asks for, which is graver, found "{\\"critical\\":2}"',
  ]);
  // Two critical groups are two that are high or graver.
  const wider = [
    { ...a, when: { high: 2 } },
    { ...b, when: { critical: 2 } },
    { ...c, when: { high: 1 } },
    d,
  ];
  expect((await reading([], { levels: wider })).faults.map(({ path }) => path)).toEqual(['levels[1].when']);
  const always = await reading([], { levels: [a, { ...b, when: {} }, c, { ...d, when: { high: 1 } }] });
  const paths = always.faults.map(({ path }) => path);
  expect([...new Set(paths)].sort()).toEqual(['levels[1].when', 'levels[2].when', 'levels[3].when']);
});

it('the shipped cities are right', async () => {
  for (const city of ['hcmc', 'san-francisco', 'new-york']) {
    const { profile, faults } = await loadProfile(
      new URL(`../../assets/cities/${city}`, import.meta.url).pathname,
    );
    expect(faults).toEqual([]);
    expect(profile.alerts.rules.length).toBeGreaterThan(3);
  }
});

it('the example of the documentation is right, in the city that it names', async () => {
  const text = readFileSync(new URL('../../docs/city-profile.md', import.meta.url), 'utf8');
  const [, example = ''] = /```json alerts\n([^]*?)```/.exec(text) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'citywall-alerts-'));
  made.push(folder);
  cpSync(hcmc, folder, { recursive: true });
  writeFileSync(join(folder, 'alerts.json'), example);
  const { profile, faults } = await loadProfile(folder);
  expect(faults).toEqual([]);
  expect(profile.alerts.rules.map(({ id, parent }) => [id, parent])).toEqual([
    ['flooding', undefined],
    ['power', 'flooding'],
  ]);
  for (const detector of detectors) expect(text).toContain(`\n| \`${detector}\``);
});

const detectors = alertRule.shape.watch.def.options.map((one) => one.shape.detector.value);

it('Ho Chi Minh City watches with every detector', async () => {
  const { profile } = await loadProfile(hcmc);
  const used = new Set(profile.alerts.rules.map(({ watch }) => watch.detector));
  expect([...used].sort()).toEqual([...detectors].sort());
});

it('a part of the city watches what it holds, and says nothing of the rest', async () => {
  const { profile } = await loadProfile(hcmc);
  const own = (unit: string): Map<string, AlertRule> =>
    new Map(narrowed(profile, scopeOf(profile, unit, 'test')).alerts.rules.map((one) => [one.id, one]));
  const all = new Set(profile.alerts.rules.map(({ id }) => id));
  const ward = own('26737');
  // A ward leads no indicator of the city.
  expect([...all].filter((id) => !ward.has(id))).toEqual(['health-day', 'city-day', 'limit-day', 'target']);
  expect([...all].filter((id) => !own('hcdc').has(id))).toEqual(['city-day']);
  expect(own('hcmc').size).toBe(all.size);
});
