import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Enrolments, SURE_AFTER } from './enrolments.ts';

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
  let now = 0;
  const enrolments = new Enrolments(file, log, () => now);
  expect([north, south, ''].map((one) => enrolments.has(one))).toEqual([true, false, false]);
  writeFileSync(file, line('north', north) + line('south', south).toUpperCase());
  expect(enrolments.has(south)).toBe(true);
  writeFileSync(file, '# nobody\n');
  expect(enrolments.has(north)).toBe(true);
  now += SURE_AFTER;
  expect([north, south].map((one) => enrolments.has(one))).toEqual([false, false]);
  expect(faults).toEqual([]);
});

test('a list that is only half written takes nobody out; whoever is new in it is enrolled at once', () => {
  let now = 0;
  writeFileSync(file, line('north', north) + line('south', south));
  const enrolments = new Enrolments(file, log, () => now);
  const east = 'east wall'.repeat(5);
  writeFileSync(file, line('east', east));
  expect([north, south, east].map((one) => enrolments.has(one))).toEqual([true, true, true]);
  now += SURE_AFTER - 1;
  writeFileSync(file, line('east', east) + line('north', north));
  now += 2;
  expect([north, south, east].map((one) => enrolments.has(one))).toEqual([true, true, true]);
  now += SURE_AFTER;
  expect([north, south, east].map((one) => enrolments.has(one))).toEqual([true, false, true]);
});

test('a list that is gone, empty or wrong takes nothing from anybody, and is told once', () => {
  let now = 0;
  writeFileSync(file, line('north', north));
  const enrolments = new Enrolments(file, log, () => now);
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
  expect(enrolments.has(south)).toBe(true);
  now += SURE_AFTER;
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
