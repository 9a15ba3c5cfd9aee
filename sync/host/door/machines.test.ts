import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../contract/instants.ts';
import type { Deed } from '../audit/audit-desk.ts';
import type { MachinePass } from '../windows/pass.ts';
import { CODE_LASTS, enrol, MACHINES, meantCode, newCode, readMachines } from './machine-file.ts';
import { Machines } from './machines.ts';

const place = mkdtempSync(path.join(tmpdir(), 'citywall-machines-'));
afterAll(() => rmSync(place, { recursive: true }));
const FROM = '10.0.0.7';

/** The machines of a data folder of its own, at a time that can be set. */
function stage() {
  const folder = mkdtempSync(path.join(place, 'data-'));
  const state = { now: 1_000, changes: 0, full: false, there: [] as MachinePass[] };
  const told: Deed[] = [];
  const machines = new Machines({
    folder,
    audit: {
      async note(deed) {
        if (state.full) throw new Error('audit-unwritten');
        told.push(deed);
      },
      tell: (deed) => void told.push(deed),
      refused: () => undefined,
    },
    now: () => state.now,
    there: () => state.there,
    changed: () => void (state.changes += 1),
    log: pino({ level: 'silent' }),
  });
  const code = (name: string): Promise<string> => enrol(folder, name, state.now);
  return { folder, state, told, machines, code };
}
const wrong = { code: 'code-wrong' };
const administrator = { id: 'chief', role: 'administrator' as const };

describe('a code', () => {
  it('is another each time, and is read however it is typed', () => {
    const codes = new Set(Array.from({ length: 100 }, newCode));
    expect(codes.size).toBe(100);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(meantCode(' 1o2i-3l4O abcd')).toBe('10213140ABCD');
  });

  it('is good once, within an hour, and of the newest alone', async () => {
    const { machines, code, state } = stage();
    const first = await code('hall');
    const second = await code('hall');
    await expect(machines.enrol(first, FROM)).rejects.toMatchObject(wrong);
    await machines.enrol(second, FROM);
    await expect(machines.enrol(second, FROM)).rejects.toMatchObject(wrong);
    const third = await code('lobby');
    state.now += CODE_LASTS;
    await expect(machines.enrol(third, FROM)).rejects.toMatchObject(wrong);
    expect(CODE_LASTS).toBe(HOUR);
  });

  it('that two give at once is of use to one of them', async () => {
    const { machines, code } = stage();
    const one = await code('hall');
    const both = await Promise.allSettled([machines.enrol(one, FROM), machines.enrol(one, '10.0.0.8')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is of no use where what it does cannot be written down', async () => {
    const { machines, code, state } = stage();
    const one = await code('hall');
    state.full = true;
    await expect(machines.enrol(one, FROM)).rejects.toThrow('audit-unwritten');
    state.full = false;
    await machines.enrol(one, FROM);
  });
});

describe('a screen on another machine', () => {
  it('is one from its own address, until it is revoked, or another has its name', async () => {
    const { machines, code, folder, told, state } = stage();
    const cookie = await machines.enrol(await code('hall'), FROM);
    const pass = machines.passOf(cookie, FROM);
    expect(pass).toMatchObject({ machine: 'hall' });
    expect([machines.passOf(cookie, '10.0.0.8'), machines.shownElsewhere(cookie, '10.0.0.8')]).toEqual([
      null,
      'hall',
    ]);
    expect([machines.shownElsewhere(cookie, FROM), machines.shownElsewhere('guess', FROM)]).toEqual([
      null,
      null,
    ]);
    expect(readFileSync(path.join(folder, MACHINES), 'utf8')).not.toContain(cookie);
    // A code that nobody used yet takes nothing from it.
    const next = await code('hall');
    await machines.look();
    expect(pass && machines.isEnrolled(pass)).toBe(true);
    const before = state.changes;
    const other = await machines.enrol(next, '10.0.0.9');
    expect([pass && machines.isEnrolled(pass), state.changes > before]).toEqual([false, true]);
    expect(machines.list(administrator)).toMatchObject([{ name: 'hall', from: '10.0.0.9', code: null }]);
    for (const role of ['operator', 'leader'] as const) {
      expect(() => machines.list({ role })).toThrow('may not');
      await expect(machines.revoke('hall', { id: 'x', role })).rejects.toMatchObject({ code: 'role-needed' });
    }
    await machines.revoke('hall', administrator);
    await machines.revoke('hall', administrator);
    expect(machines.passOf(other, '10.0.0.9')).toBeNull();
    expect(told.map(({ what }) => what)).toEqual([
      ...['machineEnrolled', 'machines', 'machineEnrolled', 'machines', 'machineRevoked', 'machines'],
    ]);
    expect(JSON.stringify(told)).not.toContain(cookie);
  });

  it('is revoked at once where that cannot be written, which is told', async () => {
    const { machines, code, state } = stage();
    const cookie = await machines.enrol(await code('hall'), FROM);
    const pass = machines.passOf(cookie, FROM);
    const { changes } = state;
    state.full = true;
    await expect(machines.revoke('hall', administrator)).rejects.toThrow('audit-unwritten');
    expect([pass && machines.isEnrolled(pass), machines.passOf(cookie, FROM)]).toEqual([false, null]);
    expect(state.changes).toBeGreaterThan(changes);
  });

  it('is seen while its windows are open, which is written now and then and is no news', async () => {
    const { machines, code, state, told } = stage();
    const cookie = await machines.enrol(await code('hall'), FROM);
    const pass = machines.passOf(cookie, FROM);
    if (pass === null) throw new Error('no screen');
    const { changes } = state;
    const notes = told.length;
    state.now += 3 * MINUTE;
    await machines.sawOne(pass);
    expect(machines.list(administrator)[0]?.seen).toBe(1_000);
    state.now += 3 * MINUTE;
    await Promise.all([machines.sawOne(pass), machines.sawOne(pass)]);
    expect(machines.list(administrator)[0]?.seen).toBe(state.now);
    expect([state.changes, told.length]).toEqual([changes, notes]);
  });

  it('of a file that cannot be read stays one, and the file is named', async () => {
    const { machines, code, folder } = stage();
    const cookie = await machines.enrol(await code('hall'), FROM);
    for (const text of ['{', '{"machines":[{"name":"Hall 2"}]}']) {
      writeFileSync(path.join(folder, MACHINES), text);
      await expect(machines.look()).rejects.toMatchObject({
        code: 'accounts-invalid',
        where: expect.stringContaining(MACHINES),
      });
      expect(machines.passOf(cookie, FROM)).not.toBeNull();
    }
    rmSync(path.join(folder, MACHINES));
    await machines.keep();
    expect(await readMachines(folder)).toHaveLength(1);
  });
});
