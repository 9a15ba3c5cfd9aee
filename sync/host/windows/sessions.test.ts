import fc from 'fast-check';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import { consoleKey, KeyWatch } from './console-key.ts';
import { KeyTurns } from './key-turns.ts';
import { keptSessions, MOST_SESSIONS, SESSION_LASTS, Sessions, type KeptSessions } from './sessions.ts';

const KEY = 'k'.repeat(43);
const folder = mkdtempSync(path.join(tmpdir(), 'citywall-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sessions over a store and a clock of the test's own; `again` is the same host after a restart, with the key that lies there then. */
function host() {
  const state = { kept: [] as KeptSessions, now: 1_000, key: KEY, written: 0, offered: [] as string[] };
  const make = (): Sessions => {
    const sessions = new Sessions({
      key: state.key,
      kept: state.kept,
      keep(next) {
        state.written += 1;
        return Promise.resolve(void (state.kept = next));
      },
      now: () => state.now,
      offer: (code) => void state.offered.push(code),
      turns: new KeyTurns(() => Promise.resolve()),
    });
    void sessions.begin();
    return sessions;
  };
  return { state, again: make };
}
const over = { code: 'session-needed' };
const refusedKey = { code: 'session-key' };

describe('sessions', () => {
  it('are given for the key alone, and outlive a restart', async () => {
    const { again, state } = host();
    const { session: token, name } = await again().signIn(KEY, 'w');
    expect(await again().whoHas(token)).toEqual({ role: 'operator', name, units: [] });
    expect(JSON.stringify(state.kept)).not.toContain(token);
    expect(JSON.stringify(state.kept)).not.toContain(KEY);
    await expect(again().whoHas('guess')).rejects.toMatchObject(over);
    await expect(again().signIn('wrong', 'w')).rejects.toMatchObject(refusedKey);
  });

  it('are given once for a code, which an address may bear; then there is another', async () => {
    const { again, state } = host();
    const sessions = again();
    const { code } = sessions;
    const tries = await Promise.allSettled(['one', 'two'].map((window) => sessions.signIn(code, window)));
    expect(tries.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(state.offered).toEqual([sessions.code]);
    await sessions.signIn(sessions.code, 'w');
    expect(state.offered).toHaveLength(2);
    // A start has a code of its own: the one before was never used and is of no use.
    const last = sessions.code;
    await expect(again().signIn(last, 'w')).rejects.toMatchObject(refusedKey);
    expect(JSON.stringify(state.kept)).not.toContain(last);
  });

  it('end with the key they were given for, replaced between starts or while the host runs', async () => {
    const { again, state } = host();
    const { session: old } = await again().signIn(KEY, 'w');
    state.key = 'n'.repeat(43);
    const sessions = again();
    await expect(sessions.whoHas(old)).rejects.toMatchObject(over);
    await expect(sessions.signIn(KEY, 'w')).rejects.toMatchObject(refusedKey);
    const { session } = await sessions.signIn(state.key, 'w');
    const { code } = sessions;
    await sessions.take('m'.repeat(43));
    await expect(sessions.whoHas(session)).rejects.toMatchObject(over);
    for (const gone of [state.key, code])
      await expect(sessions.signIn(gone, 'w')).rejects.toMatchObject(refusedKey);
    await sessions.signIn('m'.repeat(43), 'w');
    // Nor does the old key bring them back, once it lies there again.
    state.key = KEY;
    await expect(again().whoHas(old)).rejects.toMatchObject(over);
  });

  it('of before keys were told apart are taken over, and end with the key of that time', async () => {
    const { again, state } = host();
    const { session } = await again().signIn(KEY, 'w');
    state.kept = state.kept.map(({ hash, expires, name }) => ({ hash, expires, name }));
    again();
    state.key = 'n'.repeat(43);
    await expect(again().whoHas(session)).rejects.toMatchObject(over);
  });

  it('have short names that stay theirs, and are not soon another’s', async () => {
    const { again, state } = host();
    const [one, two] = [await again().signIn(KEY, 'w'), await again().signIn(KEY, 'w')];
    expect([one.name, two.name]).toEqual(['desk-1', 'desk-2']);
    state.now += SESSION_LASTS * 0.6;
    await again().whoHas(two.session);
    state.now += SESSION_LASTS * 0.6;
    expect(await again().whoHas(two.session)).toMatchObject({ name: 'desk-2' });
    expect((await again().signIn(KEY, 'w')).name).toBe('desk-3');
  });

  it('of before they had names are given one each', () => {
    const hashes = ['a', 'b', 'c'].map((hash) => ({ hash, expires: 1 }));
    const names = keptSessions.parse([{ ...hashes[0], name: 'desk-7' }, hashes[1], hashes[2]]);
    expect(new Set(names.map(({ name }) => name)).size).toBe(3);
  });

  it('end 30 days after the last use, whenever that was, and are written once a day', async () => {
    const { again, state } = host();
    const sessions = again();
    const [used, left] = [await sessions.signIn(KEY, 'w'), await sessions.signIn(KEY, 'w')];
    for (const day of [0.1, 1.2, 14]) {
      state.now = 1_000 + day * DAY;
      await sessions.whoHas(used.session);
      const { written } = state;
      for (let i = 0; i < 50; i++) await sessions.whoHas(used.session);
      expect(state.written).toBe(written);
    }
    state.now = 1_000 + 32 * DAY;
    await expect(again().whoHas(left.session)).rejects.toMatchObject(over);
    state.now = 1_000 + 44 * DAY;
    const later = again();
    await later.whoHas(used.session);
    state.now += 31 * DAY;
    await expect(later.whoHas(used.session)).rejects.toMatchObject(over);
  });

  it('are known also while their use cannot be written', async () => {
    const disk = { full: false, kept: [] as KeptSessions };
    const keep = async (next: KeptSessions): Promise<void> => {
      if (disk.full) throw new Error('full');
      disk.kept = next;
    };
    const parts = { key: KEY, kept: [], keep, now: () => 1_000, offer: () => undefined };
    const sessions = new Sessions({ ...parts, turns: new KeyTurns(() => Promise.resolve()) });
    const { session } = await sessions.signIn(KEY, 'w');
    disk.full = true;
    expect(await sessions.whoHas(session)).toMatchObject({ name: 'desk-1' });
    disk.full = false;
    await sessions.whoHas(session);
    expect(disk.kept).toMatchObject([{ name: 'desk-1' }]);
    expect(disk.kept[0]).not.toHaveProperty('unused');
  });

  it('that are in use are thrown out by no number of others: those never used go, then those not used of late', async () => {
    const { again, state } = host();
    const sessions = again();
    const [mine, old] = [await sessions.signIn(KEY, 'w'), await sessions.signIn(KEY, 'w')];
    for (const { session } of [mine, old]) await sessions.whoHas(session);
    state.now += 5 * DAY;
    await sessions.whoHas(mine.session);
    const many: string[] = [];
    for (let i = 0; i < MOST_SESSIONS + 20; i++) many.push((await sessions.signIn(KEY, 'w')).session);
    expect(state.kept).toHaveLength(MOST_SESSIONS);
    await expect(sessions.whoHas(many[0] ?? '')).rejects.toMatchObject(over);
    for (const token of [mine.session, ...many.slice(22)]) await sessions.whoHas(token);
    // All are used now, one of them not of late.
    const next = await sessions.signIn(KEY, 'w');
    await expect(sessions.whoHas(old.session)).rejects.toMatchObject(over);
    await sessions.whoHas(next.session);
    await expect(sessions.signIn(KEY, 'w')).rejects.toThrow('in use');
    await sessions.whoHas(mine.session);
  });

  it('cannot be had by trying keys: so many are looked at a second over all, and the right one is never shut out', async () => {
    const waits: (() => void)[] = [];
    const turns = new KeyTurns(() => new Promise<void>((resolve) => waits.push(resolve)));
    const parts = { key: KEY, kept: [], keep: () => Promise.resolve(), now: () => 1_000 };
    const sessions = new Sessions({ ...parts, offer: () => undefined, turns });
    let looked = 0;
    const guess = async (window: string): Promise<void> => {
      await sessions
        .signIn('wrong', window)
        .catch((error: unknown) => expect(error).toMatchObject(refusedKey));
      looked += 1;
    };
    const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const windows = Array.from({ length: 40 }, (_, i) => `w${i}`);
    for (const window of windows) void guess(window);
    await expect(sessions.signIn('wrong', 'w7')).rejects.toThrow('One key at a time');
    const operator = sessions.signIn(KEY, 'operator');
    for (let second = 1; second <= 39; second++) {
      await idle();
      expect(looked).toBe(second);
      // Whoever was wrong goes on guessing, behind those who wait.
      void guess(windows[second - 1] ?? '');
      waits.shift()?.();
    }
    sessions.forget('w39');
    await idle();
    waits.shift()?.();
    expect(await operator).toMatchObject({ name: 'desk-1' });
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
        const make = (): Sessions => {
          const made = new Sessions({
            key: KEY,
            kept: state.kept,
            // The disk is a turn late, and writes in the order it was asked.
            keep: (sessions) => new Promise((done) => setImmediate(() => done(void (state.kept = sessions)))),
            now: () => state.now,
            offer: () => undefined,
            turns: new KeyTurns(() => Promise.resolve()),
          });
          void made.begin();
          return made;
        };
        let sessions = make();
        /** When each token ends at the latest: 31 days after it was given, or was used on another day. */
        const ends = new Map<string, number>();
        for (const turn of turns) {
          await Promise.all(
            turn.map(async (one, i) => {
              if (one.do === 'signIn')
                ends.set((await sessions.signIn(KEY, `w${i}`)).session, state.now + SESSION_LASTS + DAY);
              if (one.do !== 'check') return;
              const [token, end = 0] = [...ends][one.which] ?? ['nobody'];
              const good = await sessions.whoHas(token).then(
                () => true,
                () => false,
              );
              expect(good).toBe(end > state.now);
              if (good && end - state.now <= SESSION_LASTS) ends.set(token, state.now + SESSION_LASTS + DAY);
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

  it('follow the key’s file: another key in it is in force, a deleted one is made anew, a half-written one is waited for', async () => {
    const place = mkdtempSync(path.join(folder, 'watched-'));
    const file = path.join(place, 'console.key');
    const first = await consoleKey(place);
    const taken: string[] = [];
    const watch = new KeyWatch(place, first, (key) => Promise.resolve(void taken.push(key)));
    await watch.look();
    await watch.look();
    expect(taken).toEqual([]);
    writeFileSync(file, 'n'.repeat(40), { mode: 0o644 });
    await watch.look();
    expect(taken).toEqual(['n'.repeat(40)]);
    writeFileSync(file, 'half');
    await watch.look();
    expect(taken).toHaveLength(1);
    writeFileSync(file, 'm'.repeat(40));
    await watch.look();
    expect(taken.at(-1)).toBe('m'.repeat(40));
    rmSync(file);
    await watch.look();
    await watch.look();
    expect(taken).toHaveLength(3);
    expect(readFileSync(file, 'utf8').trim()).toBe(taken.at(-1));
    expect(taken.at(-1)).toHaveLength(43);
    await watch.look();
    await watch.look();
    expect(taken).toHaveLength(3);
  });
});
