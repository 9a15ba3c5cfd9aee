import { computed, onBeforeUnmount, onMounted, provide, ref, watchEffect, type Ref } from 'vue';
import { GRID_LINES, type Glass } from '../sync/contract/legibility.ts';
import type { Shape } from './boards/placement.ts';
import { MANNER, PALETTES, properties, scaleFor, type Manner, type Scale, type Theme } from './ui/index.ts';

/** The glass a window is taken to be on until the wall says which: the default screen of a wall. */
export const DEFAULT_GLASS: Glass = { diagonalInches: 165, resolution: [1920, 1080], viewingDistanceM: 5 };

/**
 * Provides the manner of this window to all below it and keeps the page's CSS properties to it.
 * `shape` is which arrangement of a board the window takes.
 */
export function useGlass(
  glass: () => Glass,
  theme: () => Theme,
  choose: typeof shapeOf = shapeOf,
): { manner: Ref<Manner>; shape: Ref<Shape> } {
  const size = ref({ width: innerWidth, height: innerHeight });
  const resized = (): void => {
    size.value = { width: innerWidth, height: innerHeight };
  };
  onMounted(() => addEventListener('resize', resized));
  onBeforeUnmount(() => removeEventListener('resize', resized));
  const manner = computed(() => ({ scale: scaleFor(glass(), size.value), palette: PALETTES[theme()] }));
  provide(MANNER, manner);
  watchEffect(() => {
    const root = document.documentElement;
    root.style.colorScheme = theme();
    for (const [name, value] of Object.entries(properties(manner.value.scale, manner.value.palette)))
      root.style.setProperty(name, value);
  });
  return { manner, shape: computed(() => choose(size.value, manner.value.scale)) };
}

/** A window wider than this many times its height is several screens as one. */
const WIDE = 2.5;

type Size = Readonly<{ width: number; height: number }>;

/** The arrangement a window of a wall takes: by how many lines of running text it holds, then by its form. */
export function shapeOf({ width, height }: Size, { lines }: Pick<Scale, 'lines' | 'body'>): Shape {
  if (lines < GRID_LINES) return 'sparse';
  if (height > width) return 'portrait';
  return width / height > WIDE ? 'wide' : 'grid';
}

/** The columns of a board's grid want so many ems of running text side by side. */
const GRID_EMS = 70;

/** The arrangement a console takes: it scrolls, so that a board loses nothing, and only its breadth decides. */
export function deskShapeOf({ width, height }: Size, { body }: Pick<Scale, 'lines' | 'body'>): Shape {
  if (width / body < GRID_EMS) return 'portrait';
  return width / height > WIDE ? 'wide' : 'grid';
}
