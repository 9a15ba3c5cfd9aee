import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** AES-256-GCM. */
const ALGORITHM = 'aes-256-gcm';
/** The first byte of what is closed: which form it has. */
const FORM = 1;
const NONCE = 12;
const TAG = 16;

/** Closes texts so that only whoever has the key reads them, and each only where it belongs. */
export interface Cipher {
  /** Tells this key from others, and nothing of it. */
  readonly mark: string;
  /** Closes a text that belongs to `about`. */
  close(text: string, about: string): Buffer;
  /** Opens it; null with another key, for another `about`, or where a bit of it is another. */
  open(closed: Uint8Array, about: string): string | null;
}

/** The cipher of a secret, which is any text nobody can guess. */
export function cipherOf(secret: string): Cipher {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'citywall personal parts', 32));
  return {
    mark: createHmac('sha256', key).update('mark').digest('hex').slice(0, 16),
    close(text, about) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORM), nonce, cipher.getAuthTag(), body]);
    },
    open(closed, about) {
      if (closed[0] !== FORM || closed.length < 1 + NONCE + TAG) return null;
      const nonce = closed.subarray(1, 1 + NONCE);
      const body = closed.subarray(1 + NONCE + TAG);
      try {
        const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG })
          .setAAD(Buffer.from(about))
          .setAuthTag(closed.subarray(1 + NONCE, 1 + NONCE + TAG));
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
