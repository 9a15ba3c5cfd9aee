import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headless } from '../harness/browser.ts';
import { measure, measuredFaults, type Measured } from '../screenshots/measures.ts';

/** What `npm run screenshots` measures on a board, of pages made for it. */
let browser: Browser;
beforeAll(async () => {
  browser = await headless();
});
afterAll(() => browser.close());

async function measured(body: string): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 960, height: 540 } });
  try {
    const style =
      'body{margin:0;background:#000;color:#fff;font:20px sans-serif} [data-board]{position:relative;height:540px} ' +
      '[data-board] > *{position:absolute} p{margin:0}';
    await page.setContent(`<style>${style}</style><main data-board="b">${body}</main>`);
    return await measure(page);
  } finally {
    await page.close();
  }
}

test('words are what holds a letter or a digit; shapes of marks are neither words nor type', async () => {
  const found = await measured(
    '<p>142 phản ánh trễ hạn · <b style="font-size:40px">7 %</b></p>' +
      '<p style="top:90px"><span class="mark"><span class="shape" style="font-size:31px">●</span></span></p>',
  );
  expect(found.words).toBe(6);
  expect(found.sizes).toEqual([20, 40]);
});

test('four sizes of type are one too many', async () => {
  const lines = [12, 16, 20, 30].map((px, i) => `<p style="font-size:${px}px;top:${i * 50}px">abc</p>`);
  expect(measuredFaults(await measured(lines.slice(1).join('')), false)).toEqual([]);
  expect(measuredFaults(await measured(lines.join('')), false)).toEqual([
    '4 sizes of type: 12.0, 16.0, 20.0, 30.0',
  ]);
});

test('contrast is with what lies behind: the cell of a calendar, the bar of a drawing, the ground', async () => {
  const svg = (fill: string): string =>
    `<svg width="90" height="40" style="top:200px"><rect width="90" height="40" fill="${fill}"/><text x="9" y="28" fill="#fff">412</text></svg>`;
  const found = await measured(
    '<p style="background:#777;color:#888">cell</p><p style="top:60px;color:#777">ground</p>' +
      `<p style="top:120px;color:rgba(255,255,255,.2)">thin</p>${svg('#eee')}`,
  );
  expect(found.faint).toEqual(['the head: cell (1.3:1)', 'the head: thin (1.7:1)', 'the head: 412 (1.2:1)']);
  expect((await measured(svg('#222'))).faint).toEqual([]);
});

test('a mark that lies on another is found, two beside each other are not', async () => {
  const mark = (left: number): string =>
    `<span class="mark" style="left:${left}px"><span class="shape">●</span></span>`;
  expect((await measured(mark(0) + mark(4))).covered).toHaveLength(1);
  expect((await measured(mark(0) + mark(60))).covered).toEqual([]);
  const unseen = `<div style="visibility:hidden">${mark(4)}</div>`;
  expect((await measured(mark(0) + unseen)).covered).toEqual([]);
});

test('the largest fallow rectangle is told as a share of the board, with the panel it is in', async () => {
  const full = '<div style="inset:0 0 0 480px;background:#333"></div>';
  const found = await measured(`<div data-panel="half" style="inset:0 480px 0 0"></div>${full}`);
  expect(found.empty.share).toBeCloseTo(0.5, 1);
  expect(measuredFaults(found, true)).toEqual(['50 % of the board lies fallow at half']);
  expect(measuredFaults(found, false)).toEqual([]);
});

test('a part of a key, and a word on invented data, that a panel had no room for is told', async () => {
  const found = await measured(
    '<div data-panel="p" style="height:24px;width:300px;overflow:hidden"><div class="key">one<br></div><br>' +
      '<span class="demo">demo</span></div>',
  );
  expect(found.dropped).toEqual(['p: demo']);
  expect(found.words).toBe(1);
});
