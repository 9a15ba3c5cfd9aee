import type { ErrorCode, ErrorReport } from '../../contract/errors.ts';

const QUIET: ReadonlySet<ErrorCode> = new Set([
  ...(['file-mended', 'clock-wrong', 'audit-damaged', 'audit-unwritten'] as const),
  ...(['call-undelivered', 'call-nobody', 'call-unanswered'] as const),
  // Of personal parts: no screen shows any.
  ...(['personal-key', 'personal-refused'] as const),
  // Of consoles on other machines: the wall's screens have nothing of it.
  ...(['certificate-invalid', 'certificate-expires', 'listen-failed'] as const),
]);

/** What the host has to say of itself: one report under each heading, until it is withdrawn. */
export class Faults {
  readonly #reports = new Map<string, ErrorReport>();

  /** Says something under a heading, or with null withdraws it. True where that is news. */
  set(heading: string, report: ErrorReport | null): boolean {
    const before = this.#reports.get(heading);
    if (report === null) return this.#reports.delete(heading);
    this.#reports.set(heading, report);
    return before?.code !== report.code || before.what !== report.what;
  }

  /** The codes, for windows; what cost nothing is for `/health` alone. */
  get codes(): string[] {
    return [...new Set([...this.#reports.values()].map(({ code }) => code))].filter(
      (code) => !QUIET.has(code),
    );
  }

  /** The sentences, for `/health`. */
  get sentences(): string[] {
    return [...this.#reports.values()].map(({ code, what, where }) =>
      where === '' ? `${code}: ${what}` : `${code}: ${what} (${where})`,
    );
  }
}
