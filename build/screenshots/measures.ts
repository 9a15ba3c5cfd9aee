import type { Page } from 'playwright-core';

/** What a board asks of whoever looks at it for ten seconds, measured on the page. */
export interface Measured {
  /** Words on the board and in the head: what holds a letter or a digit, between spaces. */
  words: number;
  /** The sizes of type, CSS pixels, the smallest first; shapes of marks are no type. */
  sizes: number[];
  /** Texts whose contrast is below 4.5:1 (3:1 where they are large), and shapes of marks below 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
  faint: string[];
  /** Shapes of marks and numbers on the map that lie on another. */
  covered: string[];
  /** The largest rectangle of the board in which nothing stands, as a share of the board. */
  empty: { share: number; where: string };
  /** Parts of a key, and words on invented data, for which a panel had no room. */
  dropped: string[];
}

/** At most so many sizes of type on a board. */
const SIZES = 3;
/** At most so much of a board lies fallow in one piece. */
const FALLOW = 1 / 6;

/** Reads a page; runs in the browser, so that it holds all it needs. */
function read(): Measured {
  type Rgb = [number, number, number];
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const colours = new Map<string, [...Rgb, number]>();
  const colour = (text: string): [...Rgb, number] => {
    const held = colours.get(text);
    if (held !== undefined) return held;
    if (pen === null) return [0, 0, 0, 0];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
    const made: [...Rgb, number] = [r, g, b, a / 255];
    colours.set(text, made);
    return made;
  };
  const over = (top: [...Rgb, number], below: Rgb): Rgb => {
    const [r, g, b, a] = top;
    const mix = (x: number, y: number): number => x * a + y * (1 - a);
    return [mix(r, below[0]), mix(g, below[1]), mix(b, below[2])];
  };
  const luminance = (rgb: Rgb): number => {
    const [r = 0, g = 0, b = 0] = rgb.map((v) => {
      const c = v / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: Rgb, b: Rgb): number => {
    const [x, y] = [luminance(a), luminance(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };
  /** Rows are measured unseen, one over the other: those are not there. */
  const drawn = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return seen && box.width > 0 && box.height > 0;
  };
  /** What lies behind a point of an element: shapes of its own drawing that were drawn before it, then backgrounds above it. */
  const behind = (element: Element, x: number, y: number): Rgb | null => {
    const svg = element.closest('svg');
    const stack: [...Rgb, number][] = [];
    if (svg !== null) {
      for (const shape of svg.querySelectorAll('rect, circle, path, polygon')) {
        if ((element.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_PRECEDING) === 0) continue;
        const box = shape.getBoundingClientRect();
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
        if (shape instanceof SVGGeometryElement) {
          const matrix = shape.getScreenCTM();
          if (matrix === null) continue;
          const point = new DOMPoint(x, y).matrixTransform(matrix.inverse());
          if (!shape.isPointInFill(point)) continue;
        }
        const style = getComputedStyle(shape);
        if (style.fill === 'none' || style.fill.startsWith('url')) continue;
        const [r, g, b, a] = colour(style.fill);
        stack.push([r, g, b, a * Number(style.fillOpacity) * Number(style.opacity)]);
      }
    }
    const grounds: [...Rgb, number][] = [];
    for (let up: Element | null = element; up !== null; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.backgroundImage !== 'none') return null;
      const ground = colour(style.backgroundColor);
      if (ground[3] > 0) grounds.push(ground);
      if (ground[3] === 1) break;
    }
    let base: Rgb = [0, 0, 0];
    for (const layer of [...grounds.reverse(), ...stack]) base = over(layer, base);
    return base;
  };

  let words = 0;
  const sizes = new Set<number>();
  const faint: string[] = [];
  const dropped: string[] = [];
  const filled: DOMRect[] = [];
  const whereOf = (element: Element): string =>
    element.closest('[data-panel]')?.getAttribute('data-panel') ?? 'the head';

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (element === null || text === '') continue;
    const style = getComputedStyle(element);
    if (!drawn(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    // What is cut off by a frame that shows one line, or by the screen, is not there.
    let gone = box.bottom < 0 || box.top > innerHeight;
    for (let up: Element | null = element; up !== null; up = up.parentElement) {
      const cut = getComputedStyle(up);
      if (cut.overflowX === 'visible' && cut.overflowY === 'visible' && cut.clipPath === 'none') continue;
      const frame = up.getBoundingClientRect();
      gone ||= box.top > frame.bottom - box.height * 0.5 || frame.width <= 1;
    }
    if (gone) {
      const part = element.closest('.key, .stamp, .demo, .legend');
      if (part !== null && whereOf(element) !== 'the head')
        dropped.push(`${whereOf(element)}: ${text.slice(0, 40)}`);
      continue;
    }
    filled.push(...range.getClientRects());
    const shape = element.closest('.shape') !== null;
    const scale = element instanceof SVGGraphicsElement ? Math.abs(element.getScreenCTM()?.a ?? 1) : 1;
    const px = parseFloat(style.fontSize) * scale;
    if (!shape && /[\p{L}\p{N}]/u.test(text)) {
      words += text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      sizes.add(Math.round(px * 2) / 2);
    }
    const ink = element instanceof SVGElement ? style.fill : style.color;
    // A halo makes its own ground; what is written on the map's own canvas cannot be read here.
    if (element.closest('.city-map') !== null || style.paintOrder.startsWith('stroke')) continue;
    const ground = behind(element, box.left + box.width / 2, box.top + box.height / 2);
    if (ground === null) continue;
    const ratio = contrast(over(colour(ink), ground), ground);
    const large = px >= 24 || (px >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (shape || large ? 3 : 4.5) - 0.05)
      faint.push(`${whereOf(element)}: ${text.slice(0, 30)} (${ratio.toFixed(1)}:1)`);
  }

  const covered: string[] = [];
  const marks = [...document.querySelectorAll('.mark .shape, .ring')].filter(drawn);
  marks.forEach((a, i) => {
    const p = a.getBoundingClientRect();
    for (const b of marks.slice(i + 1)) {
      if (a.closest('svg')?.parentElement !== b.closest('svg')?.parentElement) continue;
      const q = b.getBoundingClientRect();
      const x = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (x <= 0 || y <= 0) continue;
      if (x * y > 0.25 * Math.min(p.width * p.height, q.width * q.height)) covered.push(whereOf(a));
    }
  });

  const board = document.querySelector('[data-board]');
  let empty: Measured['empty'] = { share: 0, where: '' };
  if (board !== null) {
    const frame = board.getBoundingClientRect();
    for (const one of board.querySelectorAll('*')) {
      if (one.childElementCount > 0 && !['svg', 'canvas'].includes(one.localName)) {
        const style = getComputedStyle(one);
        if (colour(style.backgroundColor)[3] < 0.1 && style.backgroundImage === 'none') continue;
      }
      // A drawing is there as its parts are; the map's canvas as a whole.
      if (one.localName === 'svg' || one.closest('defs') !== null || !drawn(one)) continue;
      if (!(one instanceof SVGElement) && one.localName !== 'canvas') {
        const style = getComputedStyle(one);
        if (colour(style.backgroundColor)[3] < 0.1 && style.backgroundImage === 'none') continue;
      }
      filled.push(one.getBoundingClientRect());
    }
    const [across, down] = [96, 54];
    const free = Array.from({ length: down }, () => Array.from({ length: across }, () => true));
    for (const box of filled) {
      const column = (x: number): number => ((x - frame.left) / frame.width) * across;
      const row = (y: number): number => ((y - frame.top) / frame.height) * down;
      for (
        let r = Math.max(0, Math.floor(row(box.top)));
        r < Math.min(down, Math.ceil(row(box.bottom)));
        r += 1
      )
        for (
          let c = Math.max(0, Math.floor(column(box.left)));
          c < Math.min(across, Math.ceil(column(box.right)));
          c += 1
        )
          (free[r] ?? [])[c] = false;
    }
    // The largest rectangle under a histogram, row by row.
    const heights = Array.from({ length: across }, () => 0);
    let best = { area: 0, row: 0, column: 0 };
    free.forEach((line, r) => {
      line.forEach((is, c) => (heights[c] = is ? (heights[c] ?? 0) + 1 : 0));
      for (let from = 0; from < across; from += 1) {
        let low = Infinity;
        for (let to = from; to < across; to += 1) {
          low = Math.min(low, heights[to] ?? 0);
          if (low === 0) break;
          const area = low * (to - from + 1);
          if (area > best.area) best = { area, row: r - low / 2, column: (from + to) / 2 };
        }
      }
    });
    const x = frame.left + ((best.column + 0.5) / across) * frame.width;
    const y = frame.top + ((best.row + 0.5) / down) * frame.height;
    const tile = [...board.querySelectorAll('[data-panel]')].find((one) => {
      const box = one.getBoundingClientRect();
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    empty = {
      share: best.area / (across * down),
      where: tile?.getAttribute('data-panel') ?? 'between panels',
    };
  }
  return { words, sizes: [...sizes].sort((a, b) => a - b), faint, covered, empty, dropped };
}

/** Measures the board on a page. */
export const measure = (page: Page): Promise<Measured> => page.evaluate(read);

/** What is wrong with a board as measured, as sentences. Where nothing is held, that much of it is empty says nothing. */
export function measuredFaults(measured: Measured, holds: boolean): string[] {
  const { sizes, faint, covered, empty, dropped } = measured;
  const found = [
    ...(sizes.length > SIZES
      ? [`${sizes.length} sizes of type: ${sizes.map((px) => px.toFixed(1)).join(', ')}`]
      : []),
    ...faint.map((text) => `too faint in ${text}`),
    ...covered.map((where) => `a mark lies on another in ${where}`),
    ...(holds && empty.share > FALLOW
      ? [`${(empty.share * 100).toFixed(0)} % of the board lies fallow at ${empty.where}`]
      : []),
    ...dropped.map((text) => `no room in ${text}`),
  ];
  const counts = new Map<string, number>();
  for (const fault of found) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return [...counts].map(([fault, n]) => (n === 1 ? fault : `${fault} (${n} times)`));
}
