import { createRequire } from 'node:module';
import { parsePeriod } from '../../sync/contract/periods.ts';
import type { CaseRecord, CityRecord, MeasureRecord } from '../../sync/contract/records.ts';
import type { Holder } from './held.ts';

/** What is used of DuckDB's Node client, which only `npm run bench` installs. */
interface Appender {
  appendInteger(value: number): void;
  appendBigInt(value: bigint): void;
  appendDouble(value: number): void;
  appendVarchar(value: string): void;
  appendNull(): void;
  endRow(): void;
  flushSync(): void;
  closeSync(): void;
}
interface Prepared {
  runAndReadAll(): Promise<{ getRows(): unknown[][] }>;
}
interface Connection {
  run(sql: string): Promise<unknown>;
  prepare(sql: string): Promise<Prepared>;
  createAppender(table: string): Promise<Appender>;
  closeSync(): void;
}
interface Module {
  DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> };
}

/**
 * DuckDB in memory with the benchmark's records, codes and dates as integers, queries prepared once: as
 * kind to it as can be. It uses as many threads as there are cores.
 */
export interface Duck extends Holder {
  /** Ends the taking: from now on it is asked. */
  finish(): Promise<void>;
  /** Runs a query and reads every row; integers come as numbers. */
  rows(sql: string): Promise<unknown[][]>;
  /** The integer a code is stored as. */
  code(text: string): number;
  close(): void;
}

const TABLES = `
  CREATE TABLE cases (service INTEGER, id VARCHAR, opened BIGINT, due BIGINT, closed BIGINT,
    category INTEGER, unit INTEGER, area INTEGER, lon DOUBLE, lat DOUBLE, rating INTEGER);
  -- since and until are local dates as yyyymmdd; kind is how the period is written.
  CREATE TABLE measures (indicator INTEGER, subject INTEGER, territory INTEGER, kind INTEGER, since INTEGER,
    until INTEGER, value DOUBLE, plan DOUBLE, reported BIGINT);
`;

/** A local date as a number: 2026-06-17 is 20260617. */
export const dateNumber = (date: string): number => Number(date.replaceAll('-', ''));

export async function openDuck(): Promise<Duck> {
  const { DuckDBInstance }: Module = createRequire(import.meta.url)('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(TABLES);
  const [cases, measures] = [
    await connection.createAppender('cases'),
    await connection.createAppender('measures'),
  ];
  const codes = new Map<string, number>();
  const code = (text: string): number => {
    const known = codes.get(text);
    if (known !== undefined) return known;
    codes.set(text, codes.size + 1);
    return codes.size;
  };
  const maybe = <T>(into: Appender, value: T | undefined, put: (value: T) => void): void => {
    if (value === undefined) into.appendNull();
    else put(value);
  };
  const takeCase = (one: CaseRecord): void => {
    const instant = (value: number): void => cases.appendBigInt(BigInt(value));
    const coded = (value: string): void => cases.appendInteger(code(value));
    coded(one.service);
    cases.appendVarchar(one.id);
    instant(one.openedAt);
    maybe(cases, one.dueAt, instant);
    maybe(cases, one.closedAt, instant);
    coded(one.category);
    maybe(cases, one.unit, coded);
    maybe(cases, one.area, coded);
    maybe(cases, one.point?.[0], (value) => cases.appendDouble(value));
    maybe(cases, one.point?.[1], (value) => cases.appendDouble(value));
    maybe(cases, one.rating, (value) => cases.appendInteger(value));
    cases.endRow();
  };
  const takeMeasure = (one: MeasureRecord): void => {
    // What others expect is no value.
    if (one.status === 'forecast') return;
    const { kind, from, to } = parsePeriod(one.period);
    for (const text of [one.indicator, one.subject, one.territory, kind]) measures.appendInteger(code(text));
    for (const date of [from, to]) measures.appendInteger(dateNumber(date));
    measures.appendDouble(one.value);
    maybe(measures, one.plan?.value, (value) => measures.appendDouble(value));
    measures.appendBigInt(BigInt(one.reportedAt));
    measures.endRow();
  };
  const prepared = new Map<string, Prepared>();
  return {
    async take(batch: readonly CityRecord[]) {
      for (const one of batch)
        if (one.kind === 'case') takeCase(one);
        else if (one.kind === 'measure') takeMeasure(one);
      cases.flushSync();
    },
    async finish() {
      cases.closeSync();
      measures.closeSync();
      await connection.run('ANALYZE');
    },
    async rows(sql) {
      const query = prepared.get(sql) ?? (await connection.prepare(sql));
      prepared.set(sql, query);
      const rows = (await query.runAndReadAll()).getRows();
      return rows.map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value)));
    },
    code,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
