import { CitywallError } from '../../contract/errors.ts';

/** An error of a file, as what it is where the file is a journal. */
export function journalError(error: unknown, file: string): unknown {
  if (!(error instanceof CitywallError) || error.code !== 'cache-corrupt') return error;
  return damaged(file, error.message, error);
}

/** The error for a journal some of whose pages are not what was written. */
export function damagedAt(file: string, pages: readonly number[]): CitywallError {
  return damaged(
    file,
    `${pages.length} of its pages are not what was written: ${pages.slice(0, 20).join(', ')}.`,
  );
}

function damaged(file: string, what: string, cause?: unknown): CitywallError {
  return new CitywallError(
    'journal-damaged',
    {
      what: `What people did here is damaged. ${what}`,
      where: file,
      hint: 'It is made anew of what can be read and of its last copy; the damaged file is kept beside it.',
    },
    { cause },
  );
}
