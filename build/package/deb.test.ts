import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { build } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scratch } from '../harness/profile-copy.ts';
import { root } from '../harness/programs.ts';
import { CONFIG } from './config.ts';

/** What electron-builder would have fpm put into the deb, whose own download not every network allows. */
async function debOrder(): Promise<string[]> {
  const place = await scratch('deb');
  const tree = path.join(place.folder, 'linux-unpacked');
  mkdirSync(path.join(tree, 'resources'), { recursive: true });
  let order: string[] = [];
  try {
    await build({
      projectDir: root,
      publish: 'never',
      linux: ['deb'],
      prepackaged: tree,
      config: { ...CONFIG, directories: { output: place.folder } },
      effectiveOptionComputed: (computed: unknown) => {
        order = z.tuple([z.array(z.string()), z.string()]).parse(computed)[0];
        return Promise.resolve(true);
      },
    });
  } finally {
    await place.remove();
  }
  return order;
}

describe.skipIf(process.platform !== 'linux')('the deb', () => {
  it('has a name, a maintainer, a homepage, a licence, a description, an entry in the menu and icons', async () => {
    const order = await debOrder();
    const said = (option: string): string | undefined => order[order.indexOf(option) + 1];
    expect(said('--name')).toBe('citywall');
    expect(said('--version')).toMatch(/^\d+\.\d+\.\d+$/);
    expect(said('--maintainer')).toBe('The Citywall authors <authors@citywall.example>');
    expect(said('--url')).toBe('https://citywall.example');
    expect(said('--license')).toBe('Apache-2.0');
    expect(said('--description')).toContain('operations centre');
    expect(order.some((file) => file.endsWith('=/usr/share/applications/citywall.desktop'))).toBe(true);
    for (const size of [16, 32, 48, 64, 128, 256, 512])
      expect(order).toContain(
        `${root}assets/icon/${size}x${size}.png=/usr/share/icons/hicolor/${size}x${size}/apps/citywall.png`,
      );
  });
});
