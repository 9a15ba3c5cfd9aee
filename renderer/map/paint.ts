import { heatColour, onScale } from './colours.ts';
import type { Density } from './density.ts';

/** Below this share of the scale's top there is nothing to see. */
const CLEAR = 0.004;

/** A density as pixels, red, green, blue and alpha a byte each; `top` is the scale's, in cases per km². */
export function pixelsOf({ values }: Density, top: number, dark: boolean): Uint8ClampedArray<ArrayBuffer> {
  const table = new Uint8ClampedArray(256 * 4);
  for (let i = 0; i < 256; i += 1) {
    const [r, g, b, alpha] = heatColour(i / 255, dark);
    table.set([r, g, b, 255 * alpha], 4 * i);
  }
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, i) => {
    if (value < CLEAR * top) return;
    const at = 4 * Math.round(255 * onScale(value, top));
    pixels.set(table.subarray(at, at + 4), 4 * i);
  });
  return pixels;
}

/** Paints a density onto a canvas, which takes its size. */
export function paint(density: Density, top: number, dark: boolean, canvas: HTMLCanvasElement): void {
  canvas.width = density.columns;
  canvas.height = density.rows;
  const image = new ImageData(pixelsOf(density, top, dark), density.columns, density.rows);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
