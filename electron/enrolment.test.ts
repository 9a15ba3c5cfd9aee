import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { enrolled } from './enrolment.ts';

it('enrols the wall of a demonstration by a hash of what it alone has, once', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'citywall-enrolment-'));
  try {
    const made = enrolled(data);
    const [, list = ''] = made.city;
    const [, credential = ''] = made.wall;
    const secret = readFileSync(credential, 'utf8').trim();
    expect(secret.length).toBeGreaterThan(31);
    expect(readFileSync(list, 'utf8')).toBe(
      `demonstration ${createHash('sha256').update(secret).digest('hex')}\n`,
    );
    if (process.platform !== 'win32') expect(statSync(credential).mode & 0o077).toBe(0);
    // Another start while it runs takes nothing from it.
    expect(enrolled(data)).toEqual(made);
    expect(readFileSync(credential, 'utf8').trim()).toBe(secret);
    // Nor does one after either file was lost leave it without.
    rmSync(list);
    expect([enrolled(data), readFileSync(list, 'utf8').slice(0, 14)]).toEqual([made, 'demonstration ']);
    const before = readFileSync(list, 'utf8');
    rmSync(credential);
    expect([enrolled(data), readFileSync(list, 'utf8') === before]).toEqual([made, false]);
  } finally {
    rmSync(data, { recursive: true });
  }
});
