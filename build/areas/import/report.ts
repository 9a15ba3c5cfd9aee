import type { Findings, UnitFinding } from './boundaries.ts';
import type { FaultKind } from './faults.ts';

const COLUMN = 14;

/** One line a unit, the sound ones first, then the rest of the file, then a summary. For a person at a terminal. */
export function report({ units, notes, unmatched, elsewhere, features }: Findings, file: string): string[] {
  const sound = units.filter(({ faults }) => faults.length === 0);
  const faulty = units.filter(({ faults }) => faults.length > 0);
  return [
    `${file}: ${counted(features, 'feature')} for ${counted(units.length, 'area')}`,
    ...notes.map((note) => line('note', note)),
    ...sound.map(matched),
    ...faulty.flatMap((unit) => unit.faults.map(({ kind, says }) => line(kind, `${titled(unit)}: ${says}`))),
    ...unmatched.map(({ feature, fault }) => line(fault.kind, `feature ${feature.number}: ${fault.says}`)),
    ...(elsewhere > 0
      ? [line('elsewhere', `${counted(elsewhere, 'feature')} outside the city, left out`)]
      : []),
    [
      `${sound.length} of ${units.length} areas have one sound shape`,
      ...kinds(faulty, unmatched.length),
    ].join('; '),
  ];
}

function matched(unit: UnitFinding): string {
  const alias = unit.alias === undefined ? '' : `; called ${unit.alias} there`;
  const notes = unit.features.flatMap((feature) => feature.notes).map((note) => `; ${note}`);
  return line(
    'matched',
    `${titled(unit)}: feature ${unit.features[0]?.number}, by ${unit.by}${alias}${notes.join('')}`,
  );
}

/** How many units have each kind of fault, as words. */
function kinds(faulty: readonly UnitFinding[], unmatched: number): string[] {
  const numbers = new Map<FaultKind, number>();
  for (const { faults } of faulty)
    for (const kind of new Set(faults.map((fault) => fault.kind)))
      numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
  if (unmatched > 0) numbers.set('unmatched', unmatched);
  return [...numbers].map(([kind, n]) => `${n} ${kind}`);
}

const titled = ({ area: { id, name } }: UnitFinding): string => `${id} ${name.vi}`;
const line = (kind: string, says: string): string => `${kind.padEnd(COLUMN)} ${says}`;
const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
