import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CityRecord } from '../contract/records.ts';
import { cipherOf } from '../store/personal/cipher.ts';
import { ownKeysIn, personalKey } from '../store/personal/key.ts';
import { openPersonal } from '../store/personal/personal.ts';
import { wipePersonal } from '../store/personal/wipe.ts';
import { migrate, SCHEMAS } from '../store/schema.ts';
import { openDatabase } from '../store/sqlite.ts';
import { everything, take } from './log.fixture.ts';
import { aCase, Folders, SECRET, truth } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const WORDS = [
  'Trần Thị Bưởi',
  '0912 345 678',
  'buoi@thu.example',
  '12 Lê Lợi',
  'ngập trước nhà tôi',
] as const;
const [name, phone, email, address, text] = WORDS;
const part = (n: number, rev = 1, said: string = text): CityRecord => ({
  ...{ kind: 'personal', service: '1022', id: `P-${n}`, rev },
  ...{ name, phone, email, address, text: said },
});
const inUtf16BE = (word: string): Buffer => Buffer.from(word, 'utf16le').swap16();

/** Files of a folder in which any of the words stands, as UTF-8 or UTF-16. */
const readable = (folder: string, words: readonly string[] = WORDS): string[] =>
  readdirSync(folder).filter((file) => {
    const bytes = readFileSync(path.join(folder, file));
    return words.some((word) =>
      [Buffer.from(word), Buffer.from(word, 'utf16le'), inUtf16BE(word)].some((form) => bytes.includes(form)),
    );
  });
const served = async (folder: string): Promise<string> =>
  (await folders.reader(folder).chunk(null, everything, { personal: true })).records;

describe('personal parts at rest', () => {
  test('are readable in no file of the folder, while it is in use and after, and served as they came', async () => {
    const folder = folders.next();
    const origin = folders.origin(folder);
    const parts = Array.from({ length: 300 }, (_, n) => part(n));
    await take(origin, [aCase(1), ...parts]);
    await take(origin, [
      part(1, 2, `${text}, gấp`),
      { kind: 'tombstone', of: 'personal', scope: '1022', id: 'P-2', rev: 9 },
    ]);
    await origin.apply({ mode: 'origin', records: `[${JSON.stringify({ ...part(7), rev: -1 })}]`, ...truth });
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['private-1.db', 'private-1.db-wal']));
    expect(readable(folder)).toEqual([]);
    const records: CityRecord[] = JSON.parse(await served(folder));
    expect(records).toContainEqual(part(0));
    expect(records).toContainEqual(part(1, 2, `${text}, gấp`));
    origin.close();
    expect(readable(folder)).toEqual([]);
    // The search finds what stands there.
    writeFileSync(path.join(folder, 'found'), inUtf16BE(`x${phone}`));
    expect(readable(folder)).toEqual(['found']);
  });

  test('of an earlier release are closed, and their pages overwritten', async () => {
    const folder = folders.next();
    const first = folders.origin(folder);
    await take(first, [aCase(1)]);
    const { personal: file } = first.folder.current();
    first.close();
    wipePersonal(folder, []);
    const before = openDatabase(file, 'write');
    migrate(before, SCHEMAS.private.slice(0, 2), file);
    const put = before.prepare('INSERT INTO personal (service, id, rev, body) VALUES (?, ?, 1, ?)');
    before.transaction(() => {
      for (let n = 0; n < 2_500; n++) put.run('1022', `P-${n}`, JSON.stringify(part(n)));
    })();
    before.prepare('INSERT INTO quarantine (raw, reason, at) VALUES (?, ?, 1)').run(phone, 'rev: too small');
    // Some stood on pages that are free now, and some stand in the log alone.
    before.exec('DELETE FROM personal WHERE row % 3 = 0');
    writeFileSync(path.join(folder, 'private-9.db.aside-9'), phone);
    expect(readable(folder).length).toBeGreaterThan(1);
    const again = folders.origin(folder);
    before.close();
    again.close();
    // Somebody still read the log: the next start ends it.
    folders.origin(folder).close();
    expect(readable(folder)).toEqual([]);
    const reader = openDatabase(file, 'read');
    expect(reader.prepare('SELECT count(*) AS n FROM personal').get()).toEqual({ n: 1_667 });
    reader.close();
    const store = openPersonal(file, SECRET);
    expect(store.find('1022', 'P-0')).toMatchObject({ rev: 1 });
    store.close();
  });

  test('open only with their key, and each only in its own row and revision', async () => {
    const folder = folders.next();
    const origin = folders.origin(folder);
    await take(origin, [aCase(1), part(1), part(2, 1, 'another text'), part(3)]);
    const { personal: file } = origin.folder.current();
    const db = openDatabase(file, 'write');
    db.exec(`CREATE TEMP TABLE b AS SELECT row, body FROM personal;
      UPDATE personal SET body = (SELECT body FROM b WHERE b.row = 3 - personal.row) WHERE row < 3;`);
    expect(await served(folder)).not.toMatch(/another text|P-2/);
    expect(JSON.parse(await served(folder))).toContainEqual(part(3));
    db.exec('UPDATE personal SET rev = 2 WHERE row = 3');
    db.close();
    expect(await served(folder)).not.toContain(phone);
    origin.close();
    expect(() => folders.origin(folder, { personal: `${SECRET}!` })).toThrow(
      expect.objectContaining({ code: 'personal-key' }),
    );
    folders.origin(folder).close();
  });

  test('a text of any kind comes back as it was, and never looks the same twice', () => {
    const cipher = cipherOf(SECRET);
    for (const word of ['', 'a', 'Nguyễn\u0000\u{1F600}', 'x'.repeat(100_000)]) {
      const closed = cipher.close(word, 'here');
      expect(cipher.open(closed, 'here')).toBe(word);
      expect(cipher.close(word, 'here').equals(closed)).toBe(false);
      expect(cipher.open(closed, 'there')).toBeNull();
      expect(cipherOf(`${SECRET}.`).open(closed, 'here')).toBeNull();
      for (let bit = 0; bit < Math.min(closed.length, 60) * 8; bit += 7) {
        const flipped = Buffer.from(closed);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(cipher.open(flipped, 'here')).toBeNull();
      }
    }
    expect(cipher.open(Buffer.alloc(0), 'here')).toBeNull();
  });
});

describe('the key', () => {
  test('is the one that was named, else one of the folder that stays', () => {
    const folder = folders.next();
    const first = personalKey(folder, { file: null });
    expect(first).toMatchObject({ kept: 'folder', secret: expect.stringMatching(/^.{43}$/) });
    expect(personalKey(folder, { file: null })).toEqual(first);
    expect(readdirSync(folder)).toEqual(['personal.key']);
    expect(personalKey(folder, { file: null, environment: SECRET })).toEqual({
      kept: 'environment',
      secret: SECRET,
    });
    const named = path.join(folder, 'named');
    writeFileSync(named, `${SECRET}\n`);
    expect(personalKey(folder, { file: named, environment: 'x' })).toEqual({ kept: 'file', secret: SECRET });
    writeFileSync(named, 'short');
    for (const wrong of [{ file: named }, { file: `${named}-not` }, { file: null, environment: 'short' }])
      expect(() => personalKey(folder, wrong)).toThrow(expect.objectContaining({ code: 'option-invalid' }));
    writeFileSync(path.join(folder, 'personal.key'), '');
    expect(() => personalKey(folder, { file: null })).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    );
  });

  test('that is sealed is told by who unsealed it, and by nobody else; it does not lie open beside', () => {
    const folder = folders.next();
    const { secret } = personalKey(folder, { file: null });
    writeFileSync(path.join(folder, 'personal.key.sealed'), 'closed');
    expect(() => personalKey(folder, { file: null })).toThrow(
      expect.objectContaining({ code: 'option-invalid', where: path.join(folder, 'personal.key.sealed') }),
    );
    // Another key that somebody names takes none from the folder.
    expect(personalKey(folder, { file: null, environment: SECRET }).secret).toBe(SECRET);
    expect(readdirSync(folder).sort()).toEqual(['personal.key', 'personal.key.sealed']);
    expect(personalKey(folder, { file: null, environment: secret })).toEqual({ kept: 'environment', secret });
    expect(readdirSync(folder)).toEqual(['personal.key.sealed']);
    wipePersonal(folder, ownKeysIn(folder));
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is gone after a wipe with all that it closed, and what is kept from then on has another', async () => {
    const folder = folders.next();
    const { secret } = personalKey(folder, { file: null });
    const origin = folders.origin(folder, { personal: secret });
    await take(origin, [aCase(1), part(1)]);
    origin.close();
    expect(wipePersonal(folder, [...ownKeysIn(folder), path.join(folder, 'none')])).toBeGreaterThan(0);
    expect(readdirSync(folder).filter((file) => /^private|^personal/.test(file))).toEqual([]);
    expect(readable(folder, [...WORDS, secret])).toEqual([]);
    const next = personalKey(folder, { file: null });
    expect(next.secret).not.toBe(secret);
    folders.origin(folder, { personal: next.secret }).close();
    expect(await served(folder)).not.toContain(phone);
  });
});
