import type { Role } from '../../contract/people.ts';
import type { Account } from './accounts.ts';
import { GuessTurns } from './guess-turns.ts';
import { type KeptSessions, type SessionParts, Sessions } from './sessions.ts';

export const person = (id: string, role: Role = 'operator'): Account => ({
  ...{ id, name: `Of ${id}`, role, units: [], password: `hash of ${id}` },
});
export const at = (id: string): string => `password of ${id}`;
export const isOf: SessionParts['isOf'] = (password, account) =>
  Promise.resolve(account !== undefined && password === at(account.id));
export const noPause = (): Promise<void> => Promise.resolve();

/** Sessions over a store and a clock of the test's own; `again` is the same host after a restart. */
export function host() {
  const state = {
    accounts: [person('lan'), person('minh'), person('chief', 'administrator')],
    kept: [] as KeptSessions,
    now: 1_000,
    written: 0,
    changes: 0,
    full: false,
  };
  const again = (): Sessions =>
    new Sessions({
      accounts: () => state.accounts,
      isOf,
      kept: state.kept,
      async keep(next) {
        if (state.full) throw new Error('full');
        state.written += 1;
        state.kept = next;
      },
      now: () => state.now,
      turns: new GuessTurns(noPause),
      changed: () => void (state.changes += 1),
    });
  return { state, again };
}
export const over = { code: 'session-needed' };
export const wrong = { code: 'sign-in-wrong' };
export const signedIn = async (sessions: Sessions, id = 'lan'): Promise<string> =>
  (await sessions.signIn(id, at(id), `window of ${id}`)).session;
