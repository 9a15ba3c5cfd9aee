import fc from 'fast-check';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import { consoleKey } from './console-key.ts';
import { keptSessions, SESSION_LASTS, Sessions, type KeptSessions } from './sessions.ts';

const KEY = 'k'.repeat(43);
const folder = mkdtempSync(path.join(tmpdir(), 'citywall-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sessions over a store and a clock of the test's own; `again` is the same host after a restart. */
function host() {
  const state = { kept: [] as KeptSessions, now: 1_000 };
  const make = (): Sessions =>
    new Sessions({
      key: KEY,
      kept: state.kept,
      keep: (sessions) => Promise.resolve(void (state.kept = sessions)),
      now: () => state.now,
    });
  return { state, again: make };
}

describe('sessions', () => {
  it('are given for the key alone, and outlive a restart', async () => {
    const { again, state } = host();
    const { session: token, name } = await again().signIn(KEY);
    expect(await again().whoHas(token)).toEqual({ role: 'operator', name });
    expect(JSON.stringify(state.kept)).not.toContain(token);
    await expect(again().whoHas('guess')).rejects.toMatchObject({ code: 'session-needed' });
    await expect(again().signIn('wrong')).rejects.toMatchObject({ code: 'session-key' });
  });

  it('have short names that stay theirs, and are not soon another’s', async () => {
    const { again, state } = host();
    const [one, two] = [await again().signIn(KEY), await again().signIn(KEY)];
    expect([one.name, two.name]).toEqual(['desk-1', 'desk-2']);
    state.now += SESSION_LASTS * 0.6;
    await again().whoHas(two.session);
    state.now += SESSION_LASTS * 0.6;
    expect(await again().whoHas(two.session)).toMatchObject({ name: 'desk-2' });
    expect((await again().signIn(KEY)).name).toBe('desk-3');
  });

  it('of before they had names are given one each', () => {
    const hashes = ['a', 'b', 'c'].map((hash) => ({ hash, expires: 1 }));
    const names = keptSessions.parse([{ ...hashes[0], name: 'desk-7' }, hashes[1], hashes[2]]);
    expect(new Set(names.map(({ name }) => name)).size).toBe(3);
  });

  it('end when they are not used, and are renewed by use', async () => {
    const { again, state } = host();
    const sessions = again();
    const [used, left] = [(await sessions.signIn(KEY)).session, (await sessions.signIn(KEY)).session];
    state.now += SESSION_LASTS * 0.6;
    await sessions.whoHas(used);
    state.now += SESSION_LASTS * 0.6;
    await sessions.whoHas(used);
    await expect(sessions.whoHas(left)).rejects.toMatchObject({ code: 'session-needed' });
  });

  it('cannot be had by trying keys: after some wrong ones none is looked at for a minute, not even the right one', async () => {
    const { again, state } = host();
    const sessions = again();
    for (let i = 0; i < 8; i++) await expect(sessions.signIn(`wrong ${i}`)).rejects.toThrow('not this wall');
    await expect(sessions.signIn(KEY)).rejects.toThrow('Too many');
    state.now += 60_000;
    await sessions.signIn(KEY);
  });

  it('law: each is good until it ends, however many consoles sign in and write at once, on a slow disk', async () => {
    const step = fc.oneof(
      fc.constant({ do: 'signIn' } as const),
      fc.record({ do: fc.constant('check' as const), which: fc.nat(20) }),
      fc.record({ do: fc.constant('restart' as const) }),
      fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 12 }), async (turns) => {
        const state = { kept: [] as KeptSessions, now: 1_000 };
        const make = (): Sessions =>
          new Sessions({
            key: KEY,
            kept: state.kept,
            // The disk is a turn late, and writes in the order it was asked.
            keep: (sessions) => new Promise((done) => setImmediate(() => done(void (state.kept = sessions)))),
            now: () => state.now,
          });
        let sessions = make();
        /** When each token ends: 30 days after it was given, or was used in its second half. */
        const ends = new Map<string, number>();
        for (const turn of turns) {
          await Promise.all(
            turn.map(async (one) => {
              if (one.do === 'signIn')
                ends.set((await sessions.signIn(KEY)).session, state.now + SESSION_LASTS);
              if (one.do !== 'check') return;
              const [token, end = 0] = [...ends][one.which] ?? ['nobody'];
              const good = await sessions.whoHas(token).then(
                () => true,
                () => false,
              );
              expect(good).toBe(end > state.now);
              if (good && end - state.now <= SESSION_LASTS / 2) ends.set(token, state.now + SESSION_LASTS);
            }),
          );
          for (const one of turn) {
            if (one.do === 'restart') sessions = make();
            if (one.do === 'wait') state.now += one.days * DAY;
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are not had through a key file that others may read: it is closed to them before a key is in it', async () => {
    const open = mkdtempSync(path.join(folder, 'open-'));
    const file = path.join(open, 'console.key');
    writeFileSync(file, '', { mode: 0o644 });
    const key = await consoleKey(open);
    expect(readFileSync(file, 'utf8').trim()).toBe(key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('cannot be given where the key cannot be kept, which is said', async () => {
    const taken = mkdtempSync(path.join(folder, 'taken-'));
    mkdirSync(path.join(taken, 'console.key'));
    await expect(consoleKey(taken)).rejects.toMatchObject({
      code: 'data-no-permission',
      where: expect.stringContaining('console.key'),
    });
  });

  it('have a key that stays, for the folder’s owner alone', async () => {
    const key = await consoleKey(folder);
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(await consoleKey(folder)).toBe(key);
    expect(statSync(path.join(folder, 'console.key')).mode & 0o777).toBe(0o600);
  });
});
