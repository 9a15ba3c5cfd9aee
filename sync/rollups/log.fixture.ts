import { expect } from 'vitest';
import type { CityRecord } from '../contract/records.ts';
import { batch, MORNING, truth, type Folders } from './writer.fixture.ts';
import type { OpenWriter } from './writer.ts';

/** No limit of what is read of a log at once. */
export const everything = { records: 1e9, bytes: 1e9 };
/** An origin takes records. */
export const take = (writer: OpenWriter, records: readonly CityRecord[]) =>
  writer.apply({ mode: 'origin', records: JSON.stringify(records), ...truth });
export const measure: CityRecord = {
  kind: 'measure',
  indicator: 'grdp',
  subject: 'city',
  territory: 'hcmc',
  period: '2026-Q1',
  value: 7.1,
  status: 'official',
  provenance: 'published',
  reportedAt: MORNING,
  source: 'report',
  rev: 1,
};
export const personal = (n: number, rev: number, text: string): CityRecord => ({
  kind: 'personal',
  service: '1022',
  id: `P-${n}`,
  rev,
  text,
});

/** Brings a replica up to its city, page by page, as the feed does. */
export async function follow(
  folders: Folders,
  city: string,
  replica: OpenWriter,
  limit = everything,
  scope = { personal: false },
): Promise<void> {
  const log = folders.reader(city);
  const { cursor: head } = await log.head();
  for (;;) {
    const held = await replica.cursor();
    const from = held?.epoch === head.epoch ? held.seq : 0;
    const page = await log.changes(from, limit, scope);
    if (page === null) return;
    const { to, chain, records, count } = page;
    expect(JSON.parse(records)).toHaveLength(count);
    expect(await log.chainAt(to)).toBe(chain);
    const applied = await replica.apply({ ...batch(from, to, records, head.epoch), chain });
    expect(applied).toMatchObject({ outcome: 'applied', quarantined: 0 });
  }
}
