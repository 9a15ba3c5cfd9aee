import type { z } from 'zod';
import { startOf, type Range } from '../../sync/contract/calendar.ts';
import { DAY } from '../../sync/contract/instants.ts';
import type { Profile } from '../../sync/contract/profile.ts';
import type { Duck } from './duck.ts';

/** What a query is written for. */
export interface Asking {
  duck: Duck;
  profile: Profile;
  at: number;
}

/** The queries a question comes to, from its parameters. */
export type Sql<P> = (params: P, asking: Asking) => string[];

/** A question's SQL as something that takes parameters as a board writes them. */
export const asked =
  <P>(schema: z.ZodType<P>, sql: Sql<P>) =>
  (raw: unknown, asking: Asking): string[] =>
    sql(schema.parse(raw), asking);

export const service = ({ duck }: Asking, id: string): string => `service = ${duck.code(id)}`;
export const open = (at: number): string => `opened <= ${at} AND (closed IS NULL OR closed > ${at})`;
export const overdue = (at: number): string => `${open(at)} AND due <= ${at}`;
export const late = 'closed > due';
export const sinceOf = (range: Range, { at, profile }: Asking): number => startOf(range, at, profile.city);

/** A condition that holds from `since` to `until` and in the same window of each earlier week, and which week it is. */
export function weekly({ profile }: Asking, since: number, until: number): { where: string; week: string } {
  const weeks = Array.from({ length: profile.rules.usual.weeks + 1 }, (_, w) => w);
  const within = (w: number): string => `opened BETWEEN ${since - w * 7 * DAY} AND ${until - w * 7 * DAY}`;
  // The outer span lets DuckDB skip whole row groups, since cases lie in the order they were opened.
  const span = `opened BETWEEN ${since - (weeks.length - 1) * 7 * DAY} AND ${until}`;
  return {
    where: `${span} AND (${weeks.map(within).join(' OR ')})`,
    week: `(CASE ${weeks.map((w) => `WHEN ${within(w)} THEN ${w}::BIGINT`).join(' ')} END)`,
  };
}
