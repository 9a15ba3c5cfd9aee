import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as vite, type Plugin } from 'vite';
import { bundledIn, licencesText, refuseLicences } from './package/licences.ts';

/**
 * Builds the product into `dist/`: `host/` (the programs and their worker threads), `electron/` (the
 * shells), `renderer/` (the pages), and the licences of the packages that are in them. What is tested end to end is
 * what is packaged.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Left outside the bundles: native code, what Electron itself provides, and the browser driver. */
const EXTERNAL = ['better-sqlite3', 'electron', 'playwright-core'];

/** Outside the bundles, and in the package all the same. */
const CARRIED = ['node_modules/better-sqlite3/package.json'];

/**
 * Bundled CommonJS packages ask for Node's modules by `require`; an ES module has none of its own. Under a name of ours, since
 * packages import its maker under its own.
 */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** Bundles programs; resolves with the files of which something is in them. */
async function programs(folder: string, entries: readonly string[]): Promise<string[]> {
  const outdir = path.join(root, 'dist', folder);
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await bundle({
    absWorkingDir: root,
    // Side by side, wherever their sources are: a program finds its threads' beside itself.
    entryPoints: Object.fromEntries(entries.map((entry) => [path.basename(entry, '.ts'), entry])),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // A package's ES modules before its CommonJS: some wrap the latter so that their own parts are not found.
    mainFields: ['module', 'main'],
    external: EXTERNAL,
    banner: { js: REQUIRE },
    sourcemap: 'linked',
    logLevel: 'warning',
    metafile: true,
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
}

/** Builds the pages; resolves with the files that are in them: scripts, and what was taken over whole, as fonts are. */
async function pages(): Promise<string[]> {
  const files: string[] = [];
  const noting: Plugin = {
    name: 'citywall:files',
    generateBundle(_options, made) {
      for (const part of Object.values(made))
        files.push(
          ...(part.type === 'chunk'
            ? part.moduleIds
            : part.originalFileNames.map((file) => path.join('renderer', file))),
        );
    },
  };
  await vite({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn', plugins: [noting] });
  return files;
}

const files = await Promise.all([
  programs('host', [
    ...['wall', 'city', 'audit', 'people', 'provider'].map((name) => `sync/host/${name}.ts`),
    ...['writer', 'reader', 'checker', 'passwords'].map((name) => `sync/host/threads/${name}.ts`),
  ]),
  programs('electron', ['electron/main.ts', 'electron/start.ts']),
  pages(),
]);
const bundled = bundledIn([...files.flat(), ...CARRIED], root);
refuseLicences(bundled);
await writeFile(path.join(root, 'dist', 'THIRD-PARTY-LICENCES.txt'), licencesText(bundled));
