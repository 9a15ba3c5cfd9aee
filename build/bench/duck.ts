import { createRequire } from 'node:module';
import type { CaseRecord } from '../../sync/contract/records.ts';

/** What is used of DuckDB's Node client, which only `npm run bench` installs. */
interface Appender {
  appendInteger(value: number): void;
  appendBigInt(value: bigint): void;
  appendDouble(value: number): void;
  appendNull(): void;
  endRow(): void;
  flushSync(): void;
  closeSync(): void;
}
interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
  createAppender(table: string): Promise<Appender>;
}
interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}

/** DuckDB in memory with the benchmark's cases, codes as small integers: as kind to it as can be. */
export interface Duck {
  append(batch: readonly CaseRecord[]): void;
  finish(): Promise<void>;
  /** Runs a query and reads every row. */
  rows(sql: string): Promise<unknown[][]>;
  /** The integer a code is stored as. */
  code(text: string): number;
  close(): void;
}

export async function openDuck(): Promise<Duck> {
  const require = createRequire(import.meta.url);
  const { DuckDBInstance } = require('@duckdb/node-api') as {
    DuckDBInstance: { create(path: string): Promise<Instance> };
  };
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE cases (service INTEGER, id BIGINT, opened BIGINT, due BIGINT, closed BIGINT,
       category INTEGER, unit INTEGER, area INTEGER, lon DOUBLE, lat DOUBLE)`,
  );
  const codes = new Map<string, number>();
  const code = (text: string): number => {
    const known = codes.get(text);
    if (known !== undefined) return known;
    codes.set(text, codes.size + 1);
    return codes.size;
  };
  const appender = await connection.createAppender('cases');
  const instant = (value: number | undefined): void =>
    value === undefined ? appender.appendNull() : appender.appendBigInt(BigInt(value));
  const coded = (value: string | undefined): void =>
    value === undefined ? appender.appendNull() : appender.appendInteger(code(value));
  return {
    append(batch) {
      for (const one of batch) {
        appender.appendInteger(code(one.service));
        appender.appendBigInt(BigInt(one.id));
        instant(one.openedAt);
        instant(one.dueAt);
        instant(one.closedAt);
        coded(one.category);
        coded(one.unit);
        coded(one.area);
        if (one.point === undefined) {
          appender.appendNull();
          appender.appendNull();
        } else {
          appender.appendDouble(one.point[0]);
          appender.appendDouble(one.point[1]);
        }
        appender.endRow();
      }
      appender.flushSync();
    },
    async finish() {
      appender.closeSync();
      await connection.run('ANALYZE');
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    code,
    close: () => instance.closeSync(),
  };
}
