import { describe, expect, it } from 'vitest';
import { signInSettings } from '../../../contract/sign-in.ts';
import { personOf } from './claims.ts';

const settings = signInSettings.parse({
  ...{ issuer: 'https://login.city.example', client: 'wall' },
  claims: { role: 'realm.roles', units: 'dept', account: 'email' },
  roles: { viewer: ['all'], officer: ['answers'], leader: ['chairs', 'deputies'] },
  units: { 'Sở Tài chính': 'sotc' },
});
const hasUnit = (id: string): boolean => ['sotc', 'sonv'].includes(id);
const who = (claims: object) => personOf(settings, { ...claims }, hasUnit);
const lan = { email: 'Lan.Nguyen@city.example', name: ' Lan\u202e Nguyễn ' };
const unmapped = expect.objectContaining({ code: 'person-unmapped' });

describe('claims', () => {
  it('are mapped to the role that may do most, to units by name or id, and to a name without control characters', () => {
    expect(who({ ...lan, realm: { roles: ['all', 'deputies', 'x'] }, dept: 'Sở Tài chính' })).toEqual({
      ...{ id: 'lan.nguyen-city.example', name: 'Lan Nguyễn', role: 'leader', units: ['sotc'] },
    });
    expect(who({ ...lan, name: 7, 'realm.roles': 'all' })).toMatchObject({
      ...{ name: 'lan.nguyen-city.example', role: 'viewer', units: [] },
    });
    expect(who({ ...lan, realm: { roles: 'answers' }, dept: ['sonv', 'sonv', 'no'] }).units).toEqual([
      'sonv',
    ]);
  });

  it('keep the units of one who is known already where nothing is said of units, and only there', () => {
    const chair = { ...lan, realm: { roles: ['chairs'] } };
    const held = (claims: object): readonly string[] =>
      personOf(settings, { ...claims }, hasUnit, ['sonv']).units;
    expect([held(chair), held({ ...chair, dept: 'sotc' }), held({ ...chair, dept: [] })]).toEqual([
      ['sonv'],
      ['sotc'],
      [],
    ]);
  });

  it.each([
    ['no role', { ...lan, dept: 'sotc' }],
    ['a role that is none here', { ...lan, realm: { roles: ['cooks'] } }],
    ['a role that is inherited', { ...lan, realm: { __proto__: { roles: ['all'] } } }],
    [
      'an officer of no unit, who would answer for the whole city',
      { ...lan, realm: { roles: ['answers'] }, dept: 'no' },
    ],
    [
      'a leader whose units are none of these, and who would be of the whole city',
      { ...lan, realm: { roles: ['chairs'] }, dept: ['was renamed'] },
    ],
    ['no account', { realm: { roles: ['all'] } }],
    ['an account of nothing', { email: ' ', realm: { roles: ['all'] } }],
  ])('are refused: %s', (_what, claims) => {
    expect(() => who(claims)).toThrow(unmapped);
  });
});
