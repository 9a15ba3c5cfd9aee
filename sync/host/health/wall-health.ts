import process from 'node:process';
import type { Health } from '../../contract/health.ts';
import { VERSION } from '../../contract/version.ts';
import type { Held } from '../threads/reading.ts';

export interface HealthFacts {
  status: Health['status'];
  city: string;
  scope: string | null;
  /** What the cache holds; null where there is none. */
  held: Held | null;
  /** Commands that wait for the city's answer. */
  outbox: number;
  notes: string[];
}

/** What `GET /health` says. */
export function healthOf(facts: HealthFacts): Health {
  const { status, city, scope, held, outbox, notes } = facts;
  const cursor = held?.cursor ?? null;
  return {
    status,
    city,
    scope,
    cases: held?.cases ?? 0,
    measures: held?.measures ?? 0,
    unknownPlace: held?.unknownPlace ?? 0,
    open: held?.open ?? 0,
    overdue: held?.overdue ?? 0,
    asOf: held?.truth?.asOf ?? null,
    cursor: cursor === null ? null : { epoch: cursor.epoch, seq: cursor.seq },
    quarantine: held?.quarantine ?? 0,
    outbox,
    pid: process.pid,
    version: VERSION,
    notes,
  };
}
