import { expect, it } from 'vitest';
import { onDisk } from './launcher.ts';

it.each([
  ['/opt/Citywall/resources/app.asar', '/opt/Citywall/resources/app.asar.unpacked'],
  [
    'C:\\Citywall\\resources\\app.asar\\dist\\host\\wall.mjs',
    'C:\\Citywall\\resources\\app.asar.unpacked\\dist\\host\\wall.mjs',
  ],
  ['/opt/Citywall/resources/app.asar.unpacked/dist', '/opt/Citywall/resources/app.asar.unpacked/dist'],
  ['/home/wall/citywall/dist/host/wall.mjs', '/home/wall/citywall/dist/host/wall.mjs'],
])('%s lies on the disk as %s', (named, lies) => {
  expect(onDisk(named)).toBe(lies);
});
