/** What somebody may do here. One for now: whoever signed in with the key of this wall. */
export type Role = 'operator';
