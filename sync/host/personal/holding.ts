import { existsSync, readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { CitywallError, type ErrorReport, reportOf } from '../../contract/errors.ts';
import type { Hello } from '../../contract/feed.ts';
import { errorCode } from '../../store/file-error.ts';
import { destroyKey, ownKeysIn, personalKey } from '../../store/personal/key.ts';
import type { Audit } from '../audit/audit-desk.ts';
import type { Faults } from '../health/faults.ts';

/** Said where nobody named a key. */
export const KEY_BESIDE =
  'the key of personal parts lies in the data folder, so that a copy of the folder has both; name one with --personal-key.';

export interface HoldingOptions {
  folder: string;
  /** The file of the credential that the city knows this wall by; null where it holds no personal parts. */
  credential: string | null;
  /** What they are closed with, where it was named. */
  key: { file: string | null; environment: string | undefined };
}

/** Who holds personal parts, and lets go of them. */
interface Holders {
  letGoOfParts(): Promise<void>;
  forgetParts(): Promise<void>;
}

/** Whether this wall holds personal parts: asked for at the start, until the city refuses them. The wall itself goes on either way. */
export class Holding {
  readonly #options: HoldingOptions;
  readonly #faults: Pick<Faults, 'set'>;
  readonly #log: Logger;
  #secret: string | null = null;
  #credential: string | null = null;

  constructor(options: HoldingOptions, faults: Pick<Faults, 'set'>, log: Logger) {
    this.#options = options;
    this.#faults = faults;
    this.#log = log;
    if (options.credential === null) return;
    try {
      const { secret, kept } = personalKey(options.folder, options.key);
      this.#credential = credentialIn(options.credential);
      this.#secret = secret;
      if (kept === 'folder') this.#tell({ code: 'personal-key', what: KEY_BESIDE, where: '', hint: '' });
    } catch (error) {
      // No wall is dark because a stick is not in.
      this.#tell({ ...reportOf(error, 'personal-key'), code: 'personal-key' });
    }
  }

  /** What personal parts are closed with; null where none are held. */
  get secret(): string | null {
    return this.#secret;
  }

  /** What this wall says of it to the city. */
  get hello(): Pick<Hello, 'scope' | 'credential'> {
    return this.#secret === null || this.#credential === null
      ? { scope: { personal: false } }
      : { scope: { personal: true }, credential: this.#credential };
  }

  /**
   * The city refuses them: what was held is deleted, with the folder's own key, and the wall goes on without, until it is started again. A key
   * that was named stays: it may close more than this folder, and whoever refuses is not yet known to be the city. Never rejects.
   */
  async refused(report: ErrorReport, holders: Holders, audit: Pick<Audit, 'note'>): Promise<void> {
    if (this.#secret === null) return;
    this.#secret = null;
    this.#tell(report);
    try {
      // Before anything that may take long: nobody looks at what is to be gone.
      await holders.letGoOfParts();
      await audit
        .note({ what: 'wipe', who: null, of: { by: 'city' } })
        // What must be gone is not kept because that cannot be written.
        .catch((error: unknown) =>
          this.#log.error({ err: error }, 'personal parts are destroyed all the same'),
        );
      for (const key of ownKeysIn(this.#options.folder)) this.#destroy(key);
      await holders.forgetParts();
      this.#log.warn('the personal parts that were held are destroyed');
    } catch (error) {
      this.#log.error({ err: error }, 'personal parts could not be deleted');
    }
  }

  #destroy(file: string): void {
    try {
      if (existsSync(file)) destroyKey(file);
    } catch (error) {
      this.#log.error({ err: error, file }, 'a key of personal parts cannot be destroyed here');
    }
  }

  #tell(report: ErrorReport): void {
    this.#faults.set('personal', report);
    this.#log.warn({ code: report.code, file: report.where }, report.what);
  }
}

/** Throws `option-invalid`. */
function credentialIn(file: string): string {
  const invalid = (what: string, cause?: unknown): CitywallError =>
    new CitywallError(
      'option-invalid',
      { what, where: file, hint: 'docs/personal-data.md says how a wall is enrolled.' },
      { cause },
    );
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw invalid(`the credential for personal parts cannot be read (${errorCode(error)})`, error);
  }
  if (text.length < 32 || text.length > 4000)
    throw invalid('the credential for personal parts is no text of 32 to 4,000 characters');
  return text;
}
