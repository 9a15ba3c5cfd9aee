import { CsvError, parse } from 'csv-parse/sync';
import { CitywallError } from '../../contract/errors.ts';

/** One record of a CSV: its fields by the header's names, all text, and the line it begins in, from 1. */
export interface CsvRow {
  line: number;
  row: Record<string, string>;
}

/** What each fault of the parser means to somebody with the file before them. */
const FAULTS: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'the quote that opens here is never closed',
  CSV_INVALID_CLOSING_QUOTE:
    'text follows the closing quote of the value that begins here; a quote within a value is doubled',
  INVALID_OPENING_QUOTE:
    'a quote stands within the value that begins here; such a value is quoted whole, and its quotes doubled',
};

/**
 * Reads a CSV as RFC 4180 has it: commas, quotes where needed, line ends of any kind, also within quotes; a byte
 * order mark and empty lines are passed over. The first line names the columns, `needs` among them (each with
 * what it is needed for). Throws CitywallError `replay-invalid` naming line and column where the file is broken.
 */
export function readCsv(file: string, bytes: Buffer, needs: ReadonlyMap<string, string>): CsvRow[] {
  const lineOf = lineCounter(bytes);
  const ends: number[] = [];
  let header: readonly string[] = [];
  const fail = (line: number, column: number, what: string, cause?: unknown): never => {
    const name = header[column - 1];
    throw new CitywallError(
      'replay-invalid',
      {
        what: `line ${line}, column ${column}${name === undefined ? '' : ` ("${name}")`}: ${what}`,
        where: file,
        hint: 'Correct the file, or export it again as CSV with a comma between values (RFC 4180).',
      },
      { cause },
    );
  };

  let records: string[][];
  try {
    records = parse(bytes, {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      // A wrong number of values is told below, with the line the record begins in.
      relax_column_count: true,
      on_record: (record: string[], { bytes: end }) => {
        if (ends.length === 0) header = record;
        ends.push(end);
        return record;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [at, index] = [Number(error.bytes), Number(error.column)];
    return fail(lineOf(at), index + 1, FAULTS[error.code] ?? error.message, error);
  }

  if (header.length === 0) return fail(1, 1, 'the file is empty, and its first line should name the columns');
  checkHeader(header, needs, (column, what) => fail(lineOf(0), column, what));
  return records.slice(1).map((values, index) => {
    const line = lineOf(ends[index] ?? 0);
    const { length } = values;
    if (length < header.length)
      return fail(
        line,
        length + 1,
        `no value: the row has ${length}, the header names ${header.length} columns`,
      );
    if (length > header.length)
      return fail(line, header.length + 1, `a value too many: the header names ${header.length} columns`);
    return { line, row: Object.fromEntries(header.map((name, i) => [name, values[i] ?? ''])) };
  });
}

function checkHeader(
  header: readonly string[],
  needs: ReadonlyMap<string, string>,
  fail: (column: number, what: string) => never,
): void {
  header.forEach((name, index) => {
    if (name === '') fail(index + 1, 'the header does not name this column');
    if (header.indexOf(name) < index) fail(index + 1, 'the header names this column twice');
  });
  for (const [name, purpose] of needs) {
    if (header.includes(name)) continue;
    const there = header.slice(0, 6).map((n) => `"${n}"`);
    const more = header.length > there.length ? ` and ${header.length - there.length} more` : '';
    fail(
      1,
      `the header has no column "${name}", which replay.json takes for ${purpose}; it has ${there.join(', ')}${more}`,
    );
  }
}

const [CR, LF] = [0x0d, 0x0a];

/** The line, from 1, of what stands at an offset or after the line ends there. Offsets may only grow. */
function lineCounter(bytes: Buffer): (offset: number) => number {
  let [at, line] = [0, 1];
  return (offset) => {
    for (; at < offset || bytes[at] === CR || bytes[at] === LF; at++) {
      if (at >= bytes.length) break;
      if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++;
    }
    return line;
  };
}
