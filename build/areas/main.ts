import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CitywallError } from '../../sync/contract/errors.ts';
import { area, type AreaShapes } from '../../sync/contract/profile.ts';
import { schematic } from './schematic.ts';

const USAGE = 'node build/areas/main.ts schematic PROFILE_DIR';

/** One feature a line, so that a changed place shows as one changed line. */
function written(shapes: AreaShapes): string {
  const { type, origin, features } = shapes;
  const lines = features.map((f) => JSON.stringify(f)).join(',\n');
  return `{"type":${JSON.stringify(type)},"origin":${JSON.stringify(origin)},"features":[\n${lines}\n]}\n`;
}

/** Writes `areas.geojson` into a profile folder from its `areas.json`: middles and areas, no boundary. */
function main(command: string | undefined, folder: string | undefined): void {
  if (command !== 'schematic' || folder === undefined)
    throw new CitywallError('option-invalid', { what: 'what to draw is not named', hint: `usage: ${USAGE}` });
  const file = path.join(folder, 'areas.json');
  const places = z.array(area).safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!places.success)
    throw new CitywallError('profile-invalid', {
      what: z.prettifyError(places.error),
      where: file,
      hint: 'a list of areas, each with id, name, type, centroid and areaKm2',
    });
  const target = path.join(folder, 'areas.geojson');
  writeFileSync(target, written(schematic(places.data)));
  process.stdout.write(`${target}: ${places.data.length} areas\n`);
}

try {
  main(process.argv[2], process.argv[3]);
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
}
