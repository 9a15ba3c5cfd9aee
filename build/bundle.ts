import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as vite } from 'vite';

/**
 * Builds the product into `dist/`: `host/` (the two programs and their worker threads), `electron/` (the
 * shells) and `renderer/` (the pages). What is tested end to end is what is packaged.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Left outside the bundles: native code, what Electron itself provides, and the browser driver. */
const EXTERNAL = ['better-sqlite3', 'electron', 'playwright-core'];

/**
 * Bundled CommonJS packages ask for Node's modules by `require`; an ES module has none of its own. Under a name of ours, since
 * packages import its maker under its own.
 */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

async function programs(folder: string, entries: readonly string[]): Promise<void> {
  const outdir = path.join(root, 'dist', folder);
  await rm(outdir, { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    // Side by side, wherever their sources are: a program finds its threads' beside itself.
    entryPoints: Object.fromEntries(entries.map((entry) => [path.basename(entry, '.ts'), entry])),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: EXTERNAL,
    banner: { js: REQUIRE },
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

await Promise.all([
  programs('host', [
    ...['wall', 'city'].map((name) => `sync/host/${name}.ts`),
    ...['writer', 'reader', 'checker'].map((name) => `sync/host/threads/${name}.ts`),
  ]),
  programs('electron', ['electron/main.ts', 'electron/start.ts']),
  vite({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' }),
]);
