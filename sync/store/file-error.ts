import { CitywallError, type ErrorCode } from '../contract/errors.ts';

/** The code of a system or SQLite error: `ENOSPC`, `SQLITE_FULL`; empty for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

interface Meaning {
  codes: RegExp;
  code: ErrorCode;
  what: string;
  hint: string;
}

/** What the codes of the system and of SQLite mean to a person; the first that fits is taken. */
const MEANINGS: readonly Meaning[] = [
  {
    codes: /^(?:ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)$/,
    code: 'disk-full',
    what: 'The disk is full; nothing new can be kept.',
    hint: 'Free some space: what is held goes on showing, and taking starts again by itself.',
  },
  {
    codes: /^(?:EROFS|SQLITE_READONLY|SQLITE_READONLY_(?!DBMOVED).*)$/,
    code: 'disk-read-only',
    what: 'The data folder cannot be written; nothing new can be kept.',
    hint: 'A disk that fails is often made read-only: look at the system log, or mount it to be written. Taking starts again by itself.',
  },
  {
    codes: /^(?:EIO|ENXIO|SQLITE_IOERR.*)$/,
    code: 'disk-error',
    what: 'The disk answers with errors.',
    hint: 'Look at the system log and replace the disk; name another folder with --data meanwhile.',
  },
  {
    codes: /^(?:EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH|SQLITE_CANTOPEN.*)$/,
    code: 'data-no-permission',
    what: 'The data folder cannot be read and written.',
    hint: 'Give this user the right to read and write there, or name another folder with --data.',
  },
  {
    codes: /^(?:EEXIST|ENOTDIR|ELOOP|ENAMETOOLONG)$/,
    code: 'data-no-folder',
    what: 'What stands where the data folder should be, or above it, is no folder.',
    hint: 'Move it away, or name another folder with --data.',
  },
  {
    codes: /^(?:ENOENT|ESTALE|SQLITE_READONLY_DBMOVED)$/,
    code: 'data-gone',
    what: 'A file of the data folder is gone.',
    hint: 'It is made again; look who deletes there.',
  },
  {
    codes: /^(?:EBUSY|ETXTBSY|SQLITE_BUSY.*|SQLITE_LOCKED.*)$/,
    code: 'data-busy',
    what: 'Another program holds a file of the data folder.',
    hint: 'End that program: a copy, a check or a tool that has the file open.',
  },
  {
    codes: /^(?:EMFILE|ENFILE|ENOMEM|EAGAIN|SQLITE_NOMEM)$/,
    code: 'host-exhausted',
    what: 'The machine has no more memory, or no more files can be opened.',
    hint: 'Look what uses them up, and raise the limits of this user.',
  },
  {
    codes: /^SQLITE_(?:CORRUPT.*|NOTADB|FORMAT)$/,
    code: 'cache-corrupt',
    what: 'A file of the data folder is damaged.',
    hint: 'It is set aside and built again from the city.',
  },
];

/**
 * Any error of a file or database as one a person can act on, each by a name of its own. Errors that are none of these come back as
 * they are.
 */
export function fileError(error: unknown, where: string): unknown {
  if (error instanceof CitywallError) return error;
  const code = errorCode(error);
  const meaning = MEANINGS.find(({ codes }) => codes.test(code));
  if (meaning === undefined) return error;
  const { what, hint } = meaning;
  return new CitywallError(meaning.code, { what: `${what} (${code})`, where, hint }, { cause: error });
}
