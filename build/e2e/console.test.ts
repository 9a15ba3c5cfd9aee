import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { casesOf, writePlace } from '../../sync/contract/place.ts';
import { loadProfile } from '../../sync/profile/index.ts';
import { until } from '../harness/wait.ts';
import { watchedWindow } from '../harness/window.ts';
import { seriousFaults } from './axe.ts';
import { boardShows, consoleStage, listShows, standsAt, PROFILE } from './console-stage.ts';

/** What a console does beside following marks, beside a wall that does not notice. */
const stage = consoleStage('console');
const boards = (await loadProfile(PROFILE)).profile.boards.map(({ id }) => id);

describe('views', () => {
  it('a list that is left half way down is found so again', async () => {
    const { page } = await stage.open('&view=cases&service=1022');
    await listShows(page);
    await page.$eval('main', (main) => main.scrollTo({ top: main.scrollHeight }));
    await until('a second page', () =>
      page.$eval('[data-view]', (view) => Number(view.getAttribute('data-loaded')) > 60),
    );
    // Rows are drawn anew as more come: it is a case that is meant, not an element.
    const id = (await page.$$eval('[data-case]', (links) => links.map((link) => link.textContent)))[75] ?? '';
    const row = page.locator('[data-case]', { hasText: id });
    await row.scrollIntoViewIfNeeded();
    const stood = await standsAt(page, id);
    await row.click();
    await page.waitForSelector('[data-case-id]');
    expect(await page.textContent('h1')).toBe(id);
    await page.goBack();
    await page.waitForSelector('[data-view="cases"]');
    await until('where it was', async () => Math.abs((await standsAt(page, id)) - stood) < 4);
    await page.close();
  });

  it('a long list draws what is in view and a page each way, and arrow keys go on through all of it', async () => {
    const { page } = await stage.open('&view=cases&service=1022');
    await listShows(page);
    const loaded = (): Promise<number> =>
      page.$eval('[data-view]', (view) => Number(view.getAttribute('data-loaded')));
    for (let n = await loaded(); n < 420; n = await loaded()) {
      await page.$eval('main', (main) => main.scrollTo({ top: main.scrollHeight }));
      await until('a further page', async () => (await loaded()) > n);
    }
    await page.$eval('main', (main) => main.scrollTo({ top: 0 }));
    const row = (): Promise<number> =>
      page.evaluate(() => Number(document.activeElement?.closest('tr')?.getAttribute('aria-rowindex')));
    await until('the first row', () => page.isVisible('tr[aria-rowindex="2"]'));
    const drawn = await page.$$('[data-case]');
    expect(drawn.length).toBeLessThan(200);
    await page.focus('tr[aria-rowindex="2"] a');
    for (let n = 3; n < 203; n++) {
      await page.keyboard.press('ArrowDown');
      expect(await row()).toBe(n);
    }
    await page.close();
  });

  it('leaves the wall as it was: no link on it, and the board it had', async () => {
    const { page } = await watchedWindow(stage.browser, `127.0.0.1:${stage.wall.port}`, [1920, 1080]);
    await page.goto(`${stage.wall.address}?screen=1`);
    await boardShows(page);
    const other = await stage.open('&board=on-time');
    await boardShows(other.page);
    expect(await page.getAttribute('[data-board]', 'data-board')).toBe('overview');
    expect(await page.$$('a, button, input')).toHaveLength(0);
    await Promise.all([page.close(), other.page.close()]);
  });
});

describe('an address', () => {
  it('of a filter is one, whether it was chosen, searched for or opened', async () => {
    const address = `?console&${new URLSearchParams(writePlace(casesOf({ state: 'overdue' }))).toString()}`;
    const { page } = await stage.open('&view=cases');
    await listShows(page);
    await page.selectOption('select:has(option[value="overdue"])', 'overdue');
    await until('the chosen filter', () => new URL(page.url()).search === address);
    await page.goto(stage.address(''));
    await boardShows(page);
    await page.fill('[role="combobox"]', 'tre han');
    await page.waitForSelector('#found[data-found="tre han"] li');
    await page.keyboard.press('Enter');
    await until('the list searched for', () => new URL(page.url()).search === address);
    await page.close();
  });

  it('that cannot be read whole shows nothing, and names what it is', async () => {
    const { page } = await stage.open('&view=cases&service=1022&state=banana&lang=en');
    expect(await page.textContent('[role="alert"]')).toContain('state=banana');
    expect(await page.$$('[data-case], [data-board]')).toHaveLength(0);
    // The way from there is what of it could be read.
    await page.click('.path a >> nth=0');
    await boardShows(page);
    await page.goto(`${stage.wall.address}?board=map&at=yesterday`);
    expect(await page.textContent('[data-unread]')).toContain('at=yesterday');
    await page.close();
  });
});

describe('search', () => {
  it('finds as one types, without diacritics; its address opens the same again', async () => {
    const { page } = await stage.open();
    await page.keyboard.press('/');
    await page.keyboard.type('dien luc tre han');
    await page.waitForSelector('#found[data-found="dien luc tre han"] li');
    expect(await page.textContent('#found li')).toMatch(/Điện lực.*trễ hạn/s);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-view="cases"]');
    await listShows(page);
    const heading = await page.textContent('h1');
    const again = await stage.open(new URL(page.url()).search.replace('?console', ''));
    await listShows(again.page);
    expect(await again.page.textContent('h1')).toBe(heading);
    await Promise.all([page.close(), again.page.close()]);
  });

  it('finds a case by the beginning of its number, and says what it does not understand', async () => {
    const list = await stage.open('&view=cases&service=1022');
    await list.page.waitForSelector('[data-case]');
    const id = (await list.page.textContent('[data-case]')) ?? '';
    await list.page.fill('[role="combobox"]', `${id} xyzzy`);
    await until('the case', async () => (await list.page.textContent('#found'))?.includes(id));
    expect(await list.page.textContent('search')).toContain('xyzzy');
    await list.page.keyboard.press('ArrowDown');
    await list.page.keyboard.press('Escape');
    expect(await list.page.isVisible('#found')).toBe(false);
    await list.page.close();
  });
});

describe('a filter that is chosen by typing', () => {
  it('takes no key of a word that is still being composed, and is left by Tab to the next field', async () => {
    const { page } = await stage.open('&view=cases&service=1022');
    await listShows(page);
    const field = page.locator('.bar [role="combobox"]').nth(1);
    await field.click();
    await page.keyboard.type('so y');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await until('the unit', () => page.url().includes('unit='));
    expect(await field.inputValue()).toBe('Sở Y tế');
    // The list is longer than its box, which scrolls: no stop of its own.
    await field.click();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(false);
    await page.close();
  });
});

describe('an earlier day', () => {
  it('is shown as of its end, in its own figures', async () => {
    const { page } = await stage.open('&board=on-time');
    await boardShows(page);
    const now = await page.textContent('[data-panel="headline"]');
    const day = new Date(Date.now() - 3 * 86_400_000)
      .toISOString()
      .slice(0, 10)
      .split('-')
      .reverse()
      .join('/');
    await page.fill('.at input', day);
    await page.keyboard.press('Enter');
    await until('the past', () => page.url().includes('at='));
    await boardShows(page);
    const at = Number(await page.getAttribute('[data-panel="units"]', 'data-as-of'));
    expect(new Date(at).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' })).toBe(day);
    const then = await page.textContent('[data-panel="headline"]');
    expect(then).not.toBe(now);
    // A screen at the same place shows the same, without the flag for what is wrong.
    await page.goto(`${stage.wall.address}?board=on-time&at=${new Date(at).toISOString()}`);
    await boardShows(page);
    expect(Number(await page.getAttribute('[data-panel="units"]', 'data-as-of'))).toBe(at);
    // How many clauses there is room for is the page's; the first is the same.
    const [clause = '?'] = (then ?? '').replace('⚑', '').trim().split(';');
    expect(await page.textContent('[data-panel="headline"]')).toContain(clause);
    expect(await page.textContent('header')).toContain(`Đang xem lại ${day}`);
    await page.close();
  });
});

describe('what is wrong is said', () => {
  const report = async (page: Page): Promise<void> => {
    await page.click('[data-panel="ages"] .report');
    await page.waitForSelector('dialog[open]');
  };

  it('by whose role it is: on disk at once, and noted by the city, through a killed host', async () => {
    const { page: viewer } = await stage.open('&board=on-time', undefined, 'viewer');
    await boardShows(viewer);
    await report(viewer);
    expect(await viewer.textContent('dialog')).toContain('Người xem');
    expect(await viewer.$$('dialog button[type="submit"]')).toHaveLength(0);
    await viewer.close();
    const { page } = await stage.open('&board=on-time');
    await boardShows(page);
    const note = 'Số trễ hạn thiếu <b>một</b> đơn vị';
    await report(page);
    await page.fill('dialog textarea', note);
    await page.click('dialog button[type="submit"]');
    await until('queued', async () => (await page.textContent('dialog'))?.includes('Đã ghi'));
    await stage.restart();
    await page.goto(stage.address('&board=data'));
    await until('noted by the city', async () => {
      const text = await page.textContent('[data-panel="reports"]').catch(() => '');
      return text?.includes(note) === true && text.includes('đã ghi nhận');
    });
    await page.goto(stage.address('&board=on-time'));
    await boardShows(page);
    await report(page);
    expect(await page.$$('dialog textarea')).toHaveLength(1);
    // A remark stays here: it is kept when it is said, and stands on the board beside what went to the city.
    const remark = 'Ca sau xem lại <i>số</i> này';
    await page.check('dialog input[value="note"]');
    await page.fill('dialog textarea', remark);
    await page.click('dialog button[type="submit"]');
    await until('kept', async () => (await page.textContent('dialog'))?.includes('Đã lưu tại đây'));
    await page.goto(stage.address('&board=data'));
    await until('the remark, as what it is', async () => {
      const text = (await page.textContent('[data-panel="reports"]').catch(() => '')) ?? '';
      return text.includes(remark) && text.includes('lưu tại đây');
    });
    // The wall, on which nobody is signed in, tells that there are reports, and not what they say.
    const { page: other } = await watchedWindow(stage.browser, `127.0.0.1:${stage.wall.port}`, [1920, 1080]);
    await other.goto(`${stage.wall.address}?board=data`);
    const reports = other.locator('[data-panel="reports"]');
    await until('told of both', async () => (await reports.textContent())?.includes('lưu tại đây'));
    expect(await reports.textContent()).not.toMatch(/một|xem lại/);
    await other.close();
    expect(await seriousFaults(page)).toEqual([]);
    await page.close();
  });
});

describe('a scenario', () => {
  it('is set on the board of its indicator, kept, shown as assumed, and taken back', async () => {
    const { page } = await stage.open('&board=indicator', undefined, 'leader');
    await boardShows(page);
    const open = async (): Promise<void> => {
      await page.click('.scenario > button');
      await page.waitForSelector('dialog[open] input[type="number"]');
    };
    await open();
    await page.fill('dialog[open] input', '96.5');
    await page.fill('dialog[open] textarea', 'Hai <b>dự án</b> lớn');
    await page.click('dialog[open] button[type="submit"]');
    await until('kept', async () => (await page.textContent('dialog[open]'))?.includes('Đã lưu kịch bản'));
    await page.click('dialog[open] .buttons button:last-child');
    const forecast = async (): Promise<string> => (await page.textContent('[data-panel="forecast"]')) ?? '';
    await until('shown as assumed', async () => {
      const text = await forecast();
      return text.includes('Kịch bản (giả định)') && text.includes('96,5') && text.includes('<b>dự án</b>');
    });
    expect(await seriousFaults(page)).toEqual([]);
    await open();
    expect(await page.inputValue('dialog[open] input')).toBe('96.5');
    await page.click('dialog[open] .buttons button:first-child');
    await until('taken back', async () => !(await forecast()).includes('Kịch bản (giả định)'));
    await page.close();
  });
});

describe('for everybody', () => {
  it.each([
    ...boards.flatMap((board) => [
      [`&board=${board}`, 'dark'] as const,
      [`&board=${board}`, 'light'] as const,
    ]),
    ['&view=cases&service=1022&state=open', 'dark'],
    ['&view=cases&service=1022&state=rated&from=2026-01-01T00:00Z', 'light'],
  ] as const)('axe finds nothing serious on %s, %s', async (query, theme) => {
    const { page } = await stage.open(`${query}&theme=${theme}`);
    if (query.includes('view=cases')) await listShows(page);
    else await boardShows(page);
    expect(await seriousFaults(page)).toEqual([]);
    const first = await page.$('[data-case]');
    if (first !== null) {
      await first.click();
      await page.waitForSelector('[data-case-id]');
      expect(await seriousFaults(page), 'the case').toEqual([]);
    }
    await page.fill('[role="combobox"]', 'ngap');
    await page.waitForSelector('#found li');
    expect(await seriousFaults(page), 'search').toEqual([]);
    await page.close();
  });

  it('everything by keyboard: from the first board to a single case and back', async () => {
    const { page } = await stage.open('&board=fields-units');
    await boardShows(page);
    const focus = (): Promise<{ drill: boolean; row: boolean }> =>
      page.evaluate(() => ({
        // The headline leads elsewhere than to a list.
        drill: document.activeElement?.matches('[data-drill]:not([data-panel="headline"] *)') ?? false,
        row: document.activeElement?.hasAttribute('data-case') ?? false,
      }));
    const tabTo = async (what: 'drill' | 'row'): Promise<void> => {
      for (let i = 0; i < 120; i++) {
        await page.keyboard.press('Tab');
        if ((await focus())[what]) return;
      }
      throw new Error(`Tab never came to a ${what}`);
    };
    await tabTo('drill');
    const board = page.url();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-view="cases"]');
    await listShows(page);
    await tabTo('row');
    await page.keyboard.press('ArrowDown');
    expect((await focus()).row).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-case-id]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-view="cases"]');
    await page.keyboard.press('Escape');
    await until('the board', () => page.url() === board);
    await page.close();
  });
});
