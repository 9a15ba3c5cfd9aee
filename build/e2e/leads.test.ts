import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../harness/wait.ts';
import { seriousFaults } from './axe.ts';
import { boardShows, consoleStage, listShows } from './console-stage.ts';

/** What of a board leads on beside the marks of its rows: the map, the headline, and what an indicator's board is about. */
const stage = consoleStage('leads', { still: true });

async function open(query: string, slower: number): Promise<Page> {
  const { page } = await stage.open(query, [1440, 900]);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await boardShows(page);
  return page;
}
const AREAS = '[data-map-link]:not([data-map-link^="spot"])';

describe.each([1, 6])('on a machine %i times as slow', (slower) => {
  it('an area of the map leads to the cases that it counts, by mouse and by keyboard, and back', async () => {
    const page = await open('&board=map', slower);
    await page.waitForSelector(AREAS);
    const board = page.url();
    // The area that is reached by Tab, then another by an arrow key.
    await page.focus(`${AREAS}[tabindex="0"]`);
    await page.keyboard.press('ArrowRight');
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    const n = Number((/: ([\d.]+) /.exec(label)?.[1] ?? '').replaceAll('.', ''));
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-view="cases"]');
    await listShows(page);
    expect(Number(await page.getAttribute('[data-view="cases"]', 'data-total')), label).toBe(n);
    await page.goBack();
    await until('the board', () => page.url() === board);
    await page.waitForSelector(AREAS);
    const largest = await page.$$eval(`${AREAS} path`, (paths) => {
      const sizes = paths.map((path) => path.getBoundingClientRect());
      return sizes
        .map(({ width, height }) => width * height)
        .reduce((at, size, i, all) => (size > (all[at] ?? 0) ? i : at), 0);
    });
    await page.$$eval(
      `${AREAS} path`,
      (paths, at) => paths[at]?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
      largest,
    );
    await page.waitForSelector('[data-view="cases"]');
    await page.close();
  });

  it('another indicator is chosen on the board of one', async () => {
    const page = await open('&board=indicator', slower);
    const field = page.locator('[data-subject] [role="combobox"]');
    const before = await field.inputValue();
    await field.click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until('its address', () => page.url().includes('subject='));
    expect(await page.locator('[data-subject] [role="combobox"]').inputValue()).not.toBe(before);
    await page.close();
  });
});

it.each([
  ['overview', /còn ([\d.]+) chỉ tiêu nguy cơ/],
  ['fields-units', /([\d.]+) đơn vị khác/],
])('what %s has no room for leads to all of it, which says what it is of, and back', async (board, said) => {
  const page = await open(`&board=${board}`, 1);
  const rest = page.locator('.rows > .footer a[data-drill]', { hasText: said }).first();
  const n = Number(said.exec((await rest.textContent()) ?? '')?.[1]?.replaceAll('.', ''));
  const panel = await rest.evaluate((link) => link.closest('[data-panel]')?.getAttribute('data-panel'));
  const shown = await page.$$eval(`[data-panel="${panel}"] .row:not(.hidden)`, (rows) => rows.length);
  const there = page.url();
  await rest.focus();
  await page.keyboard.press('Enter');
  await until('the panel alone', async () => (await page.$$('[data-panel]')).length === 1);
  await page.waitForSelector(`[data-panel="${panel}"][data-content="data"]`);
  const all = await page.$$eval(`[data-panel="${panel}"] .row:not(.hidden)`, (rows) => rows.length);
  expect(all).toBeGreaterThanOrEqual(shown + n);
  expect(await page.$$('.rows > .footer a')).toHaveLength(0);
  expect(await page.$eval('.rows', (list) => list.scrollHeight > list.clientHeight)).toBe(true);
  expect(await page.textContent('header [aria-current="location"]')).toBe(
    (await page.textContent(`[data-panel="${panel}"] h2`)) ?? '',
  );
  expect(await seriousFaults(page)).toEqual([]);
  await page.goBack();
  await until('the board', () => page.url() === there);
  await page.close();
});

it('what the headline tells of leads there', async () => {
  const page = await open('&board=overview', 1);
  const lead = page.locator('[data-panel="headline"] a[data-drill]').first();
  const to = await lead.getAttribute('href');
  await lead.click();
  await until('there', () => new URL(page.url()).search === to);
  expect(await page.$$('[role="alert"]')).toHaveLength(0);
  await page.close();
});

it('the keys of `?` come with a legend of every sign', async () => {
  const page = await open('&board=overview', 1);
  await page.keyboard.press('?');
  await page.waitForSelector('[data-legend]');
  expect(await page.$$eval('[data-legend] > *', (signs) => signs.length)).toBeGreaterThan(20);
  expect(await seriousFaults(page)).toEqual([]);
  await page.close();
});
