import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { CitywallError, type ErrorReport, firstSentence, reportOf } from '../../contract/errors.ts';
import { DAY, type Instant } from '../../contract/instants.ts';
import { fileError } from '../../store/file-error.ts';
import { MADE_BY, type Pair, selfSigned } from './self-signed.ts';

/** What lies in the data folder where no other files are named. */
export const OWN_FILES = { cert: 'console.crt', key: 'console.key' } as const;
/** So long before it ends `/health` says so. */
const TOLD_BEFORE = 21 * DAY;
const OWNER_ONLY = 0o600;

/** The two files of a certificate; `own` where the host may make them. */
export interface CertificateFiles {
  cert: string;
  key: string;
  own: boolean;
}

/** A certificate that can be served with. */
export interface Certificate extends Pair {
  /** SHA-256 of it, as `openssl x509 -fingerprint -sha256` tells it. */
  fingerprint: string;
  until: Instant;
  /** Whether the host made it for itself. */
  isOwn: boolean;
  /** Whether it is for a name or an address. */
  isFor(name: string): boolean;
}

const invalid = (what: string, where: string, cause?: unknown): CitywallError =>
  new CitywallError(
    'certificate-invalid',
    {
      what: `the certificate for consoles cannot be used: ${what}`,
      where,
      hint: 'Put a certificate and its own key there, as PEM files; they are taken up at once.',
    },
    { cause },
  );

/** Reads a certificate and its key. Throws `certificate-invalid`, naming the file and what is wrong with it. */
export async function readCertificate(files: CertificateFiles): Promise<Certificate> {
  const [cert, key] = [await text(files.cert), await text(files.key)];
  const parsed = attempt(() => new X509Certificate(cert), 'it is no certificate', files.cert);
  const secret: KeyObject = attempt(() => createPrivateKey(key), 'it is no private key', files.key);
  if (!parsed.checkPrivateKey(secret)) throw invalid('the key is that of another certificate', files.key);
  attempt(() => createSecureContext({ cert, key }), 'it cannot be served with', files.cert);
  return {
    ...{ cert, key },
    fingerprint: parsed.fingerprint256,
    until: Date.parse(parsed.validTo),
    isOwn: parsed.issuer === parsed.subject && parsed.issuer.includes(MADE_BY.replace(',', '\\,')),
    isFor: (name) => (isIP(name) === 0 ? parsed.checkHost(name) : parsed.checkIP(name)) !== undefined,
  };
}

function attempt<T>(act: () => T, what: string, where: string): T {
  try {
    return act();
  } catch (cause) {
    throw invalid(`${what} (${firstSentence(cause)})`, where, cause);
  }
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { what } = reportOf(fileError(error, file), 'certificate-invalid');
    throw invalid(what, file, error);
  }
}

/** The certificate that consoles are served with: read, taken up when its files change, and made where there is none. */
export class CertificateKeeper {
  readonly #files: CertificateFiles;
  /** The addresses that it must be for where the host makes it itself, and names that it is for too. */
  readonly #addresses: readonly string[];
  readonly #names: readonly string[];
  readonly #now: () => Instant;
  #seen = '';
  #certificate: Certificate | null = null;
  #wrong: ErrorReport | null = null;

  constructor(
    files: CertificateFiles,
    addresses: readonly string[],
    now: () => Instant,
    names: readonly string[] = [],
  ) {
    this.#files = files;
    this.#addresses = addresses;
    this.#now = now;
    this.#names = names;
  }

  /** The one in force; null while there is none. */
  get now(): Certificate | null {
    return this.#certificate;
  }

  /** What is wrong with its files, or that it ends soon; null where nothing is. */
  get fault(): ErrorReport | null {
    if (this.#wrong !== null) return this.#wrong;
    if (this.#certificate === null) return null;
    const left = this.#certificate.until - this.#now();
    if (left > TOLD_BEFORE) return null;
    const until = new Date(this.#certificate.until).toISOString();
    const hint = 'Put a newer one in its place; it is taken up at once.';
    const what = `the certificate for consoles ${left > 0 ? 'ends' : 'ended'} on ${until}`;
    return { code: 'certificate-expires', what, where: this.#files.cert, hint };
  }

  /** Looks whether the files changed. True where another certificate is in force now. Never rejects: what is wrong is in `fault`, and the one of before stays. */
  async look(): Promise<boolean> {
    const seen = await this.#state();
    if (seen === this.#seen) return false;
    this.#seen = seen;
    try {
      const next = await this.#read();
      if (this.#certificate !== null && next.until <= this.#now())
        throw invalid(`it ended on ${new Date(next.until).toISOString()}`, this.#files.cert);
      this.#wrong = null;
      const isOther = next.fingerprint !== this.#certificate?.fingerprint;
      this.#certificate = next;
      this.#seen = await this.#state();
      return isOther;
    } catch (error) {
      this.#wrong = reportOf(error, 'certificate-invalid');
      // What could not be written may be able to be a moment later.
      if (this.#files.own && this.#certificate === null) this.#seen = '';
      return false;
    }
  }

  async #read(): Promise<Certificate> {
    const { own } = this.#files;
    if (own && !(await this.#isThere())) return this.#make();
    const read = await readCertificate(this.#files);
    const isOfUse = read.until > this.#now() && this.#addresses.every((one) => read.isFor(one));
    return read.isOwn && own && !isOfUse ? this.#make() : read;
  }

  async #make(): Promise<Certificate> {
    const pair = await selfSigned([...this.#addresses, ...this.#names], this.#now());
    for (const part of ['key', 'cert'] as const) await written(this.#files[part], pair[part]);
    return readCertificate(this.#files);
  }

  async #isThere(): Promise<boolean> {
    const { cert, key } = this.#files;
    return (await stamp(cert)) !== '' || (await stamp(key)) !== '';
  }

  async #state(): Promise<string> {
    return `${await stamp(this.#files.cert)} ${await stamp(this.#files.key)}`;
  }
}

/** What is another once a file is; empty where there is none. */
const stamp = (file: string): Promise<string> =>
  stat(file).then(
    ({ mtimeMs, ino, size }) => `${mtimeMs}/${ino}/${size}`,
    () => '',
  );

/** Writes a file in one step, for its owner alone. */
async function written(file: string, content: string): Promise<void> {
  const half = `${file}.new`;
  try {
    const handle = await open(half, 'w', OWNER_ONLY);
    try {
      await handle.chmod(OWNER_ONLY);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(half, file);
  } catch (error) {
    throw fileError(error, file);
  }
}

/** The files that are named, or those of a data folder. */
export const certificateFiles = (
  named: { cert: string; key: string } | null,
  folder: string,
): CertificateFiles =>
  named === null
    ? { cert: path.join(folder, OWN_FILES.cert), key: path.join(folder, OWN_FILES.key), own: true }
    : { ...named, own: false };
