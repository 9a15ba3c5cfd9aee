import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { CitywallError } from '../../contract/errors.ts';
import { errorCode } from '../../store/file-error.ts';

/** A file that takes somebody out is believed once it has been the same for so long, milliseconds. */
export const SURE_AFTER = 3_000;
/** A name, and the SHA-256 of a credential: what opens nothing to whoever reads the file. */
const LINE = /^(\S+)\s+([0-9a-f]{64})$/i;

/**
 * The walls that a city hands personal parts to, by a file that is read again as it changes. Whoever is not in it any more has lost them; a
 * file that cannot be read, or has a line that says nothing, takes nothing from anybody: those of before stay enrolled.
 */
export class Enrolments {
  readonly #file: string;
  readonly #log: Pick<Logger, 'info' | 'error'>;
  #text: string;
  #hashes: ReadonlySet<string>;
  readonly #clock: () => number;
  /** A file by which somebody would be taken out, and since when it has been so. */
  #doubted: { text: string; since: number } | null = null;

  /** `clock`: milliseconds, never set. Throws `option-invalid`, with the line that is wrong. */
  constructor(file: string, log: Pick<Logger, 'info' | 'error'>, clock = () => performance.now()) {
    this.#file = file;
    this.#clock = clock;
    this.#log = log;
    this.#text = textOf(file);
    this.#hashes = hashesIn(this.#text, file);
  }

  /** Whether a credential is enrolled just now. */
  has(credential: string): boolean {
    this.#look();
    return this.#hashes.has(createHash('sha256').update(credential).digest('hex'));
  }

  /** Whether a file was the same for some seconds. */
  #isSure(text: string): boolean {
    const now = this.#clock();
    if (this.#doubted?.text !== text) this.#doubted = { text, since: now };
    return now - this.#doubted.since >= SURE_AFTER;
  }

  #look(): void {
    let text = '';
    try {
      text = textOf(this.#file);
      if (text === this.#text) return;
      const hashes = hashesIn(text, this.#file);
      // A file that is just being written may end at a line: nobody is taken out by what was read once.
      const isLess = [...this.#hashes].some((one) => !hashes.has(one));
      if (isLess && !this.#isSure(text)) {
        this.#hashes = new Set([...this.#hashes, ...hashes]);
        return;
      }
      this.#hashes = hashes;
      this.#log.info({ enrolled: this.#hashes.size }, 'the walls enrolled for personal parts were read');
    } catch (error) {
      if (text === this.#text) return;
      this.#log.error({ err: error }, 'the walls that were enrolled before stay so');
    }
    this.#text = text;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CitywallError(
      'option-invalid',
      {
        what: `the list of walls enrolled for personal parts cannot be read (${errorCode(cause)})`,
        where: file,
        hint: 'Name a file that the user of the host can read.',
      },
      { cause },
    );
  }
}

function hashesIn(text: string, file: string): ReadonlySet<string> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  // Half of a file that is just being written would take all from everybody.
  if (lines.every((line) => line === ''))
    throw invalid('it is empty; a line that begins with # says so on purpose', file);
  const hashes = lines.flatMap((line, i) => {
    if (line === '' || line.startsWith('#')) return [];
    const hash = LINE.exec(line)?.[2];
    if (hash === undefined) throw invalid('not a name and a SHA-256', `${file}, line ${i + 1}`);
    return [hash.toLowerCase()];
  });
  return new Set(hashes);
}

const invalid = (what: string, where: string): CitywallError =>
  new CitywallError('option-invalid', {
    what: `walls enrolled for personal parts: ${what}`,
    where,
    hint: 'docs/personal-data.md says how a wall is enrolled.',
  });
