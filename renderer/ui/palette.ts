/**
 * The colours of the wall. Red, amber, green and grey are state and nothing else, on the whole wall, and always stand with a
 * shape and a word: `states.ts` alone names them. `palette.test.ts` holds every text colour to its contrast.
 */
export interface Palette {
  ground: string;
  surface: string;
  raised: string;
  line: string;
  text: string;
  quiet: string;
  faint: string;
  /** The one accent: today's curve, the newest value. */
  accent: string;
  /** Plain bars: the accent, quieter. */
  bar: string;
  track: string;
  /** The end of a scale of counts in cells, which begins at the track: text is written on all of it. */
  scale: string;
  /** The usual band. */
  band: string;
  red: string;
  amber: string;
  green: string;
  grey: string;
}

export type Theme = 'dark' | 'light';

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  dark: {
    ground: '#050a13',
    surface: '#0a1322',
    raised: '#111d31',
    line: '#22314d',
    text: '#f2f6fc',
    quiet: '#b9c5d9',
    faint: '#93a1b8',
    accent: '#66b9ff',
    bar: '#3f73b8',
    track: '#131f35',
    scale: '#2f6ab0',
    band: '#1f3556',
    red: '#ff7373',
    amber: '#ffb04d',
    green: '#45dba0',
    grey: '#a3afc3',
  },
  light: {
    ground: '#f5f7fb',
    surface: '#ffffff',
    raised: '#e8edf5',
    line: '#c8d2e1',
    text: '#0b1524',
    quiet: '#354257',
    faint: '#525f75',
    accent: '#0a58a8',
    bar: '#4b82c6',
    track: '#dde5f0',
    scale: '#4f8acd',
    band: '#c6d8f0',
    red: '#b01c27',
    amber: '#8a4a00',
    green: '#08643d',
    grey: '#566173',
  },
};

/** WCAG 2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast of two colours `#rrggbb`, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}
