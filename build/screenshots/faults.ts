import type { Page } from 'playwright-core';
import { arcminOf, FLOOR_ARCMIN, type Glass } from '../../sync/contract/legibility.ts';

/** A screen as boards are judged on: 165 inches across a 16:9 picture, seen from 5 m. */
const JUDGED = { diagonalInches: 165, viewingDistanceM: 5 } as const;

/** A head on a lying screen is less high than this, in lines of its text: what wraps to two moves the whole board. */
const HEAD_LINES = 1.8;

/** Less than this, in pixels, is rounding and not an overlap or a clip. */
const SLACK = 2;

/** A text as the page has it: its lines' boxes are [left, top, right, bottom]. */
interface Seen {
  text: string;
  px: number;
  clipped: boolean;
  where: string;
  lines: [number, number, number, number][];
}

interface Found {
  size: [number, number];
  scroll: boolean;
  /** The head's height in lines of its own text; null where there is no head. */
  headLines: number | null;
  texts: Seen[];
  tiles: { id: string; box: [number, number, number, number] }[];
}

/**
 * What is on the page: every visible text with its size and whether it is cut, and every tile's box. With `within`,
 * only what is in elements of this selector, each a frame of its own wherever on the page it is.
 */
function look({ slack, within }: { slack: number; within: string | null }): Found {
  const root = document.documentElement;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Found['texts'] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? '';
    const element = node.parentElement;
    const own = within === null ? null : (element?.closest(within) ?? null);
    if (text === '' || element === null || (within !== null && own === null)) continue;
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || Number(style.opacity) === 0) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const edge = own?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
    let clipped =
      box.left < edge.left - slack ||
      box.top < edge.top - slack ||
      box.right > edge.right + slack ||
      box.bottom > edge.bottom + slack;
    let leftOut = false;
    let wraps = false;
    for (let up: Element | null = element; up !== own && up !== null; up = up.parentElement) {
      const cut = getComputedStyle(up);
      wraps ||= cut.flexWrap === 'wrap';
      if (cut.overflowX === 'visible' && cut.overflowY === 'visible') continue;
      const frame = up.getBoundingClientRect();
      // In a line that wraps where only its first line shows, what does not fit goes as a whole.
      leftOut ||= wraps && box.top > frame.bottom - slack;
      clipped ||=
        box.left < frame.left - slack ||
        box.right > frame.right + slack ||
        box.top < frame.top - slack - box.height * 0.2 ||
        box.bottom > frame.bottom + slack + box.height * 0.2;
    }
    if (leftOut) continue;
    // A picture with a view box has units of its own.
    const scale = element instanceof SVGGraphicsElement ? Math.abs(element.getScreenCTM()?.a ?? 1) : 1;
    texts.push({
      text: text.slice(0, 40),
      px: parseFloat(style.fontSize) * scale,
      clipped,
      lines: [...range.getClientRects()].map((r) => [r.left, r.top, r.right, r.bottom]),
      where: element.closest('[data-panel]')?.getAttribute('data-panel') ?? 'the head',
    });
  }
  const tiles = [...document.querySelectorAll('[data-panel]')].map((tile) => {
    const box = tile.getBoundingClientRect();
    return {
      id: tile.getAttribute('data-panel') ?? '',
      box: [box.left, box.top, box.right, box.bottom] as [number, number, number, number],
    };
  });
  // A wall's picture walks by a hair once a minute, so that no edge burns in: that is none of its size.
  const wall = document.querySelector('.screen');
  const { e: right, f: down } = new DOMMatrix(wall === null ? '' : getComputedStyle(wall).transform);
  const over = (page: number, window: number, walked: number): boolean =>
    page > window + Math.max(0, walked) + slack;
  const scroll = over(root.scrollWidth, innerWidth, right) || over(root.scrollHeight, innerHeight, down);
  const head = document.querySelector('.screen > header');
  const headLines =
    head === null
      ? null
      : head.getBoundingClientRect().height / (parseFloat(getComputedStyle(head).fontSize) * 1.35);
  return { size: [innerWidth, innerHeight], scroll, headLines, texts, tiles };
}

/** What is wrong with the texts in every element of a selector on a page, as sentences: cut, or below the floor. */
export async function faultsWithin(page: Page, within: string): Promise<string[]> {
  const { texts, size } = await page.evaluate(look, { slack: SLACK, within });
  return textFaults(texts, { ...JUDGED, resolution: size });
}

/** How much of the lower of two lines may lie over the other: diacritics and descenders have room of their own. */
const OVER = 0.4;

/** Texts of one tile that are written over each other. */
function overlaps(texts: readonly Seen[]): string[] {
  const found: string[] = [];
  texts.forEach((a, i) => {
    for (const b of texts.slice(i + 1)) {
      if (a.where !== b.where) continue;
      const over = a.lines.some((p) =>
        b.lines.some((q) => {
          const x = Math.min(p[2], q[2]) - Math.max(p[0], q[0]);
          const y = Math.min(p[3], q[3]) - Math.max(p[1], q[1]);
          return x > SLACK && y > OVER * Math.min(p[3] - p[1], q[3] - q[1]);
        }),
      );
      if (over) found.push(`written over each other in ${a.where}: ${a.text} / ${b.text}`);
    }
  });
  return found;
}

function textFaults(texts: readonly Seen[], glass: Glass): string[] {
  const each = texts.flatMap(({ text, px, clipped, where }) => {
    const arcmin = arcminOf(px, glass);
    return [
      ...(arcmin < FLOOR_ARCMIN - 0.1 ? [`too small (${arcmin.toFixed(1)}′) in ${where}: ${text}`] : []),
      ...(clipped ? [`cut off in ${where}: ${text}`] : []),
    ];
  });
  return [...each, ...overlaps(texts)];
}

/**
 * What is wrong with the board on a page, as sentences. A window is taken as the judged glass, standing where it stands;
 * one that is more than a 16:9 screen wide is several of them side by side.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const found = await page.evaluate(look, { slack: SLACK, within: null });
  const [width, height] = found.size;
  const resolution =
    height > width ? ([width, (width * 16) / 9] as const) : ([(height * 16) / 9, height] as const);
  const judged = { ...JUDGED, resolution };
  const faults: string[] = [];
  if (found.scroll) faults.push('the page scrolls');
  if (width > height && found.headLines !== null && found.headLines > HEAD_LINES)
    faults.push('the head takes two lines');
  faults.push(...textFaults(found.texts, judged));
  for (const a of found.tiles)
    for (const b of found.tiles) {
      if (a.id >= b.id) continue;
      const x = Math.min(a.box[2], b.box[2]) - Math.max(a.box[0], b.box[0]);
      const y = Math.min(a.box[3], b.box[3]) - Math.max(a.box[1], b.box[1]);
      if (x > SLACK && y > SLACK) faults.push(`tiles ${a.id} and ${b.id} overlap`);
    }
  return faults;
}
