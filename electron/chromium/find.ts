import { access, constants } from 'node:fs/promises';
import path from 'node:path';

const LINUX = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser', 'microsoft-edge'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** Where a Chromium, Chrome or Edge may lie on this machine, likeliest first. `CHROME_PATH` comes before all. */
export function candidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  const own = env.CHROME_PATH === undefined ? [] : [env.CHROME_PATH];
  if (platform === 'darwin') return [...own, ...MAC];
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (r) => r !== undefined,
    );
    return [...own, ...roots.flatMap((root) => WINDOWS.map((file) => path.win32.join(root, file)))];
  }
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder !== '');
  return [...own, ...LINUX.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)))];
}

/** The first candidate that can be run, or null. */
export async function findChromium(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  for (const file of candidates(platform, env)) {
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return null;
}
