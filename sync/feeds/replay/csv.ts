import { CsvError, parse } from 'csv-parse/sync';
import { CitywallError } from '../../contract/errors.ts';
import { Unreadable, type Row } from './values.ts';

/** A row of a file, or why it cannot be read, and the line it begins in, from 1; null of a file without lines of its own. */
export type Found = { line: number | null; at: string } & ({ row: unknown } | { fault: Unreadable });

/** What each fault of the parser means to somebody with the file before them. */
const FAULTS: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'the quote that opens here is never closed',
  CSV_INVALID_CLOSING_QUOTE:
    'text follows the closing quote of the value that begins here; a quote within a value is doubled',
  INVALID_OPENING_QUOTE:
    'a quote stands within the value that begins here; such a value is quoted whole, and its quotes doubled',
};

/** What stands between values, the likelier first. */
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** What is read of a CSV besides its text. */
export interface CsvForm {
  /** Each field's alternatives, of which one at least must be a column, and what it is needed for. */
  needs: readonly { names: readonly string[]; purpose: string }[];
  /** What `replay.json` says stands between values; what fits the header best where undefined. */
  delimiter?: string | undefined;
}

/** So many broken rows are passed over; a file with more is broken as a whole. */
const MOST_BROKEN = 200;

/**
 * Reads a CSV as RFC 4180 has it: quotes where needed, line ends of any kind, also within quotes; empty lines and rows without any value
 * are passed over, and a line `sep=;` before the header is heeded. The first line names the columns; one without a name, or that nothing
 * needs, may be anything. A row that is broken is a fault by itself, and reading goes on in the next line. Throws CitywallError
 * `replay-invalid` naming line and column where the header is none.
 */
export function readCsv(file: string, text: string, { needs, delimiter }: CsvForm): Found[] {
  const told = /^sep=(.)\r?\n?/i.exec(text);
  // Its line stays, empty, so that lines are counted as an editor counts them.
  const bytes = Buffer.from(told === null ? text : text.replace(/^sep=./i, ''));
  const between = delimiter ?? told?.[1] ?? discovered(bytes, needs);
  const lineOf = lineCounter(bytes);
  const [first, ...rest] = records(bytes, between);
  const fail = (column: number, what: string): never => {
    const name = first !== undefined && 'values' in first ? first.values[column - 1]?.trim() : undefined;
    throw new CitywallError('replay-invalid', {
      what: `line ${first === undefined ? 1 : lineOf(first.begin)}, column ${column}${name === undefined ? '' : ` ("${name}")`}: ${what}`,
      where: file,
      hint: 'Correct the file or replay.json: see docs/city-profile.md for what is read ("delimiter", "fields").',
    });
  };
  if (first === undefined) return fail(1, 'the file is empty, and its first line should name the columns');
  if ('what' in first) return fail(first.column, first.what);
  const broken = rest.filter((record) => 'what' in record).length;
  if (broken > MOST_BROKEN) return fail(1, `more than ${MOST_BROKEN} rows are broken: it is no CSV`);
  const header = first.values.map((name) => name.trim());
  checkHeader(header, needs, between, fail);

  const used = new Set(needs.flatMap(({ names }) => names));
  const last = header.reduce((found, name, i) => (used.has(name) ? i : found), -1);
  return rest.flatMap((record): Found[] => {
    const line = lineOf(record.begin);
    const found = { line, at: `line ${line}` };
    if ('what' in record)
      return [{ ...found, fault: new Unreadable('columns', header[record.column - 1] ?? '', record.what) }];
    const { values } = record;
    if (values.every((value) => value.trim() === '')) return [];
    // A value too many moves all after it into columns that are not theirs; of one too few nobody knows which is missing.
    const more = values.slice(header.length).some((value) => value.trim() !== '');
    if (more || values.length <= last)
      return [
        {
          ...found,
          fault: new Unreadable(
            'columns',
            header[Math.min(values.length, header.length) - (more ? 1 : 0)] ?? '',
            `the row has ${values.length} values, the header names ${header.length} columns${more ? '; a value with a comma in it is quoted' : ''}`,
          ),
        },
      ];
    const row: Row = Object.fromEntries(
      header.flatMap((name, i) => (name === '' ? [] : [[name, values[i] ?? ''] as const])),
    );
    return [{ ...found, row }];
  });
}

type CsvRecord = { begin: number } & ({ values: string[] } | { column: number; what: string });

/** The records of a CSV by the offset they begin at, broken ones among them: after each, reading begins again in the next line. */
function records(bytes: Buffer, delimiter: string, most = Infinity): CsvRecord[] {
  const found: CsvRecord[] = [];
  let broken = 0;
  for (let from = 0; from < bytes.length;) {
    let end = 0;
    try {
      parse(bytes.subarray(from), {
        delimiter,
        record_delimiter: ['\r\n', '\n', '\r'],
        skip_empty_lines: true,
        relax_column_count: true,
        ...(most < Infinity && { to: most }),
        on_record: (values: string[], { bytes: after }) => {
          found.push({ begin: from + end, values });
          end = after;
          return null;
        },
      });
      return found;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const at = from + Number(error.bytes);
      found.push({ begin: at, column: Number(error.column) + 1, what: FAULTS[error.code] ?? error.message });
      if (++broken > MOST_BROKEN) return found;
      from = nextLine(bytes, at);
    }
  }
  return found;
}

/** What stands between the values of a header in which most needed columns are found; most columns, where none is known to be needed. */
export function discovered(bytes: Buffer, needs: CsvForm['needs']): string {
  const wanted = needs.flatMap(({ names }) => names);
  const fits = DELIMITERS.map((delimiter) => {
    const [first] = records(bytes, delimiter, 1);
    const names = new Set(
      first !== undefined && 'values' in first ? first.values.map((name) => name.trim()) : [],
    );
    return {
      delimiter,
      found: wanted.length === 0 ? names.size : wanted.filter((name) => names.has(name)).length,
    };
  });
  return fits.reduce((best, one) => (one.found > best.found ? one : best)).delimiter;
}

function checkHeader(
  header: readonly string[],
  needs: CsvForm['needs'],
  delimiter: string,
  fail: (column: number, what: string) => never,
): void {
  const used = new Set(needs.flatMap(({ names }) => names));
  header.forEach((name, index) => {
    if (used.has(name) && header.indexOf(name) < index) fail(index + 1, 'the header names this column twice');
  });
  for (const { names, purpose } of needs) {
    if (names.some((name) => header.includes(name))) continue;
    const named = header.filter((name) => name !== '');
    const there = named.slice(0, 12).map((name) => `"${name}"`);
    const more = named.length > there.length ? ` and ${named.length - there.length} more` : '';
    const by = delimiter === '\t' ? 'a tab' : `"${delimiter}"`;
    fail(
      1,
      `the header has no column ${names.map((name) => `"${name}"`).join(' or ')}, which replay.json takes for ${purpose}; split at ${by} it has ${there.join(', ')}${more}`,
    );
  }
}

const [CR, LF] = [0x0d, 0x0a];

/** Where the line after the one of an offset begins. */
function nextLine(bytes: Buffer, offset: number): number {
  let at = offset;
  while (at < bytes.length && bytes[at] !== CR && bytes[at] !== LF) at++;
  while (at < bytes.length && (bytes[at] === CR || bytes[at] === LF)) at++;
  return Math.max(at, offset + 1);
}

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
