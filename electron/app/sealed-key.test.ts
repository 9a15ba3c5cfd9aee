import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealedKey, type SecretStore } from './sealed-key.ts';

/** A store of secrets with a key of its own, as a system's is: what another has sealed it does not open. */
function store({ prefix = 'v11', isThere = true } = {}): SecretStore {
  const key = randomBytes(32);
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(isThere),
    encryptStringAsync: async (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([
        Buffer.from(prefix),
        nonce,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    decryptStringAsync: async (bytes) => {
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(3, 15));
      cipher.setAuthTag(bytes.subarray(-16));
      const text = Buffer.concat([cipher.update(bytes.subarray(15, -16)), cipher.final()]);
      return { result: text.toString('utf8'), shouldReEncrypt: false };
    },
  };
}

let folder = '';
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'citywall-key-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const SEALED = 'personal.key.sealed';

describe('a key that the system seals', () => {
  it('is made once, lies closed for its owner alone, and is the same at the next start', async () => {
    const secrets = store();
    const data = path.join(folder, 'wall');
    const key = await sealedKey(data, secrets, 'linux');
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(await sealedKey(data, secrets, 'linux')).toBe(key);
    expect(readdirSync(data)).toEqual([SEALED]);
    expect(statSync(path.join(data, SEALED)).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(data, SEALED)).includes(key ?? '?')).toBe(false);
    expect(await sealedKey(folder, secrets, 'linux')).not.toBe(key);
  });

  it('is the one that lay open in the folder, which the host then destroys', async () => {
    writeFileSync(path.join(folder, 'personal.key'), 'one that was made by an earlier release\n');
    expect(await sealedKey(folder, store(), 'darwin')).toBe('one that was made by an earlier release');
  });

  it('is not trusted to a system that keeps no secrets, or by a password that everybody has', async () => {
    expect(await sealedKey(folder, store({ isThere: false }), 'linux')).toBeNull();
    expect(await sealedKey(folder, store({ prefix: 'v10' }), 'linux')).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    // Elsewhere those letters say which way it was closed, by a key of the system's.
    expect(await sealedKey(folder, store({ prefix: 'v10' }), 'win32')).not.toBeNull();
  });

  it('is never replaced where it cannot be opened', async () => {
    await sealedKey(folder, store(), 'linux');
    const before = readFileSync(path.join(folder, SEALED));
    for (const other of [store(), store({ isThere: false })])
      await expect(sealedKey(folder, other, 'linux')).rejects.toMatchObject({
        code: 'personal-key',
        where: path.join(folder, SEALED),
      });
    expect(readFileSync(path.join(folder, SEALED))).toEqual(before);
  });
});
