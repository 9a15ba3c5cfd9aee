/**
 * The version of everything that crosses a socket: feed messages (`feed.ts`), records (`records.ts`),
 * commands (`commands.ts`) and the link to windows (`link.ts`).
 *
 * `version.test.ts` hashes those schemas and fails until a change to them is recorded here: bump
 * {@link PROTOCOL}, add a line to the history, and paste the new hash into the test.
 *
 * History
 * - 1 (2026-11): the first: hello/welcome, snapshot chunks, deltas with a chain, beats with watermarks,
 *   commands with results.
 * - 2 (2026-11): a measure carries the values it revises (`earlier`); a window signs in and reports.
 * - 3 (2026-11): a window gives commands by name (`give`); a command's envelope is read before what is said with it, so
 *   that a city refuses one it does not know by its name. A report travels as before.
 * - 4 (2026-11): alerts, their commands and questions; a measure may be a forecast; a list of cases, and a report of one, may be
 *   of cells of the map; a value, and a plan, have an end. A window may show its session as it opens, and name where an answer goes.
 * - 5 (2026-11): a snapshot comes in the order in which it is needed, and says when a picture can be drawn of it (`picture`); a
 *   client says how much its line carries at a time (`bytes`).
 * - 6 (2026-11): requests: what a leader asks of a unit, with its thread, and its commands; a command says who gives it (`by`).
 * - 7 (2026-11): why a command was decided as it was knows handovers; people may sign in with a code of the city's account, and shifts are handed
 *   over. A city may refuse personal parts to a wall that asks for them (`enrolment`), and tells what it could not read of its sources (`rejected`).
 */
export const PROTOCOL = 7;

/** The version of the product, shown in `/health` and at `hello`. */
export const VERSION = '0.1.0';
