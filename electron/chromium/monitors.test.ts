import { expect, it } from 'vitest';
import { candidates } from './find.ts';
import { parseMonitors } from './monitors.ts';

it('reads monitors with their names and places', () => {
  const text = `Monitors: 3
 0: +*left 1920/500x1080/280+0+0  screen
 1: +DP-2 3840/1200x2160/700+1920+0  DP-2
 2: HDMI-1 1080/290x1920/520+-1080+0  HDMI-1
`;
  expect(parseMonitors(text)).toEqual([
    { id: '0', name: 'left', bounds: { x: 0, y: 0, width: 1920, height: 1080 } },
    { id: '1', name: 'DP-2', bounds: { x: 1920, y: 0, width: 3840, height: 2160 } },
    { id: '2', name: 'HDMI-1', bounds: { x: -1080, y: 0, width: 1080, height: 1920 } },
  ]);
  expect(parseMonitors('Monitors: 0\n')).toEqual([]);
});

it('looks for browsers where each system keeps them, the configured one first', () => {
  const linux = candidates('linux', { PATH: '/usr/bin:/bin', CHROME_PATH: '/opt/chrome' });
  expect(linux[0]).toBe('/opt/chrome');
  expect(linux).toContain('/usr/bin/chromium');
  expect(candidates('win32', { PROGRAMFILES: 'C:\\Program Files' })).toContain(
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  );
});
