import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import { FREE_GUESSES, GuessTurns, LOOK_EVERY, SLOWER } from './guess-turns.ts';
import { at, host, isOf, noPause, over, person, signedIn, wrong } from './sessions.fixture.ts';
import { type KeptSessions, MOST_SESSIONS, SESSION_LASTS, Sessions, WRONG_UNLOCKS } from './sessions.ts';

describe('sessions', () => {
  it('are given for the password of an account alone, are of that person, and outlive a restart', async () => {
    const { again, state } = host();
    const token = await signedIn(again());
    expect(await again().whoHas(token)).toEqual({ id: 'lan', name: 'Of lan', role: 'operator', units: [] });
    expect(JSON.stringify(state.kept)).not.toContain(token);
    expect(JSON.stringify(state.kept)).not.toContain('hash of');
    await expect(again().whoHas('guess')).rejects.toMatchObject(over);
    for (const [id, password] of [
      ['lan', 'guess'],
      ['lan', at('minh')],
      ['nobody', at('nobody')],
    ] as const)
      await expect(again().signIn(id, password, 'w')).rejects.toMatchObject(wrong);
  });

  it('tell by no word whether there is such an account', async () => {
    const { again } = host();
    const words = async (id: string): Promise<unknown> =>
      again()
        .signIn(id, 'guess', 'w')
        .catch((error: unknown) => String(error));
    expect(await words('nobody')).toBe(await words('lan'));
  });

  it('go by what the account is now: another role at once; with another password, or gone, they are over', async () => {
    const { again, state } = host();
    const sessions = again();
    const [lan, minh] = [await signedIn(sessions), await signedIn(sessions, 'minh')];
    state.accounts = state.accounts.map((one) => (one.id === 'lan' ? { ...one, role: 'viewer' } : one));
    await sessions.accountsChanged();
    expect(sessions.roleOf(lan)).toBe('viewer');
    const before = state.changes;
    state.accounts = [{ ...person('lan'), password: 'another' }];
    await sessions.accountsChanged();
    expect(state.changes).toBe(before + 1);
    for (const token of [lan, minh]) {
      expect(sessions.whoIs(token)).toBeNull();
      await expect(sessions.whoHas(token)).rejects.toMatchObject(over);
    }
    // Nor does the old password in the file bring them back.
    state.accounts = [person('lan')];
    expect(again().whoIs(lan)).toBeNull();
  });

  it('of one person may be several, each told to whoever may end it', async () => {
    const { again, state } = host();
    const sessions = again();
    const first = await signedIn(sessions);
    state.now += 5;
    const second = await signedIn(sessions);
    const minh = await signedIn(sessions, 'minh');
    expect((await sessions.list(first)).map(({ own, since }) => [own, since])).toEqual([
      [false, 1_005],
      [true, 1_000],
    ]);
    const ofMinh = (await sessions.list(minh))[0]?.id ?? '';
    await expect(sessions.end(first, ofMinh)).rejects.toMatchObject({ code: 'role-needed' });
    const chief = await signedIn(sessions, 'chief');
    expect(await sessions.list(chief)).toHaveLength(4);
    await sessions.end(chief, ofMinh);
    await expect(sessions.whoHas(minh)).rejects.toMatchObject(over);
    const other = (await sessions.list(first)).find(({ own }) => !own)?.id ?? '';
    await sessions.end(first, other);
    expect(sessions.whoIs(second)).toBeNull();
    await sessions.signOut(first);
    await expect(again().whoHas(first)).rejects.toMatchObject(over);
    await sessions.signOut(first);
  });

  it('that are locked may do nothing until the password is given, also over a restart', async () => {
    const { again } = host();
    const sessions = again();
    const token = await signedIn(sessions);
    await sessions.lock(token);
    for (const one of [sessions, again()]) {
      expect(one.whoIs(token)).toMatchObject({ id: 'lan', locked: true });
      expect(one.roleOf(token)).toBeNull();
      for (const act of [one.whoHas(token), one.list(token), one.end(token, 'any')])
        await expect(act).rejects.toMatchObject({ code: 'session-locked' });
    }
    await expect(sessions.unlock(token, at('minh'), 'w')).rejects.toMatchObject(wrong);
    await sessions.unlock(token, at('lan'), 'w');
    expect(sessions.roleOf(token)).toBe('operator');
    await expect(sessions.lock('guess')).rejects.toMatchObject(over);
  });

  it('that are locked end after too many wrong passwords, and those of others do not', async () => {
    const { again } = host();
    const sessions = again();
    const [token, elsewhere] = [await signedIn(sessions), await signedIn(sessions)];
    await sessions.lock(token);
    for (let i = 0; i < WRONG_UNLOCKS; i++)
      await expect(sessions.unlock(token, 'guess', 'w')).rejects.toMatchObject(wrong);
    await expect(sessions.unlock(token, at('lan'), 'w')).rejects.toMatchObject(over);
    await sessions.whoHas(elsewhere);
  });

  it('end 30 days after the last use, whenever that was, and are written once a day', async () => {
    const { again, state } = host();
    const sessions = again();
    const [used, left] = [await signedIn(sessions), await signedIn(sessions)];
    for (const day of [0.1, 1.2, 14]) {
      state.now = 1_000 + day * DAY;
      await sessions.whoHas(used);
      const { written } = state;
      for (let i = 0; i < 50; i++) await sessions.whoHas(used);
      expect(state.written).toBe(written);
    }
    state.now = 1_000 + 32 * DAY;
    await expect(again().whoHas(left)).rejects.toMatchObject(over);
    state.now = 1_000 + 44 * DAY;
    const later = again();
    await later.whoHas(used);
    state.now += 31 * DAY;
    await expect(later.whoHas(used)).rejects.toMatchObject(over);
  });

  it('are known also while their use cannot be written', async () => {
    const { again, state } = host();
    const sessions = again();
    const token = await signedIn(sessions);
    state.full = true;
    expect(await sessions.whoHas(token)).toMatchObject({ id: 'lan' });
    state.full = false;
    await sessions.whoHas(token);
    expect(state.kept).toMatchObject([{ account: 'lan', unused: false }]);
  });

  it('that are in use are thrown out by no number of others: those never used go, then those not used of late', async () => {
    const { again, state } = host();
    const sessions = again();
    const [mine, old] = [await signedIn(sessions), await signedIn(sessions)];
    for (const token of [mine, old]) await sessions.whoHas(token);
    state.now += 5 * DAY;
    await sessions.whoHas(mine);
    const many: string[] = [];
    for (let i = 0; i < MOST_SESSIONS + 20; i++) many.push(await signedIn(sessions));
    expect(state.kept).toHaveLength(MOST_SESSIONS);
    await expect(sessions.whoHas(many[0] ?? '')).rejects.toMatchObject(over);
    for (const token of [mine, ...many.slice(22)]) await sessions.whoHas(token);
    // All are used now, one of them not of late.
    const next = await signedIn(sessions);
    await expect(sessions.whoHas(old)).rejects.toMatchObject(over);
    await sessions.whoHas(next);
    await expect(signedIn(sessions)).rejects.toThrow('in use');
    await sessions.whoHas(mine);
  });

  it('law: each is good until it ends, however many consoles sign in and act at once, on a slow disk', async () => {
    const step = fc.oneof(
      fc.constant({ do: 'signIn' } as const),
      fc.record({ do: fc.constant('check' as const), which: fc.nat(20) }),
      fc.record({ do: fc.constant('leave' as const), which: fc.nat(20) }),
      fc.record({ do: fc.constant('restart' as const) }),
      fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 12 }), async (turns) => {
        const state = { kept: [] as KeptSessions, now: 1_000 };
        const make = (): Sessions =>
          new Sessions({
            ...{ accounts: () => [person('lan')], isOf, kept: state.kept, now: () => state.now },
            // The disk is a turn late, and writes in the order it was asked.
            keep: (sessions) => new Promise((done) => setImmediate(() => done(void (state.kept = sessions)))),
            turns: new GuessTurns(noPause),
            changed: () => undefined,
          });
        let sessions = make();
        /** When each token ends at the latest: 31 days after it was given, or was used on another day. */
        const ends = new Map<string, number>();
        for (const turn of turns) {
          await Promise.all(
            turn.map(async (one, i) => {
              if (one.do === 'signIn')
                ends.set(
                  (await sessions.signIn('lan', at('lan'), `w${i}`)).session,
                  state.now + SESSION_LASTS + DAY,
                );
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
            if (one.do !== 'leave') continue;
            const token = [...ends.keys()][one.which];
            if (token === undefined) continue;
            await sessions.signOut(token);
            ends.set(token, 0);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('turns of guesses', () => {
  const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('are slower after some wrong ones, one at a time of each window, and never shut out whoever has the right one', async () => {
    const waits: { ms: number; done: () => void }[] = [];
    const turns = new GuessTurns((ms) => new Promise<void>((done) => waits.push({ ms, done })));
    let looked = 0;
    const guess = async (window: string): Promise<void> => {
      await turns
        .look('lan', window, () => Promise.resolve(false))
        .then(
          (right) => expect(right).toBe(false),
          () => undefined,
        );
      looked += 1;
    };
    const windows = Array.from({ length: 20 }, (_, i) => `w${i}`);
    for (const window of windows) void guess(window);
    await expect(turns.look('lan', 'w7', () => Promise.resolve(true))).rejects.toThrow(
      'One password at a time',
    );
    const right = turns.look('lan', 'right', () => Promise.resolve(true));
    const paused: number[] = [];
    for (let n = 1; n <= 19; n++) {
      await idle();
      expect(looked).toBe(n);
      const wait = waits.shift();
      paused.push(wait?.ms ?? 0);
      // Whoever was wrong goes on guessing, behind those who wait.
      void guess(windows[n - 1] ?? '');
      wait?.done();
    }
    expect(paused.slice(0, FREE_GUESSES - 1)).toEqual(Array(FREE_GUESSES - 1).fill(LOOK_EVERY));
    expect(new Set(paused.slice(FREE_GUESSES - 1))).toEqual(new Set([SLOWER]));
    turns.forget('w19');
    await idle();
    waits.shift()?.done();
    expect(await right).toBe(true);
    expect(turns.wrong('lan')).toBe(0);
  });

  it('of one account are not slower for what is guessed of another', async () => {
    const paused: [string, number][] = [];
    let of = '';
    const turns = new GuessTurns(async (ms) => void paused.push([of, ms]));
    for (let i = 0; i < 9; i++) await turns.look((of = 'lan'), 'w', () => Promise.resolve(false));
    await turns.look((of = 'minh'), 'w', () => Promise.resolve(false));
    await idle();
    expect(paused.at(-1)).toEqual(['minh', LOOK_EVERY]);
    expect(paused.slice(0, -1).at(-1)?.[1]).toBe(SLOWER);
  });

  it('go on where a look fails, which is told', async () => {
    const turns = new GuessTurns(noPause);
    await expect(turns.look('lan', 'w', () => Promise.reject(new Error('no thread')))).rejects.toThrow(
      'no thread',
    );
    expect(await turns.look('lan', 'w', () => Promise.resolve(true))).toBe(true);
  });
});
