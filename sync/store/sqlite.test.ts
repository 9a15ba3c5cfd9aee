import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CitywallError } from '../contract/errors.ts';
import { migrate, SCHEMAS } from './schema.ts';
import { fileError } from './file-error.ts';
import { assertSqlite, openDatabase } from './sqlite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(['3.51.3', '3.51.10', '3.52.0', '4.0.0'])('takes SQLite %s', (version) => {
  expect(() => assertSqlite(version)).not.toThrow();
});

it.each(['3.51.2', '3.50.9', '2.99.99'])('refuses SQLite %s', (version) => {
  expect(() => assertSqlite(version)).toThrow(expect.objectContaining({ code: 'sqlite-too-old' }));
});

it.each([
  ['SQLITE_FULL', 'disk-full'],
  ['ENOSPC', 'disk-full'],
  ['EACCES', 'data-no-permission'],
  ['SQLITE_CANTOPEN_ISDIR', 'data-no-permission'],
  ['SQLITE_READONLY_DIRECTORY', 'disk-read-only'],
  ['EROFS', 'disk-read-only'],
  ['SQLITE_READONLY_DBMOVED', 'data-gone'],
  ['ENOENT', 'data-gone'],
  ['EIO', 'disk-error'],
  ['SQLITE_IOERR_READ', 'disk-error'],
  ['SQLITE_IOERR_SHMSIZE', 'disk-full'],
  ['EEXIST', 'data-no-folder'],
  ['ENOTDIR', 'data-no-folder'],
  ['SQLITE_BUSY_SNAPSHOT', 'data-busy'],
  ['EMFILE', 'host-exhausted'],
  ['SQLITE_CORRUPT_INDEX', 'cache-corrupt'],
  ['SQLITE_NOTADB', 'cache-corrupt'],
])('makes of %s the error %s', (code, expected) => {
  const error = fileError(Object.assign(new Error(code), { code }), '/data');
  expect(error).toBeInstanceOf(CitywallError);
  expect(error).toMatchObject({ code: expected, where: '/data' });
});

it('leaves other errors as they are', () => {
  const error = new TypeError('ours');
  expect(fileError(error, '/data')).toBe(error);
});

it('opens a writer that is durable at every commit, and a reader that cannot write', () => {
  const file = path.join(folder, 'a.db');
  const writer = openDatabase(file, 'write');
  expect(writer.pragma('synchronous', { simple: true })).toBe(2);
  expect(writer.pragma('journal_mode', { simple: true })).toBe('wal');
  writer.exec('CREATE TABLE t (x)');
  const reader = openDatabase(file, 'read');
  expect(() => reader.exec('INSERT INTO t VALUES (1)')).toThrow(/readonly/);
  reader.close();
  writer.close();
  // Nothing of the WAL is left now, and a reader still opens.
  const alone = openDatabase(file, 'read');
  expect(alone.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 0 });
  alone.close();
});

it('refuses a file of a newer schema', () => {
  const db = new Database(':memory:');
  db.pragma('user_version = 99');
  expect(() => migrate(db, SCHEMAS.cache, 'x')).toThrow(expect.objectContaining({ code: 'data-newer' }));
  db.close();
});
