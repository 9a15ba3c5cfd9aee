import { createHash } from 'node:crypto';
import type { Account } from '../people/accounts.ts';
import type { Deed } from './audit-desk.ts';

/** So many accounts are named; the hash is of all. */
const NAMED = 500;

/** That some accounts are in force: who, in which role, and a hash that is another where a password, a name or a unit is. */
export const accountsDeed = (accounts: readonly Account[]): Deed => ({
  what: 'accounts',
  who: null,
  of: {
    n: accounts.length,
    accounts: accounts.slice(0, NAMED).map(({ id, role }) => `${id}:${role}`),
    hash: createHash('sha256').update(JSON.stringify(accounts)).digest('hex'),
  },
});
