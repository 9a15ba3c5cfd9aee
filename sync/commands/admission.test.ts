import { describe, expect, it } from 'vitest';
import { commandNames, commands } from '../contract/commands.ts';
import { CitywallError } from '../contract/errors.ts';
import { DAY } from '../contract/instants.ts';
import type { GiveRequest } from '../contract/link.ts';
import { ROLES } from '../contract/people.ts';
import { door, NOW } from './door.fixture.ts';

const tile = { board: 'overview', panel: 'headline', asOf: NOW - 1 };
const asked = (name: string, said: GiveRequest['payload'] = {}, session = 'token'): GiveRequest => ({
  ...{ session, key: 'key-00001', name },
  payload: { ...tile, note: ' wrong ', ...said },
});

describe('a command that comes in', () => {
  it('is queued for the city, or decided here, as its row says', async () => {
    const { admission, queued, decided } = door();
    expect(await admission.give(asked('report', { more: 1 }))).toEqual({
      key: 'key-00001',
      result: null,
      by: 'lan.nguyen',
    });
    expect(queued).toEqual([[{ what: 'report', ...tile, note: 'wrong' }, 30 * DAY, 'key-00001']]);
    expect(await admission.give(asked('note'))).toMatchObject({ result: { outcome: 'applied' } });
    expect(decided).toEqual([
      [
        { what: 'note', ...tile, note: 'wrong' },
        { key: 'key-00001', givenAt: NOW, expires: NOW + DAY, by: 'lan.nguyen' },
      ],
    ]);
  });

  it.each([
    [asked('report', {}, 'guess'), 'session-needed', ''],
    [asked('no-such'), 'command-invalid', 'give'],
    [asked('constructor'), 'command-invalid', 'give'],
    [asked('report', { note: ' \n ' }), 'command-invalid', 'report.note'],
    [asked('note', { note: 'x'.repeat(2001) }), 'command-invalid', 'note.note'],
    [asked('note', { asOf: null }), 'command-invalid', 'note.asOf'],
    [asked('report', { board: '<script>' }), 'command-invalid', 'report.board'],
    [asked('report', { board: 'nowhere' }), 'board-unknown', 'report.board'],
    [asked('note', { panel: 'nowhere' }), 'board-unknown', 'note.panel'],
    [
      asked('scenario', { indicator: 'nowhere', year: 2026, value: 1 }),
      'command-invalid',
      'scenario.indicator',
    ],
  ] as const)('is refused where it cannot be: %j', async (request, code, where) => {
    const { admission, queued, decided } = door();
    await expect(admission.give(request)).rejects.toMatchObject({ code, where });
    expect([queued, decided]).toEqual([[], []]);
  });

  it.each(commandNames.flatMap((name) => ROLES.map((role) => [name, role] as const)))(
    '%s is given by %s only where its row says so',
    async (name, role) => {
      const { admission, queued, decided } = door(role);
      const given = await admission.give(asked(name)).then(
        () => null,
        (error: unknown) => (error instanceof CitywallError ? error : null),
      );
      const roles: readonly string[] = commands[name].roles;
      expect(given?.code === 'role-needed').toBe(!roles.includes(role));
      if (roles.includes(role)) return;
      expect(given).toMatchObject({ where: name, hint: `It is for ${roles.join(', ')}.` });
      expect([queued, decided]).toEqual([[], []]);
    },
  );
});

describe('what is asked of units', () => {
  const about = { what: 'indicator', indicator: 'spent', subject: 'city', period: '2026-10', value: 4 };
  const ask = (more: object = {}): GiveRequest => ({
    ...{ session: 'token', key: 'key-00001', name: 'ask' },
    payload: {
      ...{ asks: 'explain', about, unit: 'works', text: 'Vì sao?', links: [] },
      dueAt: NOW + DAY,
      ...more,
    },
  });
  const answer = (unit: string): GiveRequest => ({
    ...{ session: 'token', key: 'key-00002', name: 'answer' },
    payload: { request: 'r-1', rev: 1, unit, text: 'Vì mưa.', links: [] },
  });

  it('goes to the city with who gives it', async () => {
    const { admission, queued, givers } = door('leader');
    await admission.give(ask());
    expect(queued).toMatchObject([[{ what: 'ask', about, unit: 'works' }, 30 * DAY, 'key-00001']]);
    expect(givers).toEqual([{ name: 'lan.nguyen', fullName: 'Lan', role: 'leader', units: [] }]);
  });

  it.each([
    [{ unit: 'nowhere' }, 'ask.unit'],
    [{ about: { ...about, indicator: 'joy' } }, 'ask.about.indicator'],
    [{ about: { ...about, subject: 'south' } }, 'ask.about.subject'],
    [{ about: { what: 'case', service: '911', id: 'x', rev: 1 } }, 'ask.about.service'],
    [{ about: { what: 'mood' } }, 'ask.about.what'],
    [{ links: ['javascript:alert(1)'] }, 'ask.links.0'],
    [{ text: '\u202e' }, 'ask.text'],
    [{ dueAt: 'tomorrow' }, 'ask.dueAt'],
    [{ dueAt: NOW }, 'ask.dueAt'],
  ])('%j is refused by the field', async (more, where) => {
    const { admission, queued } = door('leader');
    await expect(admission.give(ask(more))).rejects.toMatchObject({ code: 'command-invalid', where });
    expect(queued).toEqual([]);
  });

  it('is asked by leaders alone, and answered by officers of that unit', async () => {
    const refusal = { code: 'role-needed' };
    for (const role of ['viewer', 'operator', 'presenter', 'officer', 'administrator'] as const)
      await expect(door(role).admission.give(ask())).rejects.toMatchObject(refusal);
    const officer = (units: string[], unit: string) => door('officer', units).admission.give(answer(unit));
    await expect(door('leader').admission.give(answer('works'))).rejects.toMatchObject(refusal);
    await expect(officer(['parks'], 'works')).rejects.toMatchObject({ ...refusal, where: 'answer.unit' });
    expect(await officer(['works', 'parks'], 'works')).toMatchObject({ result: null });
    expect(await officer([], 'works')).toMatchObject({ result: null });
  });
});
