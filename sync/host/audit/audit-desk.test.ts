import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AuditNote } from '../../contract/audit.ts';
import { CitywallError } from '../../contract/errors.ts';
import type { GiveRequest } from '../../contract/link.ts';
import { Faults } from '../health/faults.ts';
import type { LinkDesk } from '../windows/requests.ts';
import { AuditDesk, type Deed } from './audit-desk.ts';
import { audited } from './audited.ts';

const HASH = 'a'.repeat(64);
const deed = (key: string): Deed => ({ what: 'command', who: null, of: { key } });

/** A desk whose disk can be full. */
function stage() {
  const written: AuditNote[] = [];
  const faults = new Faults();
  const disk = { full: false };
  const desk = new AuditDesk({
    async write(notes) {
      if (disk.full)
        throw new CitywallError('disk-full', { what: 'The disk is full.', where: '/data/audit.log' });
      written.push(...notes);
      return { n: written.length, hash: HASH };
    },
    now: () => 1_764_000_000_000.4,
    clock: () => 1_764_000_000_777,
    ...{ faults, log: pino({ level: 'silent' }) },
  });
  const told = (): unknown[] =>
    written.map(({ what, of, outcome }) => [what, of, outcome].filter((one) => one !== undefined));
  return { desk, disk, faults, written, told };
}

test('an entry bears the times of the city and of the machine', async () => {
  const { desk, written } = stage();
  await desk.note(deed('one'));
  expect(written).toEqual([{ ...deed('one'), at: 1_764_000_000_000, clock: 1_764_000_000_777 }]);
});

test('while nothing can be written deeds are refused with why, and what is so already waits', async () => {
  const { desk, disk, faults, told } = stage();
  disk.full = true;
  await expect(desk.note(deed('refused'))).rejects.toMatchObject({
    code: 'audit-unwritten',
    message: expect.stringContaining('The disk is full.'),
    where: '/data/audit.log',
  });
  expect(faults.sentences).toEqual([expect.stringMatching(/^audit-unwritten: .*The disk is full/)]);
  expect(faults.codes).toEqual([]);
  for (let i = 0; i < 203; i++) desk.tell(deed(`told ${i}`.replace(' ', '-')));
  await expect(desk.note(deed('refused'))).rejects.toThrow();
  disk.full = false;
  await desk.note(deed('taken'));
  expect(faults.sentences).toEqual([]);
  expect(told()).toEqual([
    ...Array.from({ length: 200 }, (_, i) => ['command', { key: `told-${i}` }]),
    ['missed', { entries: 3 }],
    ['command', { key: 'taken' }],
  ]);
});

test('wrong tries are one entry at once, and one that says how many more', async () => {
  const { desk, told } = stage();
  for (let i = 0; i < 1_000; i++) desk.refused('sign-in-wrong', { console: 'c' });
  desk.countRefused();
  desk.refused('sign-in-wrong', { console: 'c' });
  await desk.stop();
  expect(told()).toEqual([
    ['signInRefused', { times: 1 }, 'sign-in-wrong'],
    ['signInRefused', { times: 999 }, 'sign-in-wrong'],
    ['signInRefused', { times: 1 }, 'sign-in-wrong'],
    ['ended', {}],
  ]);
});

const KEY = '0c8f3a1e-3c55-4a5e-9c3e-1f2d3c4b5a69';
const acknowledge: GiveRequest = {
  ...{ session: 'token-of-lan', key: KEY, name: 'acknowledge' },
  payload: { alerts: ['a1', 'a 2'], reason: 'Chị Lan 0903 123 456', until: null },
};

function auditedStage() {
  const { desk: audit, ...rest } = stage();
  const done: string[] = [];
  type Audited = 'signIn' | 'signOut' | 'lock' | 'unlock' | 'changePassword' | 'endSession' | 'give';
  const desk: Pick<LinkDesk, Audited> = {
    async signIn(request) {
      if (!('password' in request) || request.password !== 'right')
        throw new CitywallError('sign-in-wrong', { what: 'wrong' });
      done.push('signIn');
      return { session: 'token-of-lan' };
    },
    async signOut() {
      done.push('signOut');
    },
    async lock() {
      done.push('lock');
    },
    async unlock({ password }) {
      if (password !== 'right') throw new CitywallError('sign-in-wrong', { what: 'wrong' });
      done.push('unlock');
    },
    async changePassword({ password }) {
      if (password !== 'right') throw new CitywallError('sign-in-wrong', { what: 'wrong' });
      done.push('changePassword');
    },
    async endSession() {
      done.push('endSession');
    },
    async give({ key, name }) {
      if (name === 'scenario') throw new CitywallError('role-needed', { what: 'not you' });
      done.push(name);
      const result = { key, outcome: 'applied', reason: '', at: 1 } as const;
      return { key, result: name === 'report' ? null : result, by: 'lan' };
    },
  };
  const whoIs = (session: string) =>
    session === 'token-of-lan' ? ({ id: 'lan', role: 'operator' } as const) : null;
  const whoHas = async (session: string) => {
    const who = whoIs(session);
    if (who === null) throw new CitywallError('session-needed', { what: 'nobody' });
    return who;
  };
  // The rest of a desk is handed on as it is.
  return { ...rest, audit, done, desk: audited(desk as LinkDesk, audit, { whoHas, whoIs }) };
}

test('a command is written before it is done and when it was decided, without a word that anybody typed', async () => {
  const { desk, told, written, done } = auditedStage();
  await desk.give(acknowledge);
  await desk.give({
    ...acknowledge,
    name: 'report',
    payload: { board: 'data', panel: 'sources', asOf: 1_764_000_000_000, note: 'Sai' },
  });
  await expect(desk.give({ ...acknowledge, name: 'scenario', payload: { note: 'x y' } })).rejects.toThrow(
    'not you',
  );
  await expect(desk.give({ ...acknowledge, name: 'no such', key: 'has spaces' })).resolves.toBeDefined();
  await expect(desk.give({ ...acknowledge, session: 'stolen' })).rejects.toThrow('nobody');
  const of = { command: 'acknowledge', key: KEY };
  expect(told()).toEqual([
    ['command', { ...of, alerts: ['a1', 'a_2'] }],
    ['decided', of, 'applied'],
    ['command', { command: 'report', key: KEY, board: 'data', panel: 'sources' }],
    ['command', { command: 'scenario', key: KEY }],
    ['decided', { command: 'scenario', key: KEY }, 'role-needed'],
    ['command', { command: 'unknown', key: 'unreadable' }],
    ['decided', { command: 'unknown', key: 'unreadable' }, 'applied'],
  ]);
  expect(written.every(({ who }) => who?.account === 'lan' && who.role === 'operator')).toBe(true);
  expect(JSON.stringify(written)).not.toMatch(/Lan|0903|Sai|token/);
  expect(done).toEqual(['acknowledge', 'report', 'no such']);
});

test('of what is asked of a unit the log has which unit and about which thing', async () => {
  const { desk, told } = auditedStage();
  const about = { what: 'case', service: '1022', id: 'P-7', rev: 3 };
  const words = { text: 'Gọi chị Lan', links: [], dueAt: 1_764_000_000_000, wants: 'speed' };
  await desk.give({ ...acknowledge, name: 'ask', payload: { asks: 'direct', about, unit: 'xd', ...words } });
  expect(told()[0]).toEqual(['command', { command: 'ask', key: KEY, unit: 'xd', ...about }]);
});

const RIGHT = { account: 'lan', password: 'right' };

test('who signs in is written before the session is handed out, wrong passwords too, and no password is', async () => {
  const { desk, told, written, disk } = auditedStage();
  await expect(desk.signIn({ account: 'lan', password: 'wrong-one' }, 'window-1')).rejects.toThrow('wrong');
  await expect(desk.signIn(RIGHT, 'window-1')).resolves.toMatchObject({ session: 'token-of-lan' });
  await expect(desk.unlock({ session: 'token-of-lan', password: 'wrong-one' }, 'window-2')).rejects.toThrow(
    'wrong',
  );
  await desk.endSession({ session: 'token-of-lan', id: '0123456789ab' });
  expect(told()).toEqual([
    ['signInRefused', { times: 1 }, 'sign-in-wrong'],
    ['signIn', {}],
    ['sessionEnded', { session: '0123456789ab' }],
  ]);
  expect(written.find(({ what }) => what === 'signIn')?.who).toEqual({ account: 'lan', console: 'window-1' });
  expect(JSON.stringify(written)).not.toMatch(/right|wrong-one|token/);
  disk.full = true;
  await expect(desk.signIn(RIGHT, 'window-1')).rejects.toMatchObject({ code: 'audit-unwritten' });
});

test('another password is written before it is one, and what became of it, and neither password is', async () => {
  const { desk, told, written, done, disk } = auditedStage();
  const change = (password: string): Promise<void> =>
    desk.changePassword({ session: 'token-of-lan', password, next: 'next-one' }, 'window-1');
  await expect(change('wrong-one')).rejects.toThrow('wrong');
  await change('right');
  expect(told()).toEqual([
    ['password', {}],
    ['password', {}, 'sign-in-wrong'],
    ['password', {}],
    ['password', {}, 'applied'],
  ]);
  expect(JSON.stringify(written)).not.toMatch(/right|wrong-one|next-one|token/);
  disk.full = true;
  await expect(change('right')).rejects.toMatchObject({ code: 'audit-unwritten' });
  expect(done).toEqual(['changePassword']);
});

test('who leaves, locks and unlocks a console is written; leaving needs no room on a disk, unlocking does', async () => {
  const { desk, told, done, disk } = auditedStage();
  const mine = { session: 'token-of-lan' };
  await desk.lock(mine);
  await desk.unlock({ ...mine, password: 'right' }, 'window-1');
  await desk.signOut(mine);
  await desk.signOut({ session: 'of nobody' });
  expect(told()).toEqual([
    ['locked', {}],
    ['unlocked', {}],
    ['signOut', {}],
  ]);
  disk.full = true;
  done.length = 0;
  await expect(desk.unlock({ ...mine, password: 'right' }, 'window-1')).rejects.toMatchObject({
    code: 'audit-unwritten',
  });
  await desk.signOut(mine);
  expect(done).toEqual(['unlock', 'lock', 'signOut']);
});

test('what cannot be written is not done', async () => {
  const { desk, disk, done } = auditedStage();
  disk.full = true;
  await expect(desk.give(acknowledge)).rejects.toMatchObject({ code: 'audit-unwritten' });
  expect(done).toEqual([]);
});
