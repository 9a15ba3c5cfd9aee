import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { CitywallError } from '../../contract/errors.ts';
import { readCsv, type Found } from './csv.ts';
import { decode, type Encoding } from './decode.ts';
import { fieldsIn, isRow, readJson } from './json.ts';
import { formatOf } from './recording.ts';
import { valueIn, type Row } from './values.ts';

/** Rows of a recording of which nobody has said yet what they mean. */
export interface Sample {
  rows: readonly Row[];
  /** Every field they have, paths in JSON. */
  names: readonly string[];
  /** What it is in, where that is neither UTF-8 nor marked. */
  encoding: Encoding | undefined;
  /** Where in a JSON object the list is; undefined where the file is one. */
  list: string | undefined;
}

/** Reads a recording without a mapping. Throws CitywallError `replay-invalid` where it is none. */
export async function sampleOf(file: string): Promise<Sample> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    const what = 'the recording cannot be read';
    throw new CitywallError(
      'replay-invalid',
      { what, where: file, hint: 'Check the path given.' },
      { cause },
    );
  });
  const isMarked = bytes[0] === 0xff || bytes[0] === 0xfe;
  // Most files that are in none of the encodings that can be recognised were saved by an office program in the west.
  const encoding = isMarked || isUtf8(bytes) ? undefined : 'windows-1252';
  const text = decode(file, bytes, encoding);
  const rowsOf = (found: readonly Found[]): Row[] =>
    found.flatMap((one) => ('row' in one && isRow(one.row) ? [one.row] : []));
  const format = formatOf(file);
  if (format === 'csv') {
    const rows = rowsOf(readCsv(file, text, { needs: [] }));
    return { rows, names: Object.keys(rows[0] ?? {}), encoding, list: undefined };
  }
  const list = format === 'jsonl' ? undefined : listIn(text);
  const rows = rowsOf(readJson(file, text, { needs: [], rows: list, lines: format === 'jsonl' }));
  return { rows, names: fieldsIn(rows), encoding, list };
}

/** The path of the one list of objects in a JSON object; undefined where the file is a list, or GeoJSON. */
function listIn(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRow(value) || value['type'] === 'FeatureCollection') return undefined;
  const paths = fieldsIn([value]).filter((path) => {
    const inner = valueIn(value, path);
    return Array.isArray(inner) && inner.some(isRow);
  });
  return paths.length === 1 ? paths[0] : undefined;
}
