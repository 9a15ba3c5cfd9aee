import { CitywallError } from '../../contract/errors.ts';
import type { Found } from './csv.ts';
import { Unreadable, valueIn, type Row } from './values.ts';

/** What is read of a JSON besides its text. */
export interface JsonForm {
  /** As for a CSV; `must` where no record can do without. */
  needs: readonly { names: readonly string[]; purpose: string; must: boolean }[];
  /** The path of the list of cases, where the file is an object that holds it. */
  rows?: string | undefined;
  /** Whether each line is a JSON of its own. */
  lines: boolean;
}

/**
 * Reads the cases of a JSON: an array of objects, a GeoJSON FeatureCollection (the place of each is its `geometry`), or JSON lines. A
 * number that no machine's number can hold stays the text that it is. Throws CitywallError `replay-invalid` where it is no such
 * thing, or where no record has a field that is needed.
 */
export function readJson(file: string, text: string, { needs, rows, lines }: JsonForm): Found[] {
  const found = lines ? linesOf(text) : listOf(file, text, rows);
  const whole = found.flatMap((one) => ('row' in one && isRow(one.row) ? [one.row] : []));
  for (const { names, purpose, must } of whole.length === 0 ? [] : needs) {
    if (!must || whole.some((row) => names.some((name) => valueIn(row, name) !== undefined))) continue;
    throw invalid(
      file,
      `no record has ${names.map((name) => `"${name}"`).join(' or ')}, which replay.json takes for ${purpose}; there are ${pathsOf(whole)}`,
      'Correct "fields" in replay.json: a path such as "fields.id" leads into an object, "point" names a field that holds both degrees.',
    );
  }
  return found;
}

function listOf(file: string, text: string, rows: string | undefined): Found[] {
  const hint =
    'It should be a JSON array of cases, GeoJSON, JSON lines (a name that ends in .jsonl), or a CSV (.csv).';
  let value: unknown;
  try {
    value = parsed(text);
  } catch (cause) {
    const lines = linesOf(text);
    if (lines.length > 1 && lines[0] !== undefined && 'row' in lines[0]) return lines;
    throw invalid(
      file,
      `the recording is not JSON: ${cause instanceof Error ? cause.message : ''}`,
      hint,
      cause,
    );
  }
  const list = isRow(value) ? (rows === undefined ? featuresOf(value) : valueIn(value, rows)) : value;
  if (Array.isArray(list))
    return list.map((row: unknown, index) => ({ line: null, at: `index ${index}`, row: rowOf(row) }));
  const inside = isRow(value) ? Object.keys(value).filter((key) => Array.isArray(valueIn(value, key))) : [];
  const better = inside.map((key) => `"rows": "${key}"`).join(' or ');
  throw invalid(
    file,
    rows === undefined ? 'the recording is not an array' : `the recording has no array at "${rows}"`,
    better === '' ? hint : `Set ${better} in replay.json, if these are the cases.`,
  );
}

const featuresOf = (value: Row): unknown =>
  value['type'] === 'FeatureCollection' ? value['features'] : value;

/** A feature of GeoJSON is what its properties say, and its geometry; anything else is itself. */
function rowOf(value: unknown): unknown {
  if (!isRow(value) || value['type'] !== 'Feature' || !isRow(value['properties'])) return value;
  return { geometry: value['geometry'], id: value['id'], ...value['properties'] };
}

function linesOf(text: string): Found[] {
  return text.split(/\r\n|\n|\r/).flatMap((content, index): Found[] => {
    if (content.trim() === '') return [];
    const found = { line: index + 1, at: `line ${index + 1}` };
    try {
      return [{ ...found, row: rowOf(parsed(content)) }];
    } catch {
      return [{ ...found, fault: new Unreadable('notJson', '', 'the line is not JSON') }];
    }
  });
}

/** `JSON.parse` with the source text of each primitive, which the types do not know yet. */
const parse: (
  text: string,
  reviver: (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown,
) => unknown = JSON.parse;

const parsed = (text: string): unknown =>
  parse(text, (_key, value, context) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? (context?.source ?? value)
      : value,
  );

/** The fields that records have, also those within objects, for whoever looks for the right one. */
export function fieldsIn(rows: readonly Row[]): string[] {
  const paths = new Set<string>();
  for (const row of rows.slice(0, 100))
    for (const [name, value] of Object.entries(row))
      if (isRow(value)) for (const inner of Object.keys(value)) paths.add(`${name}.${inner}`);
      else paths.add(name);
  return [...paths];
}

function pathsOf(rows: readonly Row[]): string {
  const paths = fieldsIn(rows);
  const shown = paths.slice(0, 20).map((path) => `"${path}"`);
  return shown.join(', ') + (paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '');
}

export function isRow(row: unknown): row is Row {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}

function invalid(file: string, what: string, hint: string, cause?: unknown): CitywallError {
  return new CitywallError('replay-invalid', { what, where: file, hint }, { cause });
}
