import { mkdirSync, writeFileSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { FuseState } from '@electron/fuses/dist/constants.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN_KEY } from '../../sync/contract/key-files.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { holdsCity, root, startCommand, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, settled, watchedWindow } from '../harness/window.ts';
import { filesBelow, filesInside } from '../package/contents.ts';
import { packaged } from '../package/packaged.ts';

/**
 * The package itself, as `npm run package -- --stand-in` makes it, with another program in Electron's place: what is in it, and
 * that its shell, its host and its pages run from it alone, with no clone and no `node_modules` above them.
 */
const WINDOWS = process.platform === 'win32';
/** How large it may be without Electron's own files, bytes. */
const MOST = 60e6;

let place: Awaited<ReturnType<typeof scratch>>;
let folder: string;
let resources: string;
let executable: string;
let files: Map<string, number>;

beforeAll(async () => {
  place = await scratch('package');
  folder = packaged(['--stand-in'], place.folder);
  resources = path.join(folder, 'resources');
  executable = path.join(folder, WINDOWS ? 'Citywall.exe' : 'citywall');
  files = filesBelow(folder);
});
afterAll(() => place?.remove());

describe('the package', () => {
  it('is small: nothing travels that is bundled already', () => {
    const own = [...files].filter(([file]) => path.join(folder, file) !== executable && file !== 'version');
    const size = own.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(size).toBeGreaterThan(1e6);
    expect(size).toBeLessThan(MOST);
    expect([...files.keys()].filter((file) => /\.(map|ts|vue|[ch](pp)?|gypi?|[ao])$/.test(file))).toEqual([]);
    const modules = [...files.keys()].flatMap((file) => /node_modules\/([^/]+)/.exec(file)?.[1] ?? []);
    expect([...new Set(modules)]).toEqual(['better-sqlite3']);
    expect([...files.keys()].filter((file) => file.endsWith('.node'))).toEqual([
      `resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
    ]);
  });

  it('has the shell alone in the archive that the fuses hold to its hash', () => {
    expect(filesInside(path.join(resources, 'app.asar'))).toEqual(['dist/electron/main.mjs', 'package.json']);
  });

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(executable);
    const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      cookies: on(FuseV1Options.EnableCookieEncryption),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      archiveAlone: on(FuseV1Options.OnlyLoadAppFromAsar),
      fileRights: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookies: true,
      nodeOptions: false,
      inspect: false,
      integrity: true,
      archiveAlone: true,
      fileRights: false,
    });
  });

  it('brings our licence, those of all that is bundled, and the icon', () => {
    const licences = readFileSync(path.join(folder, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
    for (const name of [
      'maplibre-gl',
      'earcut',
      'd3-shape',
      '@vue/runtime-core',
      'socket.io',
      'better-sqlite3',
    ])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(licences).toMatch(/^@fontsource\/be-vietnam-pro .*\(OFL-1\.1\)$/m);
    expect(readFileSync(path.join(folder, 'LICENSE.txt'), 'utf8')).toContain('Apache License');
    expect(files.get('resources/app.asar.unpacked/assets/icon/256x256.png')).toBeGreaterThan(500);
  });
});

describe('the packaged wall', () => {
  let browser: Browser;
  let wall: Program;
  const start = (): Promise<Program> => {
    const archive = path.join(resources, 'app.asar');
    const double = pathToFileURL(path.join(root, 'build', 'harness', 'electron-double.ts')).href;
    return startCommand(
      process.execPath,
      [
        ...['--import', double, path.join(archive, 'dist', 'electron', 'main.mjs')],
        // As an AppImage is started where the kernel lets Chromium make no sandbox.
        ...['--no-sandbox', '--port', '0', '--data', path.join(place.folder, 'data'), '--cases', '3000'],
      ],
      folder,
    );
  };

  beforeAll(async () => {
    browser = await headless();
    // Node cannot look into an archive: its own files, and no others, in a folder of its name.
    const archive = path.join(resources, 'app.asar');
    const inside = filesInside(archive).map((file) => [file, extractFile(archive, file)] as const);
    renameSync(archive, `${archive}.file`);
    for (const [file, bytes] of inside) {
      mkdirSync(path.dirname(path.join(archive, file)), { recursive: true });
      writeFileSync(path.join(archive, file), bytes);
    }
    wall = await start();
    await holdsCity(wall);
  });
  afterAll(async () => {
    await browser?.close();
    await wall?.stop();
  });

  it('has no menu', () => {
    expect(wall.told()).toContain('menu null');
  });

  it('has the key of personal parts sealed by the system, and nowhere open', () => {
    const there = readdirSync(path.join(place.folder, 'data', 'wall'));
    expect(there).toContain(OWN_KEY.sealed);
    expect(there).not.toContain(OWN_KEY.open);
  });

  it('starts nothing where one byte of its host is another', async () => {
    const file = path.join(resources, 'app.asar.unpacked', 'dist', 'host', 'wall.mjs');
    const bytes = readFileSync(file);
    try {
      writeFileSync(file, Buffer.concat([bytes, Buffer.from(' ')]));
      await expect(start()).rejects.toThrow(/program-altered.*dist\/host\/wall\.mjs/s);
    } finally {
      writeFileSync(file, bytes);
    }
  });

  it('opens three screens, and every board is drawn with its data', async () => {
    const addresses = await until('three windows', () => {
      const told = wall.told().flatMap((line) => /^window (.*)$/.exec(line)?.[1] ?? []);
      return told.length === 3 && told;
    });
    expect(addresses).toEqual([1, 2, 3].map((screen) => `${wall.address}?screen=${screen}`));
    for (const address of addresses) {
      const { page, foreign, troubles } = await watchedWindow(
        browser,
        `127.0.0.1:${wall.port}`,
        [1920, 1080],
      );
      await page.goto(address);
      await everyTile(page, 'has data', (tile) => tile.content === 'data' && tile.picture);
      await settled(page);
      expect([...foreign, ...troubles]).toEqual([]);
      await page.close();
    }
  });
});
