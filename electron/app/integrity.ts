import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** An entry of an archive's head: a folder, or a file with its hash; `unpacked` lies beside the archive. */
interface Entry {
  files?: Record<string, Entry>;
  unpacked?: boolean;
  integrity?: { algorithm: string; hash: string };
}

/** Cities are for people to change, and are read as data. */
const OTHERS = new Set(['assets']);

/**
 * The files beside an archive that are not as they were packed: changed, gone, or not of it. The archive's head names each with
 * its hash, and is itself held to a hash by Electron where it can (Windows, macOS).
 */
export function altered(archive: string): string[] {
  const expected = hashesIn(headOf(archive));
  const beside = `${archive}.unpacked`;
  const found = readdirSync(beside, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(beside, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !OTHERS.has(file.split('/')[0] ?? ''));
  const wrong = found.filter((file) => sha256(path.join(beside, file)) !== expected.get(file));
  const gone = [...expected.keys()].filter((file) => !found.includes(file));
  return [...wrong, ...gone].sort();
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** The head of an archive: JSON after four lengths of four bytes, the last of which is its own. */
function headOf(archive: string): Entry {
  // To Electron an archive is a folder; here it is the file.
  process.noAsar = true;
  try {
    const bytes = readFileSync(archive);
    return JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Entry;
  } finally {
    process.noAsar = false;
  }
}

/** The hashes of the files that lie beside the archive, by their paths with `/`. */
function hashesIn(entry: Entry, at = ''): Map<string, string> {
  const hashes = new Map<string, string>();
  for (const [name, next] of Object.entries(entry.files ?? {})) {
    const file = at === '' ? name : `${at}/${name}`;
    if (OTHERS.has(file)) continue;
    if (next.files !== undefined) for (const [below, hash] of hashesIn(next, file)) hashes.set(below, hash);
    else if (next.unpacked) hashes.set(file, next.integrity?.hash ?? '');
  }
  return hashes;
}
