/** What went wrong, as a code that programs and tests can rely on. */
export type ErrorCode =
  | 'profile-invalid'
  | 'profile-fault'
  | 'board-unknown'
  | 'screen-unknown'
  | 'screen-illegible'
  | 'option-invalid'
  | 'port-in-use'
  | 'program-altered'
  | 'data-in-use'
  | 'data-no-permission'
  | 'data-other-city'
  | 'data-newer'
  | 'cache-corrupt'
  | 'journal-damaged'
  | 'audit-damaged'
  | 'personal-key'
  | 'personal-refused'
  | 'part-gone'
  | 'look-limited'
  | 'audit-unwritten'
  | 'call-undelivered'
  | 'call-nobody'
  | 'call-unanswered'
  | 'file-mended'
  | 'disk-full'
  | 'disk-read-only'
  | 'disk-error'
  | 'data-no-folder'
  | 'data-gone'
  | 'data-busy'
  | 'host-exhausted'
  | 'host-fault'
  | 'sqlite-too-old'
  | 'city-unreachable'
  | 'city-not-a-city'
  | 'city-protocol'
  | 'city-refused'
  | 'city-busy'
  | 'city-other'
  | 'clock-wrong'
  | 'feed-message'
  | 'feed-gap'
  | 'chunk-hash'
  | 'record-invalid'
  | 'question-unknown'
  | 'question-params'
  | 'question-failed'
  | 'replay-invalid'
  | 'boundaries-invalid'
  | 'base-map-invalid'
  | 'origin-refused'
  | 'certificate-invalid'
  | 'certificate-expires'
  | 'listen-failed'
  | 'sign-in-limited'
  | 'command-invalid'
  | 'role-needed'
  | 'session-needed'
  | 'session-locked'
  | 'sign-in-wrong'
  | 'sign-in-over'
  | 'password-invalid'
  | 'code-wrong'
  | 'machine-needed'
  | 'provider-unreachable'
  | 'provider-refused'
  | 'provider-answer'
  | 'person-unmapped'
  | 'person-gone'
  | 'accounts-invalid'
  | 'export-gone'
  | 'window-busy'
  | 'windows-full'
  | 'given-up';

/** Errors by which nothing can be kept for now, and what is held can be shown all the same. */
export const KEEPS_NOTHING: ReadonlySet<ErrorCode> = new Set([
  'disk-full',
  'disk-read-only',
  'disk-error',
  'data-no-permission',
  'host-exhausted',
]);

/**
 * An error a person can act on: what happened, where, and what to do about it.
 * It is raised with its cause and reported once, at the top.
 */
export class CitywallError extends Error {
  readonly code: ErrorCode;
  /** The file, path, address or record it is about. */
  readonly where: string;
  /** What the reader can do now, as a sentence. */
  readonly hint: string;

  constructor(
    code: ErrorCode,
    parts: { what: string; where?: string; hint?: string },
    options?: { cause?: unknown },
  ) {
    super(parts.what, options);
    this.name = 'CitywallError';
    this.code = code;
    this.where = parts.where ?? '';
    this.hint = parts.hint ?? '';
  }

  /** One paragraph for a terminal or a log: what, where, what to do. */
  override toString(): string {
    const where = this.where ? ` (${this.where})` : '';
    const hint = this.hint ? `\n  ${this.hint}` : '';
    return `${this.code}: ${this.message}${where}${hint}`;
  }
}

/** The first sentence of any thrown value, on one line: what Node says of a command line goes on with advice. */
export function firstSentence(thrown: unknown): string {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return said.split(/\.\s|\n/)[0] ?? said;
}

/** The plain form of an error that crosses a socket or a thread. */
export interface ErrorReport {
  code: ErrorCode;
  what: string;
  where: string;
  hint: string;
}

/** Any thrown value as an {@link ErrorReport}; the code of a foreign error is the one given. */
export function reportOf(error: unknown, fallback: ErrorCode): ErrorReport {
  if (error instanceof CitywallError)
    return { code: error.code, what: error.message, where: error.where, hint: error.hint };
  const what = error instanceof Error ? error.message : String(error);
  return { code: fallback, what, where: '', hint: '' };
}
