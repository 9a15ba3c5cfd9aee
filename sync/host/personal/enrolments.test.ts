import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Enrolments } from './enrolments.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-enrolled-'));
const file = path.join(folder, 'enrolled');
afterAll(() => rmSync(folder, { recursive: true }));

const [north, south] = ['north wall'.repeat(4), 'south wall'.repeat(4)] as const;
const line = (name: string, credential: string): string =>
  `${name}  ${createHash('sha256').update(credential).digest('hex')}\n`;
const faults: string[] = [];
const log = pino({ level: 'error' }, { write: (said: string) => void faults.push(said) });
beforeEach(() => faults.splice(0));

test('a wall is enrolled from the moment its line is there until it is gone', () => {
  writeFileSync(file, `# walls\n\n${line('north', north)}`);
  const enrolments = new Enrolments(file, log);
  expect([north, south, ''].map((one) => enrolments.has(one))).toEqual([true, false, false]);
  writeFileSync(file, line('north', north) + line('south', south).toUpperCase());
  expect(enrolments.has(south)).toBe(true);
  writeFileSync(file, '# nobody\n');
  expect([north, south].map((one) => enrolments.has(one))).toEqual([false, false]);
  expect(faults).toEqual([]);
});

test('a list that is gone, empty or wrong takes nothing from anybody, and is told once', () => {
  writeFileSync(file, line('north', north));
  const enrolments = new Enrolments(file, log);
  for (const wrong of [
    '',
    ' \n',
    'north',
    line('north wall', north),
    `${line('north', north)}half of a li`,
  ]) {
    writeFileSync(file, wrong);
    expect([enrolments.has(north), enrolments.has(north), enrolments.has(south)]).toEqual([
      true,
      true,
      false,
    ]);
  }
  expect(faults).toHaveLength(5);
  rmSync(file);
  expect(enrolments.has(north)).toBe(true);
  writeFileSync(file, line('south', south));
  expect([enrolments.has(north), enrolments.has(south)]).toEqual([false, true]);
});

test('a city does not begin with a list that it cannot read, and says which line', () => {
  writeFileSync(file, `${line('north', north)}south ${south}\n`);
  expect(() => new Enrolments(file, log)).toThrow(
    expect.objectContaining({ code: 'option-invalid', where: `${file}, line 2` }),
  );
  expect(() => new Enrolments(path.join(folder, 'none'), log)).toThrow(
    expect.objectContaining({ code: 'option-invalid', where: path.join(folder, 'none') }),
  );
});
