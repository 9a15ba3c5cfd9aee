import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { consoleKey } from './console-key.ts';
import { SESSION_LASTS, Sessions, type KeptSessions } from './sessions.ts';

const KEY = 'k'.repeat(43);
const folder = mkdtempSync(path.join(tmpdir(), 'citywall-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sessions over a store and a clock of the test's own; `again` is the same host after a restart. */
function host() {
  const state = { kept: [] as KeptSessions, now: 1_000 };
  const make = (): Sessions =>
    new Sessions({
      key: KEY,
      kept: state.kept,
      keep: (sessions) => Promise.resolve(void (state.kept = sessions)),
      now: () => state.now,
    });
  return { state, again: make };
}

describe('sessions', () => {
  it('are given for the key alone, and outlive a restart', async () => {
    const { again, state } = host();
    const token = await again().signIn(KEY);
    await again().check(token);
    expect(JSON.stringify(state.kept)).not.toContain(token);
    await expect(again().check('guess')).rejects.toMatchObject({ code: 'session-needed' });
    await expect(again().signIn('wrong')).rejects.toMatchObject({ code: 'session-key' });
  });

  it('end when they are not used, and are renewed by use', async () => {
    const { again, state } = host();
    const sessions = again();
    const [used, left] = [await sessions.signIn(KEY), await sessions.signIn(KEY)];
    state.now += SESSION_LASTS * 0.6;
    await sessions.check(used);
    state.now += SESSION_LASTS * 0.6;
    await sessions.check(used);
    await expect(sessions.check(left)).rejects.toMatchObject({ code: 'session-needed' });
  });

  it('cannot be had by trying keys: after some wrong ones none is looked at for a minute, not even the right one', async () => {
    const { again, state } = host();
    const sessions = again();
    for (let i = 0; i < 8; i++) await expect(sessions.signIn(`wrong ${i}`)).rejects.toThrow('not this wall');
    await expect(sessions.signIn(KEY)).rejects.toThrow('Too many');
    state.now += 60_000;
    await sessions.signIn(KEY);
  });

  it('have a key that stays, for the folder’s owner alone', async () => {
    const key = await consoleKey(folder);
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(await consoleKey(folder)).toBe(key);
    expect(statSync(path.join(folder, 'console.key')).mode & 0o777).toBe(0o600);
  });
});
