/** A canvas pattern: stripes of one colour on the ground of another, for what is estimated or not over. */
export interface Hatch {
  image: HTMLCanvasElement;
  repeat: 'repeat';
}

const made = new Map<string, Hatch>();
/** Themes by sizes: more than this were never asked for at once. */
const MOST = 32;

/** Stripes at 45 degrees, `width` CSS pixels wide and as far apart; one pattern for each colour and width. */
export function hatch(colour: string, ground: string, width: number): Hatch {
  const key = `${colour} ${ground} ${width.toFixed(1)}`;
  const held = made.get(key);
  if (held !== undefined) return held;
  const image = document.createElement('canvas');
  const side = Math.max(4, Math.round(width * 2 * Math.SQRT2));
  image.width = side;
  image.height = side;
  const pen = image.getContext('2d');
  if (pen !== null) {
    pen.fillStyle = ground;
    pen.fillRect(0, 0, side, side);
    pen.strokeStyle = colour;
    pen.lineWidth = side / (2 * Math.SQRT2);
    pen.beginPath();
    // One stripe across and two at its corners: the pattern meets itself.
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift - 1, side + 1);
      pen.lineTo(shift + side + 1, -1);
    }
    pen.stroke();
  }
  if (made.size >= MOST) made.clear();
  const pattern: Hatch = { image, repeat: 'repeat' };
  made.set(key, pattern);
  return pattern;
}
