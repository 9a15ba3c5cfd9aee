import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import type { CaseRecord, CityRecord, MeasureRecord } from '../../contract/records.ts';
import { AREAS } from './fixture.ts';

/** Tuesday 10 November 2026, 11:00 in the city. */
export const at = Date.parse('2026-11-10T04:00:00Z');
export const midnight = Date.parse('2026-11-09T17:00:00Z');

export function aCase(id: string, openedAt: number, more: Partial<CaseRecord> = {}): CaseRecord {
  const base = { kind: 'case', service: 's1', rev: 1, status: 'received', category: 'flood' } as const;
  return { ...base, id, openedAt, ...more };
}

export function measure(
  indicator: string,
  period: string,
  value: number,
  more: Partial<MeasureRecord> = {},
): MeasureRecord {
  const base = { kind: 'measure', subject: 'city', territory: 'now', rev: 1, reportedAt: at - DAY } as const;
  const said = { status: 'official', provenance: 'published', source: 'Report' } as const;
  return { ...base, ...said, indicator, period, value, ...more };
}

/**
 * Months from January 2024 to October 2026: about a hundred each, and in the last year about seventy, so that what
 * is planned for it will be missed.
 */
export function tooSlow(indicator: string): MeasureRecord[] {
  return Array.from({ length: 34 }, (_, i) => {
    const month = `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`;
    return measure(indicator, month, (i < 24 ? 100 : 70) + (i % 2 === 0 ? 1 : -1));
  });
}

/** Seven weeks of one flood a morning at a1 and one noise at a2; today ten floods at a1, most handled by u2. */
export function floodMorning(): CityRecord[] {
  const records: CityRecord[] = [];
  for (let day = 1; day <= 49; day++) {
    const openedAt = midnight - day * DAY + 9 * HOUR;
    const done = { dueAt: openedAt + DAY, closedAt: openedAt + 6 * HOUR };
    records.push(aCase(`f${day}`, openedAt, { area: 'a1', unit: 'u1', ...done }));
    const late = { dueAt: openedAt + HOUR, closedAt: openedAt + 6 * HOUR };
    records.push(aCase(`n${day}`, openedAt, { category: 'noise', area: 'a2', unit: 'u3', ...late }));
  }
  for (let i = 0; i < 10; i++)
    records.push(
      aCase(`t${i}`, midnight + 9 * HOUR + i * MINUTE, {
        ...{ area: 'a1', unit: i < 3 ? 'u1' : 'u2' },
        dueAt: i < 4 ? at - MINUTE : at + (i < 7 ? HOUR : 3 * DAY),
      }),
    );
  records.push(measure('onTime', '2026-10', 10, { territory: 'old' }));
  records.push(...tooSlow('spent'), measure('spent', '2026-10M', 700), measure('onTime', '2026-10', 97));
  records.push(measure('fires', '2026-10', 11, { provenance: 'demo' }));
  for (const [i, area] of AREAS.entries())
    records.push(measure('vaccinated', '2026-10', 80 + i, { subject: area, provenance: 'demo' }));
  return records;
}
