import type { Area, AreaShapes } from '../../../sync/contract/profile.ts';
import type { ImportOptions } from '../options.ts';
import { withFormer, withOwnShape } from '../former.ts';
import { readPlaces, readShapes, writeShapes } from '../profile-files.ts';
import { schematic } from '../schematic.ts';
import { asShapes } from './as-shapes.ts';
import { readBoundaries } from './boundaries.ts';
import { report } from './report.ts';
import { textOf } from './text.ts';

/**
 * Brings a city's own boundaries into a profile folder, saying unit by unit what came of it. 0 where they were written (or would
 * have been), 1 where they have faults and nothing was. Raises `profile-invalid`, and `boundaries-invalid` for a file of no use.
 */
export function bringIn(
  { file, profile, origin, crs, dryRun, partial }: ImportOptions,
  say: (line: string) => void,
): 0 | 1 {
  const { areas: all, city } = readPlaces(profile);
  // Former areas are drawn along the borders of what succeeded them, whatever those are.
  const areas = withOwnShape(all);
  const findings = readBoundaries(textOf(file), file, areas, city, crs);
  for (const line of report(findings, file)) say(line);
  const lacking = findings.units.filter(({ faults }) => faults.length > 0).map(({ area }) => area);
  if (lacking.length > 0 && !partial) {
    say(
      'nothing written: every area needs exactly one sound shape; correct the file, or see --partial in --help',
    );
    return 1;
  }
  const instead = lacking.length === 0 ? NONE : present(profile, areas);
  // Neighbours and the sea stay where they are; water is as the boundaries have it.
  const around = readShapes(profile).around;
  const shapes: AreaShapes = {
    ...withFormer(all, asShapes(areas, findings.shapes, origin, instead)),
    ...(around && { around: { ...around, water: [] } }),
  };
  for (const shape of shapes.features) {
    const area = lacking.find(({ id }) => id === shape.properties.id);
    if (area) say(`${area.id} ${area.name.vi} keeps the shape it has, of origin: ${shape.properties.origin}`);
  }
  const amount = `${findings.shapes.length} areas, ${findings.before} positions simplified to ${findings.after}`;
  say(dryRun ? `nothing written (--dry-run): ${amount}` : `${writeShapes(profile, shapes)}: ${amount}`);
  return 0;
}

const NONE: AreaShapes = { type: 'FeatureCollection', origin: 'none', features: [] };

/** The shapes that a profile has now; schematic ones where they are not one for every area. */
function present(profile: string, areas: readonly Area[]): AreaShapes {
  const shapes = readShapes(profile);
  const known = new Set(shapes.features.map(({ properties }) => properties.id));
  return areas.every(({ id }) => known.has(id)) ? shapes : schematic(areas);
}
