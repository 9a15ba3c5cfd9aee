import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** A package whose code stands in the product, and what must be said of it. */
export interface Bundled {
  name: string;
  version: string;
  /** As its `package.json` declares it, an SPDX expression as a rule. */
  licence: string;
  /** The text of its licence files; where it brings none, who wrote it. */
  text: string;
}

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  /** How it was written before 2015; some packages still do. */
  licenses: z.array(z.object({ type: z.string() })).optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
});

/** The last `node_modules/NAME` of a path; a bundler's own mark may stand before it. */
const FOLDER = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** These come with their own dependencies built in: a bundler sees one file of them alone. */
const PREBUILT = new Set(['d3-delaunay', 'maplibre-gl']);

/**
 * The packages to which files belong, each once, by name. Files of our own are passed over. Throws where a package declares
 * no licence.
 */
export function bundledIn(files: Iterable<string>, root: string): Bundled[] {
  const found = new Map<string, Bundled>();
  const take = (folder: string, whole: boolean): void => {
    const { bundled, needs } = packageIn(folder);
    const key = `${bundled.name} ${bundled.version}`;
    if (found.has(key)) return;
    found.set(key, bundled);
    if (!whole && !PREBUILT.has(bundled.name)) return;
    for (const name of needs) {
      const inside = path.join(folder, 'node_modules', name);
      take(existsSync(inside) ? inside : path.join(root, 'node_modules', name), true);
    }
  };
  for (const file of files) {
    const folder = FOLDER.exec(path.resolve(root, file.replaceAll('\0', '')))?.[1];
    if (folder !== undefined) take(folder, false);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a package says of itself, and the packages it needs at run time; types are no code. */
function packageIn(folder: string): { bundled: Bundled; needs: string[] } {
  const declared = manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  const { name, version, author, dependencies } = declared;
  const licence = declared.license ?? declared.licenses?.map(({ type }) => type).join(' OR ');
  if (licence === undefined) throw new Error(`${name} is bundled, and its package.json declares no licence.`);
  const text = textsIn(folder).join('\n\n') || `By ${author ?? `the authors of ${name}`}.`;
  const needs = Object.keys(dependencies).filter((needed) => !needed.startsWith('@types/'));
  return { bundled: { name, version, licence, text }, needs };
}

/** The licence files of a package, and those in a folder of that name: what it took over itself. */
function textsIn(folder: string): string[] {
  const found = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => LICENCE_FILE.test(name));
  return found.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? textsIn(file) : [readFileSync(file, 'utf8').trim()];
  });
}

/** What may ship: licences that ask for no more than that they and their authors be named. */
const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Zlib'],
  ...['Unlicense', 'CC0-1.0', 'OFL-1.1'],
]);

/** Whether an SPDX expression, as packages write it, lets a package ship. One that is more than and/or does not. */
export function mayShip(licence: string): boolean {
  const plain = licence.replace(/^\((.*)\)$/, '$1');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one.trim())));
}

/** Throws where the licence of a package is not among those that may ship, and names it. */
export function refuseLicences(packages: readonly Bundled[]): void {
  const refused = packages.filter(({ licence }) => !mayShip(licence));
  if (refused.length === 0) return;
  const each = refused.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join(', ');
  throw new Error(`${each}: not a licence that may ship (build/package/licences.ts). Take another package.`);
}

const RULE = '-'.repeat(80);

/** The file that travels with the product. */
export function licencesText(packages: readonly Bundled[]): string {
  const head = [
    'Citywall is under the Apache License 2.0 (LICENSE.txt). These are the packages of others whose code it',
    'contains, and their licences. better-sqlite3 contains SQLite, which is in the public domain. Electron and',
    'Chromium bring their own files beside this one.',
  ];
  const each = packages.map(({ name, version, licence, text }) =>
    [RULE, `${name} ${version} (${licence})`, '', text.replaceAll('\r\n', '\n'), ''].join('\n'),
  );
  return [...head, '', ...each].join('\n');
}

/** The names of the packages in such a file. */
export const namesIn = (text: string): string[] =>
  text
    .split(`${RULE}\n`)
    .slice(1)
    .flatMap((part) => /^\S+/.exec(part)?.[0] ?? []);
