import { computed } from 'vue';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import type { Palette } from '../ui/index.ts';
import { aroundTone } from './around.ts';
import type { Camera, Rect } from './camera.ts';
import { glowOf, groundOf, hexOf, outlinesOf, under, type Painted } from './ground.ts';
import { inkOn, type Ink } from './ink.ts';

/** A map as it is painted now. */
export interface Scenery {
  painted: readonly Painted[];
  shapes: AreaShapes;
  palette: Palette;
  /** The top of the heat's scale, cases per km². */
  top: number;
  dark: boolean;
}

/** How texts are to be set on a map that changes, and where its areas are. */
export interface Readable {
  /** What stands out and what is quiet have their usual colour where it reads; then the other way round. */
  ink: (rect: Rect, loud: boolean) => Ink;
  /** Whether a text in this room would stand on one kind of ground. */
  clear: (rect: Rect) => boolean;
  /** How much of a text in this room would cover what stands out, 0 to 1. */
  glow: (rect: Rect) => number;
  /** The box around an area on a camera's view, pixels. */
  boxOf: (area: string, camera: Camera) => Rect | undefined;
}

/** Follows a map and says how texts on it are to be set. */
export function useReadable(scenery: () => Scenery): Readable {
  const ground = computed(() => {
    const { painted, shapes, palette, top, dark } = scenery();
    const tones = {
      ground: hexOf(palette.ground),
      land: hexOf(palette.raised),
      around: aroundTone(palette),
      top,
      dark,
    };
    return groundOf(painted, shapes, tones);
  });
  const inks = computed(() => {
    const { text, quiet, faint, ground: paper } = scenery().palette;
    return { loud: [text, paper].map(hexOf), still: [faint, quiet, text, paper].map(hexOf) };
  });
  const glows = computed(() => {
    const { painted, shapes, top } = scenery();
    return glowOf(painted, shapes, top);
  });
  const boxes = new WeakMap<Camera, ReadonlyMap<string, Rect>>();
  const ink = (rect: Rect, loud: boolean): Ink =>
    inkOn(under(rect).map(ground.value), loud ? inks.value.loud : inks.value.still);
  return {
    ink,
    clear: (rect) => ink(rect, true).edge !== 'firm',
    glow(rect) {
      const places = under(rect);
      return places.filter(glows.value).length / places.length;
    },
    boxOf(area, camera) {
      const held =
        boxes.get(camera) ?? new Map(outlinesOf(scenery().shapes, camera).map((o) => [o.id, o.box]));
      boxes.set(camera, held);
      return held.get(area);
    },
  };
}
