// The one entry of every npm script: installs and builds what is lacking, then runs the task under the
// Node that npm brought (24), whatever Node started this file (20.19 or newer). No dependencies, so that
// it runs in an empty clone.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);
/** Who started us, as it was before installing and building, which may take minutes. */
const family = ancestors();
const say = (line) => process.stderr.write(`citywall: ${line}\n`);

/** A task: whether it needs the built product, and the command line Node 24 is given. */
const TASKS = {
  start: { built: true, run: ['dist/electron/start.mjs'] },
  city: { built: true, run: ['dist/host/city.mjs'] },
  audit: { built: true, run: ['dist/host/audit.mjs'] },
  people: { built: true, run: ['dist/host/people.mjs'] },
  test: { built: true, run: ['build/test.ts'] },
  check: { built: false, run: ['build/check.ts'] },
  chaos: { built: true, run: ['build/chaos/main.ts'] },
  bench: { built: true, bench: true, run: ['build/bench/main.ts'] },
  backtest: { built: false, run: ['build/backtest/main.ts'] },
  detect: { built: false, run: ['build/detect/main.ts'] },
  screenshots: { built: true, run: ['build/screenshots/main.ts'] },
  areas: { built: false, run: ['build/areas/main.ts'] },
  rooms: { built: false, run: ['build/rooms/main.ts'] },
  package: { built: true, run: ['build/package/main.ts'] },
  icons: { built: false, run: ['build/package/icons.ts'] },
  build: { built: true, run: null },
};

const name = process.argv[2] ?? '';
const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
if (task === undefined) {
  say(`no such task: ${name || '(none)'}; one of ${Object.keys(TASKS).join(', ')}`);
  process.exit(2);
}

install(root, 'node_modules', 'the packages');
if (task.bench) install(at('build/bench'), 'build/bench/node_modules', 'the peers to measure against');
const node = node24();
if (task.built) build(node);
if (task.run !== null) run(node, [...task.run, ...process.argv.slice(3)]);

/** Runs `npm ci` where the lock file is newer than what is installed. No package's own scripts are run. */
function install(folder, modules, what) {
  const done = at(modules, '.package-lock.json');
  const lock = path.join(folder, 'package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) return;
  const started = Date.now();
  say(`installing ${what}, once; this takes about a minute ...`);
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = npm?.endsWith('js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: folder, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) {
    say(`installing failed (npm ci in ${folder} ended with ${result.status ?? result.error?.message}).`);
    say('Is the npm registry within reach? Run the same command again once it is.');
    process.exit(1);
  }
  // npm dates what it installs by the lock file; from now on it counts as installed now.
  utimesSync(done, new Date(), new Date());
  say(`installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** The Node 24 that came as a package; this one where it is new enough and there is none for the platform. */
function node24() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = at(
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin',
    platform === 'win' ? 'node.exe' : 'node',
  );
  if (existsSync(file)) return file;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  say(
    `no Node 24 comes as a package for ${process.platform}-${process.arch}: install Node 24 and run this again.`,
  );
  process.exit(1);
}

/** Builds `dist/` where a source is newer than the last build. */
function build(node24Path) {
  const stamp = at('dist', '.built');
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  const sources = [
    ...['sync', 'renderer', 'electron', 'package-lock.json', 'vite.config.ts'],
    ...['build/bundle.ts', 'build/package/licences.ts'],
  ];
  if (sources.every((source) => newest(at(source)) <= built)) return;
  const started = Date.now();
  say('building ...');
  rmSync(stamp, { force: true });
  const begun = new Date();
  const result = spawnSync(node24Path, [at('build/bundle.ts')], { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    say('the build failed; its messages are above.');
    process.exit(1);
  }
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(stamp, begun.toISOString());
  utimesSync(stamp, begun, begun);
  say(`built in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** The newest modification time below a file or folder, milliseconds. */
function newest(file) {
  if (!existsSync(file)) return 0;
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(file).reduce((latest, entry) => Math.max(latest, newest(path.join(file, entry))), 0);
}

/** Runs a program to its end in this group, passing on what ends it; ends it when our own parent dies. */
function run(node24Path, args) {
  const env = {
    ...process.env,
    PATH: `${path.dirname(node24Path)}${path.delimiter}${process.env.PATH ?? ''}`,
  };
  const child = spawn(node24Path, args, { cwd: root, stdio: 'inherit', env });
  const orphaned = setInterval(() => {
    if (ancestors() !== family) child.kill('SIGTERM');
  }, 500);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    say(`could not start ${args[0]}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    clearInterval(orphaned);
    process.exit(signal === null ? (code ?? 1) : 128);
  });
}

/**
 * Our parent and its parent, as text: npm puts a shell between itself and us, which outlives a killed npm.
 * Where there is no `/proc`, the parent alone.
 */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`;
  } catch {
    return String(process.ppid);
  }
}
