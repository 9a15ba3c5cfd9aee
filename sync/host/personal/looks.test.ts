import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditNote } from '../../contract/audit.ts';
import { CitywallError } from '../../contract/errors.ts';
import { DAY, HOUR } from '../../contract/instants.ts';
import { ROLES, type Person, type Role } from '../../contract/people.ts';
import { type PersonalField, personalField, type PersonalValue } from '../../contract/personal.ts';
import { mayLook } from '../../contract/rights.ts';
import { loadProfile } from '../../profile/index.ts';
import type { Deed } from '../audit/audit-desk.ts';
import type { HeldPart, LookedAt } from '../threads/part-reading.ts';
import { Looks, LOOKS_AN_HOUR } from './looks.ts';

const { profile } = await loadProfile(path.resolve(import.meta.dirname, '../../../assets/cities/hcmc'));
const below = profile.units.find(({ parent }) => parent !== undefined && parent !== 'hcmc');
const above = profile.units.find(({ id }) => id === below?.parent);
const other = profile.units.find(({ id, parent }) => parent === 'hcmc' && id !== above?.id);
if (below === undefined || above === undefined || other === undefined)
  throw new Error('a profile without units below units');

const FIELDS = personalField.options;
const values: Record<PersonalField, PersonalValue> = {
  ...{
    text: 'nước ngập',
    name: 'Trần Thị Bưởi',
    phone: '0912',
    email: 'b@thu.example',
    address: '12 Lê Lợi',
  },
  point: [106.7, 10.8],
};
const request = {
  service: '1022',
  id: 'P 1',
  session: 's',
  purpose: { code: 'handling', words: '' },
} as const;

/** What a look does, in order. */
function stage(person: Partial<Person>, more: { held?: Partial<HeldPart>; noAudit?: boolean } = {}) {
  const did: string[] = [];
  const deeds: Deed[] = [];
  const whens: LookedAt[] = [];
  const time = { clock: 0 };
  const words = new Map<string, string>();
  const who: Person = { id: 'lan.nguyen', name: 'Lan', role: 'operator', units: [], ...person };
  const looks = new Looks({
    whoHas: async (session) => {
      if (session === 's') return who;
      throw new CitywallError('session-needed', { what: 'Nobody.' });
    },
    held: async (_about, when) => {
      whens.push(when);
      return { standing: 'held', fields: [...FIELDS], unit: below?.id ?? null, ...more.held };
    },
    value: async (_about, field) => {
      did.push('read');
      return values[field];
    },
    keep: async (key, said) => {
      did.push('kept');
      words.set(key, said);
    },
    audit: {
      note: async (deed) => {
        if (more.noAudit) throw new CitywallError('audit-unwritten', { what: 'The disk is full.' });
        did.push('noted');
        deeds.push(deed);
      },
      tell: (deed) => void deeds.push(deed),
    },
    profile: () => profile,
    now: () => 7 * DAY,
    clock: () => time.clock,
  });
  const look = async (field: PersonalField, asked: Partial<Parameters<Looks['look']>[0]> = {}) =>
    looks.look({ ...request, field, ...asked }).catch((error: unknown) => {
      if (error instanceof CitywallError) return error.code;
      throw error;
    });
  return { did, deeds, whens, words, time, looks, look };
}

describe.each(ROLES)('a look of a %s', (role: Role) => {
  const own = role === 'officer' ? [below.id] : [];
  test.each(FIELDS)('at %s is for whom the table says, and both are written down', async (field) => {
    const { look, deeds, did, looks } = stage({ role, units: own });
    const may = mayLook[field].includes(role);
    expect(await look(field)).toEqual(may ? values[field] : 'role-needed');
    const of = { service: '1022', case: 'P_1', field, purpose: 'handling' };
    const who = { account: 'lan.nguyen', role };
    expect(deeds).toEqual([
      may ? { what: 'look', who, of } : { what: 'lookRefused', who, of, outcome: 'role-needed' },
    ]);
    for (const deed of deeds) auditNote.parse({ at: 1, clock: 1, ...deed });
    expect(did).toEqual(may ? ['noted', 'read'] : []);
    const { fields } = await looks.masked(request);
    expect(fields.find((one) => one.field === field)).toEqual({ field, why: may ? 'may' : 'role' });
    expect(JSON.stringify(fields)).not.toContain('Bưởi');
  });

  test.each([
    ['the unit that has it', [below.id], true],
    ['a unit above', [above.id], true],
    ['another unit', [other.id], false],
    ['two others', [other.id, 'none'], false],
  ] as const)('who answers for %s: %j', async (_what, units, isTheirs) => {
    const { look, looks, deeds, did } = stage({ role, units: [...units] });
    for (const field of FIELDS) {
      const may = mayLook[field].includes(role);
      expect(await look(field)).toEqual(may && isTheirs ? values[field] : 'role-needed');
      const why = may ? (isTheirs ? 'may' : 'unit') : 'role';
      expect((await looks.masked(request)).fields).toContainEqual({ field, why });
    }
    if (!isTheirs)
      expect([did, deeds.map(({ what }) => what)]).toEqual([[], FIELDS.map(() => 'lookRefused')]);
  });

  test('of a case that no unit has', async () => {
    const { look } = stage({ role, units: [below.id] }, { held: { unit: null } });
    expect(await look('text')).toBe('role-needed');
  });
});

test('an officer who answers for no unit has no case', async () => {
  expect(await stage({ role: 'officer' }).look('text')).toBe('role-needed');
});

test('without a session nothing is told, and nothing is written down', async () => {
  const { look, looks, deeds } = stage({});
  expect(await look('text', { session: 'x' })).toBe('session-needed');
  await expect(looks.masked({ ...request, session: 'x' })).rejects.toMatchObject({ code: 'session-needed' });
  expect(deeds).toEqual([]);
});

test('a look that cannot be written down is refused, before anything is read', async () => {
  const { look, did } = stage({}, { noAudit: true });
  expect(await look('phone')).toBe('audit-unwritten');
  expect(did).toEqual([]);
});

test('the words of a purpose are kept before it, beside the audit log, which has their key alone', async () => {
  const { look, did, deeds, words } = stage({});
  await look('phone', { purpose: { code: 'other', words: 'theo công văn 12' } });
  expect(did).toEqual(['kept', 'noted', 'read']);
  const [[key, said] = ['', '']] = words;
  expect(said).toBe('theo công văn 12');
  expect(deeds).toMatchObject([{ of: { purpose: 'other', key } }]);
  expect(JSON.stringify(deeds)).not.toContain('công văn');
});

test('what is not held is refused, and written down', async () => {
  for (const held of [{ fields: ['text' as const] }, { fields: [], standing: 'dropped' as const }]) {
    const { look, deeds, whens } = stage({}, { held });
    expect(await look('phone')).toBe('part-gone');
    expect(deeds).toMatchObject([{ what: 'lookRefused', outcome: 'part-gone' }]);
    expect(whens).toEqual([{ now: 7 * DAY, keepDays: profile.city.personal?.keepDays }]);
  }
});

test('who looks too often is refused until an hour is over, which is written down once; others are not', async () => {
  const { look, deeds, time } = stage({});
  for (let n = 0; n < LOOKS_AN_HOUR; n++) {
    time.clock = n * 1_000;
    expect(await look('text')).toBe(values.text);
  }
  for (let n = 0; n < 80; n++) expect(await look('text')).toBe('look-limited');
  expect(deeds.filter(({ what }) => what === 'lookRefused')).toMatchObject([{ outcome: 'look-limited' }]);
  expect(deeds).toHaveLength(LOOKS_AN_HOUR + 1);
  time.clock = HOUR + 1;
  expect(await look('text')).toBe(values.text);
  expect(await look('text')).toBe('look-limited');
  expect(deeds.filter(({ what }) => what === 'lookRefused')).toHaveLength(2);
});
