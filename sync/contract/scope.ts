import type { CityRecord } from './records.ts';

/** The part of a city that one wall holds: a unit with all below it, and all that these took over from. */
export interface Scope {
  /** The code of the unit whose part it is. */
  unit: string;
  /** That unit, those below it, and those they took over from. */
  units: readonly string[];
  /** The areas these govern, and those that these took over from. */
  areas: readonly string[];
  /** The indicators these lead. */
  indicators: readonly string[];
}

/**
 * Whether a record belongs to a part of the city: a case in the hands of one of its units; a measure about one of its units
 * or areas, or of an indicator that one of its units leads; an asset in one of its areas;
 * what is asked of one of its units. A personal part names no unit: it
 * belongs to none by itself, and is kept with its case; changes of the profile and deletions belong to every part.
 */
export function belongs({ units, areas, indicators }: Scope): (record: CityRecord) => boolean {
  const [ofUnits, ofAreas, led] = [new Set(units), new Set(areas), new Set(indicators)];
  return (record) => {
    switch (record.kind) {
      case 'case':
        return record.unit !== undefined && ofUnits.has(record.unit);
      case 'measure':
        return led.has(record.indicator) || ofUnits.has(record.subject) || ofAreas.has(record.subject);
      case 'asset':
        return record.area !== undefined && ofAreas.has(record.area);
      case 'request':
        return ofUnits.has(record.unit);
      case 'personal':
        return false;
      case 'reference':
      case 'tombstone':
        return true;
    }
  };
}
