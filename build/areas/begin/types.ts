import type { Area } from '../../../sync/contract/profile.ts';

/** Words before a name that say what kind of place it is. */
const TYPES: readonly (readonly [RegExp, Area['type']])[] = [
  [/^(phường|p\.|ward)\s+/iu, 'ward'],
  [/^(xã|thị trấn|commune)\s+/iu, 'commune'],
  [/^(đặc khu)\s+/iu, 'specialZone'],
  [/^(quận|huyện|thị xã|thành phố|district)\s+/iu, 'district'],
];

/** What kind of place a name is of, and the name without saying so; one that is nothing but a number keeps its kind. */
export function typed(name: string): { type: Area['type']; plain: string } {
  const composed = name.normalize('NFC');
  const [begins, type] = TYPES.find(([word]) => word.test(composed)) ?? [null, 'neighbourhood' as const];
  const rest = begins === null ? composed : composed.replace(begins, '').trim();
  return { type, plain: /\p{L}/u.test(rest) ? rest : composed };
}
