import { describe, expect, it } from 'vitest';
import { host, person, at, signedIn, wrong } from './sessions.fixture.ts';
import { WRONG_UNLOCKS } from './sessions.ts';

describe('sessions', () => {
  it('of an account that is given another password from one of them are over, and that one goes on, also over a restart', async () => {
    const { again, state } = host();
    const sessions = again();
    const [own, other] = [await signedIn(sessions), await signedIn(sessions)];
    const minh = await signedIn(sessions, 'minh');
    await expect(sessions.prove(own, at('minh'), 'w')).rejects.toMatchObject(wrong);
    const account = { ...(await sessions.prove(own, at('lan'), 'w')), password: 'another' };
    await sessions.goingOn(own, account, async () => {
      state.accounts = state.accounts.map((one) => (one.id === 'lan' ? account : one));
      await sessions.accountsChanged();
    });
    for (const one of [sessions, again()]) {
      expect(one.roleOf(own)).toBe('operator');
      expect(one.whoIs(other)).toBeNull();
      expect(one.roleOf(minh)).toBe('operator');
    }
    // What comes of it later is over for all of them.
    state.accounts = state.accounts.map((one) => (one.id === 'lan' ? { ...one, password: 'a third' } : one));
    await sessions.accountsChanged();
    expect(sessions.whoIs(own)).toBeNull();
  });

  it('of an account that was not changed after all go on', async () => {
    const { again } = host();
    const sessions = again();
    const [own, other] = [await signedIn(sessions), await signedIn(sessions)];
    const account = { ...person('lan'), password: 'another' };
    const full = (): Promise<never> => Promise.reject(new Error('the disk is full'));
    await expect(sessions.goingOn(own, account, full)).rejects.toThrow('full');
    await sessions.accountsChanged();
    for (const one of [own, other]) expect(sessions.roleOf(one)).toBe('operator');
  });

  it('end where somebody guesses at their password ten times in a row', async () => {
    const { again } = host();
    const sessions = again();
    const token = await signedIn(sessions);
    for (let i = 0; i < WRONG_UNLOCKS; i++)
      await expect(sessions.prove(token, 'guess', 'w')).rejects.toMatchObject(wrong);
    expect(sessions.whoIs(token)).toBeNull();
  });
});
