import type { Place } from '../../sync/contract/place.ts';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import type { Camera } from './camera.ts';
import { pathOf } from './land.ts';
import type { RingSpot } from './overlay.ts';

/** Where something on a map leads, and what it says when it is pointed at. */
export interface Lead {
  to: Place;
  label: string;
}
/** A part of a map that leads somewhere: its outline, as an SVG path. */
export interface MapLink extends Lead {
  key: string;
  d: string;
}

/** Areas that lead somewhere, as one view shows them. */
export const areaLinks = (
  { features }: AreaShapes,
  camera: Camera,
  leadOf: (area: string) => Lead | null,
): MapLink[] =>
  features.flatMap((feature) => {
    const { id } = feature.properties;
    const lead = leadOf(id);
    return lead === null ? [] : [{ key: id, d: pathOf(feature, camera), ...lead }];
  });

const circle = ([x, y]: readonly [number, number], r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

/** Hot spots that lead somewhere: where each is, and its number where that stands beside it. */
export const spotLinks = (rings: readonly RingSpot[]): MapLink[] =>
  rings.flatMap(({ spot, at, ring, badge, label }) => {
    if (spot.to === undefined) return [];
    const { title, what, much, number } = spot;
    const beside = label === null ? '' : circle([label.rect.x + badge, label.rect.y + badge], badge);
    const d = circle(at, Math.max(ring, badge)) + beside;
    return [{ key: `spot ${number}`, d, to: spot.to, label: `${number}. ${title}: ${what}, ${much}` }];
  });
