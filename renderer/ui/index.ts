export { MANNER, useManner, type Manner } from './manner.ts';
export { PALETTES, type Palette, type Theme } from './palette.ts';
export { nextPicture, usePicture, type Picture } from './picture.ts';
export { useWidth } from './width.ts';
export { properties, scaleFor, type Scale } from './scale.ts';
