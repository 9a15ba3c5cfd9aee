import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../harness/profile-copy.ts';
import { bundledIn, licencesText, mayShip, namesIn, refuseLicences } from './licences.ts';

let place: Awaited<ReturnType<typeof scratch>>;

/** A package as it lies in `node_modules`. */
function put(name: string, manifest: object, files: Record<string, string> = {}): void {
  const folder = path.join(place.folder, 'node_modules', name);
  for (const [file, text] of Object.entries({
    'package.json': JSON.stringify({ name, version: '1.0.0', ...manifest }),
    ...files,
  })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}

beforeAll(async () => {
  place = await scratch('licences');
  put(
    'plain',
    { license: 'MIT' },
    { LICENSE: 'Copyright A\r\nPermission ...', 'licenses/LICENSE-d3': 'Of d3' },
  );
  put('@some/scoped', { license: 'ISC', author: { name: 'B' } });
  put('old', { licenses: [{ type: 'MIT' }, { type: 'X11' }] }, { 'licence.md': 'Old words' });
  put('maplibre-gl', { license: 'BSD-3-Clause', dependencies: { inside: '*', '@types/no': '*' } });
  put('inside', { license: 'ISC', dependencies: { deeper: '*' } });
  put('deeper', { license: 'ISC' });
  put('secret', {});
});
afterAll(() => place.remove());

const names = (...files: string[]): string[] => bundledIn(files, place.folder).map(({ name }) => name);

describe('the packages that are bundled', () => {
  it('are found from files, each once, and our own passed over', () => {
    expect(
      names(
        'sync/host/wall.ts',
        'node_modules/plain/b.js',
        'node_modules/plain/a.js',
        path.join(place.folder, 'node_modules', '@some', 'scoped', 'dist', 'x.css'),
        '\0plugin:helper',
      ),
    ).toEqual(['@some/scoped', 'plain']);
  });

  it('bring those that are built into them', () => {
    expect(names('node_modules/maplibre-gl/dist/maplibre-gl.mjs')).toEqual([
      'deeper',
      'inside',
      'maplibre-gl',
    ]);
  });

  it('are told with every text they bring, or their author', () => {
    const text = licencesText(
      bundledIn(
        ['node_modules/plain/a.js', 'node_modules/@some/scoped/a.js', 'node_modules/old/a.js'],
        place.folder,
      ),
    );
    expect(text).toContain('plain 1.0.0 (MIT)\n\nCopyright A\nPermission ...\n\nOf d3\n');
    expect(text).toContain('@some/scoped 1.0.0 (ISC)\n\nBy B.\n');
    expect(text).toContain('old 1.0.0 (MIT OR X11)\n\nOld words\n');
    expect(namesIn(text)).toEqual(['@some/scoped', 'old', 'plain']);
  });

  it('stop the build where one declares no licence', () => {
    expect(() => names('node_modules/secret/a.js')).toThrow(
      'secret is bundled, and its package.json declares no licence',
    );
  });
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['MIT AND OFL-1.1', true],
  ['MIT AND GPL-3.0', false],
  ['AGPL-3.0', false],
  ['SEE LICENSE IN README', false],
])('%s may ship: %s', (licence, may) => {
  expect(mayShip(licence)).toBe(may);
  const one = [{ name: 'copyleft', version: '1.0.0', licence, text: '' }];
  if (may) expect(() => refuseLicences(one)).not.toThrow();
  else expect(() => refuseLicences(one)).toThrow(`copyleft 1.0.0 (${licence})`);
});
