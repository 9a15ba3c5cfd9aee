export { MANNER, useManner, type Manner } from './manner.ts';
export { PALETTES, type Palette, type Theme } from './palette.ts';
export { usePicture } from './picture.ts';
export { useSize, useWidth } from './size.ts';
export { properties, scaleFor, type Scale } from './scale.ts';
