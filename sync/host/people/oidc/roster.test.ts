import { expect, it } from 'vitest';
import { type KeptRoster, markOf, Roster } from './roster.ts';
import { Waiting } from './waiting.ts';

const HOUR = 3_600_000;
const AT = 1_000;
const issuer = 'https://login.city.example';
const lan = { id: 'lan', name: 'Lan', role: 'operator', units: [] } as const;
const from = (subject: string) => ({
  ...{ of: markOf(issuer, subject), issuer, subject },
  tokens: { access: 'opens', refresh: 'opens again', until: null },
});

it('people of a provider go on for a while since it confirmed them, over a restart too, and nothing that opens it is kept', async () => {
  let kept: KeptRoster = [];
  const keep = async (now: KeptRoster): Promise<void> => void (kept = now);
  const roster = new Roster([], keep);
  await roster.take(lan, from('1'), AT);
  expect(roster.accounts(issuer, AT, HOUR)[0]).toMatchObject({ id: 'lan', role: 'operator' });
  expect(roster.accounts(issuer, AT, HOUR)[0]?.until).toBeUndefined();
  expect(JSON.stringify(kept)).not.toContain('opens');
  const again = new Roster(kept, keep);
  expect(again.accounts(issuer, AT + HOUR - 1, HOUR)[0]?.until).toBe(AT + HOUR);
  expect(again.accounts(issuer, AT + HOUR, HOUR)).toEqual([]);
  // Confirmed anew it is sure again; what another provider confirmed is nobody.
  await again.take({ ...lan, role: 'leader' }, from('1'), AT + HOUR);
  expect(again.accounts(issuer, AT + HOUR, HOUR)).toMatchObject([{ role: 'leader' }]);
  expect(again.accounts('https://other.example', AT + HOUR, HOUR)).toEqual([]);
});

it('nobody takes the name of somebody else', async () => {
  const roster = new Roster([], () => Promise.resolve());
  await roster.take(lan, from('1'), AT);
  await expect(roster.take(lan, from('2'), AT)).rejects.toMatchObject({ code: 'person-unmapped' });
  await roster.retain(() => false);
  await roster.take(lan, from('2'), AT);
});

it('what waits is taken once, in time, and no more of it is held than there is room for', () => {
  let now = 0;
  const waiting = new Waiting<number>({ most: 2, lasts: 10, now: () => now });
  for (const n of [1, 2, 3]) waiting.add(`secret ${n}`, n);
  expect(waiting.take('secret 1')).toBeNull();
  expect([waiting.take('secret 2'), waiting.take('secret 2')]).toEqual([2, null]);
  now = 10;
  expect(waiting.take('secret 3')).toBeNull();
});
