import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';

/** Encodings that a file may be in, by the names of the WHATWG's encoding standard. */
export const encoding = z.enum([
  ...(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1258', 'iso-8859-1'] as const),
]);
export type Encoding = z.infer<typeof encoding>;

const MARKS: readonly [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text of a file: by its byte order mark, else in the encoding that `replay.json` names, else UTF-8. Throws CitywallError
 * `replay-invalid` with the line where it is not in that encoding.
 */
export function decode(file: string, bytes: Buffer, named: Encoding | undefined): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))?.[0];
  const is = marked ?? named ?? 'utf-8';
  const fail = (what: string, hint: string): never => {
    throw new CitywallError('replay-invalid', { what, where: file, hint });
  };
  if (is === 'utf-8' && !isUtf8(bytes)) {
    const { line, byte } = firstStranger(bytes);
    return fail(
      `line ${line}: the recording is not UTF-8 text (byte 0x${byte.toString(16)})`,
      'Save it as UTF-8, or say in replay.json what it is in, as "encoding": "windows-1252" or "utf-16le".',
    );
  }
  const text = new TextDecoder(is).decode(bytes);
  if (marked === undefined && is === 'utf-8' && text.slice(0, 1000).includes('\0'))
    return fail(
      `line 1: the recording has zero bytes where text should be, read as ${is}`,
      'It looks like UTF-16 without a byte order mark: set "encoding": "utf-16le" (or "utf-16be") in replay.json.',
    );
  return text;
}

const LF = 0x0a;

/** The first byte that is no UTF-8, and its line. */
function firstStranger(bytes: Buffer): { line: number; byte: number } {
  let [line, from] = [1, 0];
  for (;;) {
    const end = bytes.indexOf(LF, from);
    const part = bytes.subarray(from, end < 0 ? bytes.length : end);
    if (end < 0 || !isUtf8(part)) return { line, byte: part.find((byte) => byte > 0x7f) ?? 0 };
    [line, from] = [line + 1, end + 1];
  }
}
