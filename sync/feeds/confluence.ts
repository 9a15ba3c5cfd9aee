import { SECOND, type Instant } from '../contract/instants.ts';
import type { Positions, Reached, Truth } from '../store/ports.ts';
import { truthPosition, type Delivery } from './connector.ts';

/**
 * How several connectors make one city, as a pure core: which truth a delivery leads to, and where each goes on.
 *
 * A watermark is of one source and stays as its connector said it. The city's now is the least of the connectors' own
 * nows, so that it does not run ahead of one that lives, but waits for none that is further behind the foremost than
 * {@link WAITS_FOR}: one that hangs, catches up or plays what happened long ago is late by its watermark and delays nobody.
 * One that failed is not waited for at all. The now never goes back.
 */
export interface Confluence {
  /** What the city's records are complete to; null before anything was ever brought. */
  readonly truth: Truth | null;
  readonly positions: Positions;
  /** The own now of each connector that has delivered since it began to run. */
  readonly nows: Readonly<Record<string, Instant>>;
}

/** How far the city's now stays behind the foremost connector for the sake of another, milliseconds: three of their beats. */
export const WAITS_FOR = 15 * SECOND;

/**
 * A city as its disk remembers it, before any of its connectors runs. In a folder of before there were positions, the one
 * connector goes on from the city's truth.
 */
export function confluenceOf({ truth, positions }: Reached, ids: readonly string[]): Confluence {
  const [id, ...others] = ids;
  const sole = truth !== null && id !== undefined && others.length === 0;
  return { truth, positions: positions ?? (sole ? { [id]: truthPosition(truth) } : {}), nows: {} };
}

/** A connector handed something on: what to write with its records, once that is on disk also how things stand. */
export function joined(
  { truth, positions, nows: before }: Confluence,
  id: string,
  delivery: Omit<Delivery, 'records'>,
): Confluence & { readonly truth: Truth } {
  const nows = { ...before, [id]: delivery.asOf };
  const asOf = Math.max(truth?.asOf ?? -Infinity, commonNow(Object.values(nows)));
  const watermarks = { ...truth?.watermarks, ...delivery.watermarks };
  const told = Object.entries({ ...truth?.rejected, ...delivery.rejected });
  const rejected = Object.fromEntries(told.filter(([, reasons]) => reasons.length > 0));
  return {
    truth: { asOf, watermarks, ...(Object.keys(rejected).length > 0 && { rejected }) },
    positions: { ...positions, [id]: delivery.position },
    nows,
  };
}

/** A connector runs no longer: the others do not wait for it. */
export function parted(before: Confluence, id: string): Confluence {
  const nows = Object.fromEntries(Object.entries(before.nows).filter(([other]) => other !== id));
  return { ...before, nows };
}

/** The least of those that are not too far behind the foremost. */
function commonNow(nows: readonly Instant[]): Instant {
  const foremost = Math.max(...nows);
  return Math.min(...nows.filter((now) => now >= foremost - WAITS_FOR));
}
