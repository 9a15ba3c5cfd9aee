import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { NO_DUTY } from '../contract/duty.ts';
import { line } from './problems.ts';
import { loadProfile, type LoadedProfile } from './profile.ts';

const town = new URL('fixtures/town/', import.meta.url).pathname;
const hcmc = new URL('../../assets/cities/hcmc', import.meta.url).pathname;
const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

const secret = { env: 'CITYWALL_HOOK' };
const lan = { account: 'lan', name: 'Lan', webhook: { url: 'https://gate.example/', secret } };
const call = { id: 'critical', of: 'alerts' };
const shift = { id: 'day', name: { vi: 'n', en: 'd' }, from: '06:00', to: '18:00', levels: [['lan']] };
const whole = { people: [lan], calls: [call], shifts: [shift] };

/** The small town with this roster, read. */
async function reading(roster: object): Promise<LoadedProfile> {
  const folder = mkdtempSync(join(tmpdir(), 'citywall-duty-'));
  made.push(folder);
  cpSync(town, folder, { recursive: true });
  writeFileSync(join(folder, 'duty.json'), JSON.stringify(roster));
  return loadProfile(folder);
}
const told = ({ faults }: LoadedProfile): string[] => faults.map(line);

it('a city without the file calls nobody, and none is told to windows', async () => {
  const { profile, duty, faults } = await loadProfile(town);
  expect(duty).toEqual(NO_DUTY);
  expect(faults).toEqual([]);
  expect(Object.keys(profile)).not.toContain('duty');
});

it('is read whole, with what goes without saying', async () => {
  const { duty, faults } = await reading(whole);
  expect(faults).toEqual([]);
  expect(duty.calls).toEqual([{ ...call, climbs: 5, severities: ['critical'] }]);
  expect(duty.shifts[0]?.days).toHaveLength(7);
});

describe('an entry that is wrong is left out and told, and the others go on:', () => {
  const person = (more: object): object => ({
    ...whole,
    people: [lan, { account: 'ha', name: 'Hà', ...more }],
  });
  const hook = (url: string): object => person({ webhook: { url, secret } });
  it.each<[string, object, string]>([
    [
      'http to another machine',
      hook('http://gate.example/'),
      'people[1].webhook.url: expected an https address',
    ],
    [
      'an address with a password',
      hook('https://a:b@gate.example/'),
      'people[1].webhook.url: expected an https address',
    ],
    ['a file as an address', hook('file:///etc/passwd'), 'people[1].webhook.url: expected an https address'],
    [
      'a secret that is written down',
      person({ webhook: { url: 'https://gate.example/', secret: 'abc' } }),
      'people[1].webhook.secret',
    ],
    [
      'a secret out of another variable',
      person({ webhook: { url: 'https://gate.example/', secret: { env: 'HOME' } } }),
      'people[1].webhook.secret',
    ],
    ['no way to reach somebody', person({}), 'people[1]: expected a way to reach them: `mail` or `webhook`'],
    [
      'e-mail without a server',
      person({ mail: 'ha@city.example' }),
      'people[1].mail: expected a server for e-mail',
    ],
    [
      'an account twice',
      person({ account: 'lan', webhook: lan.webhook }),
      'people[1].account: expected one that no',
    ],
    [
      'a rule that there is not',
      { ...whole, calls: [call, { ...call, id: 'b', rules: ['none'] }] },
      'calls[1].rules[0]: expected the id of a rule of alerts.json, found "none"',
    ],
    [
      'a unit that there is not',
      { ...whole, calls: [call, { id: 'b', of: 'asked', units: ['west'] }] },
      'calls[1].units[0]: expected the id of a unit',
    ],
    [
      'an hour that there is not',
      { ...whole, shifts: [shift, { ...shift, id: 'b', to: '25:00' }] },
      'shifts[1].to: expected HH:MM, found "25:00"',
    ],
    [
      'somebody who is not in it',
      { ...whole, shifts: [{ ...shift, levels: [['lan'], ['tu']] }] },
      'shifts[0].levels[1][0]: expected the account of somebody in `people`, found "tu"',
    ],
    [
      'an entry of calls that there is not',
      { ...whole, shifts: [{ ...shift, calls: ['critical', 'asked'] }] },
      'shifts[0].calls[1]: expected the id of an entry of `calls`, found "asked"',
    ],
    [
      'a server without TLS on another machine',
      { ...whole, mail: { host: 'mail.example', tls: 'none', from: 'a@city.example' } },
      'mail: expected TLS, where the server is another machine',
    ],
  ])('%s', async (_, roster, fault) => {
    const loaded = await reading(roster);
    expect(told(loaded)[0]).toContain(fault);
    expect(loaded.duty.people[0]?.account).toBe('lan');
    expect(loaded.duty.calls[0]?.id).toBe('critical');
    expect(loaded.duty.shifts[0]?.levels[0]).toEqual(['lan']);
  });
});

it('of the demonstration has nothing wrong', async () => {
  const { duty, faults } = await loadProfile(hcmc);
  expect(faults).toEqual([]);
  expect(duty.shifts).not.toEqual([]);
});

it('is as docs/city-profile.md shows it', async () => {
  const text = readFileSync(new URL('../../docs/city-profile.md', import.meta.url), 'utf8');
  const [, shown = ''] = /```json duty\n(.*?)```/su.exec(text) ?? [];
  const { faults } = await reading(JSON.parse(shown.replace('"soxd"', '"works"')));
  expect(faults).toEqual([]);
});
