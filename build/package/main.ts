import { rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build } from 'electron-builder';
import { optionsOf, refuse } from '../harness/options.ts';
import { root } from '../harness/programs.ts';
import { CONFIG } from './config.ts';
import { standIn, withStandIn } from './stand-in.ts';

const USAGE = `npm run package: the installers of this machine's system, into dist/packages

  npm run package -- [options]

  --stand-in    with another program in Electron's place, where its binary cannot be fetched: the unpacked folder alone
  --dir         the unpacked folder alone, no installers
  --electron DIR
                the unpacked folder of Electron's binary, instead of fetching it
  --output DIR  where to put it
  --help        this text
`;

const values = optionsOf('package', {
  'stand-in': { type: 'boolean', default: false },
  dir: { type: 'boolean', default: false },
  electron: { type: 'string' },
  output: { type: 'string' },
  help: { type: 'boolean', default: false },
});

if (values['stand-in'] && values.electron !== undefined)
  refuse('package', '--stand-in and --electron: Electron is either there or stood in for');

async function main(): Promise<void> {
  const output = path.resolve(values.output ?? path.join(root, 'dist', 'packages'));
  const config = { ...CONFIG, directories: { output } };
  const temporary = path.join(output, '.stand-in');
  try {
    await build({
      projectDir: root,
      dir: values.dir || values['stand-in'],
      publish: 'never',
      config: values['stand-in']
        ? withStandIn(config, await standIn(temporary))
        : { ...config, electronDist: values.electron ?? null },
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

if (values.help) process.stdout.write(USAGE);
else await main();
