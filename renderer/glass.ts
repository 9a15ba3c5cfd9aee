import { computed, onBeforeUnmount, onMounted, provide, ref, watchEffect, type Ref } from 'vue';
import { GRID_LINES, type Glass } from '../sync/contract/legibility.ts';
import type { Shape } from './boards/placement.ts';
import { MANNER, PALETTES, properties, scaleFor, type Manner, type Theme } from './ui/index.ts';

/** The glass a window is taken to be on until the wall says which: the default screen of a wall. */
export const DEFAULT_GLASS: Glass = { diagonalInches: 165, resolution: [1920, 1080], viewingDistanceM: 5 };

/**
 * Provides the manner of this window to all below it and keeps the page's CSS properties to it.
 * `shape` is which arrangement of a board the window takes.
 */
export function useGlass(glass: () => Glass, theme: () => Theme): { manner: Ref<Manner>; shape: Ref<Shape> } {
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
  return { manner, shape: computed(() => shapeOf(size.value, manner.value.scale.lines)) };
}

/** A window wider than this many times its height is several screens as one. */
const WIDE = 2.5;

/** The arrangement a window takes: by how many lines of running text it holds, then by its form. */
export function shapeOf({ width, height }: { width: number; height: number }, lines: number): Shape {
  if (lines < GRID_LINES) return 'sparse';
  if (height > width) return 'portrait';
  return width / height > WIDE ? 'wide' : 'grid';
}
