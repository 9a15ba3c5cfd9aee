import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import type { ErrorReport } from '../../contract/errors.ts';
import { Faults } from '../health/faults.ts';
import { Holding } from './holding.ts';

const root = mkdtempSync(path.join(tmpdir(), 'citywall-holding-'));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;

const CREDENTIAL = 'of one wall alone, 32 characters or so';
const refusal: ErrorReport = {
  code: 'personal-refused',
  what: 'No longer.',
  where: 'http://city/',
  hint: '',
};

function stage(more: { credential?: string; key?: string; noAudit?: boolean } = {}) {
  const folder = mkdtempSync(path.join(root, `${++count}-`));
  const credential = path.join(folder, 'credential');
  writeFileSync(credential, `${more.credential ?? CREDENTIAL}\n`);
  const faults = new Faults();
  const did: string[] = [];
  const holding = new Holding(
    { folder, credential, key: { file: more.key ?? null, environment: undefined } },
    faults,
    pino({ level: 'silent' }),
  );
  const own = path.join(folder, 'personal.key');
  const holders = {
    letGoOfParts: async () => void did.push('let go'),
    forgetParts: async () => void did.push(`delete, key ${existsSync(own) ? 'there' : 'gone'}`),
  };
  const audit = {
    note: async ({ what }: { what: string }) => {
      if (more.noAudit) throw new Error('the disk is full');
      did.push(what);
    },
  };
  return { folder, own, faults, did, holding, refused: () => holding.refused(refusal, holders, audit) };
}

test('a wall that is told how holds them, and asks its city for them', () => {
  const { holding, own, faults } = stage();
  expect(holding.secret).toBe(readFileSync(own, 'utf8').trim());
  expect(holding.hello).toEqual({ scope: { personal: true }, credential: CREDENTIAL });
  expect([faults.codes, faults.sentences]).toEqual([
    [],
    [expect.stringMatching(/^personal-key: .*--personal-key/)],
  ]);
});

test('one that is refused lets go, writes that down, destroys its own key and deletes, and asks for none from then on', async () => {
  const { holding, own, faults, did, refused } = stage();
  const done = refused();
  expect(holding.hello).toEqual({ scope: { personal: false } });
  await done;
  expect(did).toEqual(['let go', 'wipe', 'delete, key gone']);
  expect([holding.secret, existsSync(own)]).toEqual([null, false]);
  expect([faults.codes, faults.sentences]).toEqual([[], ['personal-refused: No longer. (http://city/)']]);
  await refused();
  expect(did).toHaveLength(3);
});

test('also where that cannot be written; a key that was named stays, since it may close more', async () => {
  const key = path.join(root, 'key');
  writeFileSync(key, 'k'.repeat(40));
  const { did, holding, refused } = stage({ key, noAudit: true });
  expect(holding.secret).toBe('k'.repeat(40));
  await refused();
  expect([did, existsSync(key)]).toEqual([['let go', 'delete, key gone'], true]);
});

test('one that cannot read its key or credential holds none, says so, and is a wall all the same', () => {
  for (const more of [{ key: path.join(root, 'none') }, { credential: 'short' }]) {
    const { holding, faults } = stage(more);
    expect([holding.secret, holding.hello]).toEqual([null, { scope: { personal: false } }]);
    expect(faults.sentences).toEqual([expect.stringMatching(/^personal-key: /)]);
  }
});
