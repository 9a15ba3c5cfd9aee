import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { getRawHeader } from '@electron/asar';

/** The files below a folder and their sizes in bytes, by their paths from it with `/`. */
export function filesBelow(folder: string): Map<string, number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [path.relative(folder, file).replaceAll(path.sep, '/'), statSync(file).size];
      }),
  );
}

type Entry = ReturnType<typeof getRawHeader>['header']['files'][string];

/** The files that an archive itself holds, without those that it only names as lying unpacked beside it. */
export function filesInside(archive: string): string[] {
  const below = (entry: Entry, at: string): string[] => {
    if ('files' in entry)
      return Object.entries(entry.files).flatMap(([name, next]) => below(next, `${at}/${name}`));
    return 'unpacked' in entry && entry.unpacked ? [] : [at.slice(1)];
  };
  return below(getRawHeader(archive).header, '').sort();
}
