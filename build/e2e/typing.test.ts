import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../harness/wait.ts';
import { boardShows, consoleStage, listShows } from './console-stage.ts';

/** An operator at a console: types as people do, pastes, mistypes, follows a wrong link; on a machine of today and on a slow one. */
const stage = consoleStage('typing');

/** So long a person takes for a key, milliseconds. */
const A_KEY = 250;
const type = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: A_KEY });
/** Slows a page's processor down so many times. */
async function slow(page: Page, times: number): Promise<void> {
  const line = await page.context().newCDPSession(page);
  await line.send('Emulation.setCPUThrottlingRate', { rate: times });
}
const SEARCH = 'search [role="combobox"]';
const AT = '.at input';
const search = async (page: Page, text: string): Promise<void> => {
  await page.fill(SEARCH, text);
  await page.waitForSelector(`#found[data-found=${JSON.stringify(text)}]`);
};
/** The day so many days ago, as the city writes it. */
const daysAgo = (n: number): string =>
  new Date(Date.now() - n * 86_400_000).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });

describe.each([1, 6])('a processor %i times slower', (times) => {
  it('what is typed at a human speed stays, in every field of a list’s page', async () => {
    const { page } = await stage.open('&view=cases&service=1022');
    await listShows(page);
    await slow(page, times);
    const day = daysAgo(3);
    const fields: [where: string, typed: string][] = [
      [AT, `${day} 18:00`],
      ['.picker input >> nth=0', 'ngập nướ'],
      ['.picker input >> nth=1', 'sở xây d'],
      [SEARCH, 'điện lực xyzzy'],
    ];
    for (const [where, typed] of fields) {
      await page.click(where);
      await type(page, typed);
      expect([where, await page.inputValue(where)]).toEqual([where, typed]);
    }
    // What search found lies over the field until it is left.
    await page.focus(AT);
    await page.fill(AT, '');
    await type(page, `${day} 18:00`);
    await page.keyboard.press('Enter');
    await until('the hour', () => page.url().includes('T11%3A00Z'));
    expect(await page.textContent('.at')).toContain(`Đang xem lại 18:00 ${day}`);
    await page.close();
  });

  it('Enter opens what was typed, not what was found before; the box is empty then', async () => {
    const { page } = await stage.open('&view=cases&service=1022');
    await listShows(page);
    const ids = await page.$$eval('[data-case]', (links) => links.map((link) => link.textContent ?? ''));
    await slow(page, times);
    for (const id of ids.slice(3, 6)) {
      await search(page, 'tre han');
      // As a paste does: all at once, and Enter before any answer can be there.
      await page.evaluate(
        ({ where, id }) => {
          const field = document.querySelector<HTMLInputElement>(where);
          if (field === null) return;
          field.value = id;
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        },
        { where: SEARCH, id },
      );
      await page.waitForSelector(`[data-case-id="${id}"]`);
      expect(await page.inputValue(SEARCH)).toBe('');
    }
    // Typed without a pause: no half-read words.
    await page.click(SEARCH);
    await page.keyboard.type('ngập nước trễ hạn');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-view="cases"]');
    expect(new URL(page.url()).searchParams.get('state')).toBe('overdue');
    expect(new URL(page.url()).searchParams.get('category')).toBe('flooding');
    // The line that is marked is the one that is opened.
    await search(page, 'tân bình');
    await page.keyboard.press('ArrowDown');
    const marked = await page.textContent('#found [aria-selected="true"] .name');
    await page.keyboard.press('Enter');
    await until('the marked one', async () => (await page.textContent('main'))?.includes(marked ?? '-'));
    await page.close();
  });
});

describe('a time that is typed', () => {
  it('is taken for what it says, or told why not, never silently for another', async () => {
    const { page } = await stage.open('&board=on-time');
    await boardShows(page);
    const told = (): Promise<string | null> => page.textContent('.at .told');
    const tomorrow = daysAgo(-2);
    for (const [typed, word] of [
      ['31/02', 'Không có ngày này'],
      [tomorrow, 'Chưa đến'],
      ['hôm qua 25:00', 'Không có giờ này'],
      ['banana', 'Không hiểu: banana'],
    ] as const) {
      await page.fill(AT, typed);
      await page.keyboard.press('Enter');
      await until(typed, async () => (await told())?.includes(word));
      expect(await page.inputValue(AT)).toBe(typed);
      expect(page.url()).not.toContain('at=');
    }
    for (const [typed, shown] of [
      [daysAgo(3).slice(0, 5), daysAgo(3)],
      ['hôm qua', daysAgo(1)],
      ['yesterday 18:00', `18:00 ${daysAgo(1)}`],
    ] as const) {
      await page.fill(AT, typed);
      await page.keyboard.press('Enter');
      await until(typed, async () => (await page.textContent('.at'))?.includes(`Đang xem lại ${shown}`));
    }
    await page.fill(AT, '');
    await page.keyboard.press('Enter');
    await until('now', () => !page.url().includes('at='));
    await page.fill(AT, 'hôm nay');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.at .fresh');
    await page.close();
  });

  it('ends and begins a period of one’s own', async () => {
    const { page } = await stage.open('&view=cases&service=1022');
    await listShows(page);
    await page.selectOption('[data-filter="span"]', 'own');
    await page.click('[data-span="from"] input');
    await type(page, daysAgo(5));
    await page.keyboard.press('Tab');
    await type(page, daysAgo(3));
    await page.keyboard.press('Enter');
    await until('both', () => page.url().includes('since=') && page.url().includes('until='));
    const query = new URL(page.url()).searchParams;
    const span = Date.parse(query.get('until') ?? '') - Date.parse(query.get('since') ?? '');
    expect(span).toBe(3 * 86_400_000 - 1);
    expect(await page.textContent('h1')).toMatch(new RegExp(`${daysAgo(5)}.+${daysAgo(3)}`));
    await page.fill('[data-span="to"] input', daysAgo(9));
    await page.keyboard.press('Enter');
    await until('a word', async () =>
      (await page.textContent('.span'))?.includes('Bắt đầu sau khi kết thúc'),
    );
    await page.close();
  });
});

describe('search', () => {
  it('says what it took words for, and takes it back', async () => {
    const { page } = await stage.open();
    const chips = (): Promise<string> => page.locator('[data-understood]').innerText();
    for (const [typed, meant] of [
      ['kẹt xe', 'Lĩnh vực: Giao thông'],
      ['rác', 'Lĩnh vực: Vệ sinh môi trường'],
      ['ổ gà', 'Lĩnh vực: Hạ tầng đô thị'],
    ] as const) {
      await search(page, typed);
      expect(await chips()).toContain(`“${typed}”:`);
      expect(await chips()).toContain(meant);
    }
    await search(page, '113');
    expect(await chips()).toMatch(/113: An ninh.*113: Trộm.*113: Tai nạn|113: .*, 113: .*, 113: /s);
    await search(page, 'ngập nước trễ hạn tân bình');
    await page.click('[data-understood] li:nth-child(2) button');
    await page.waitForSelector('#found[data-found="ngập nước tân bình"]');
    expect(await page.inputValue(SEARCH)).toBe('ngập nước tân bình');
    // Nothing is opened of what is no name, before whoever typed it has read so.
    await search(page, 'trể hạn');
    expect(await page.textContent('[data-unknown]')).toBe('Không có “trể hạn”; gần nhất: trễ hạn');
    const before = page.url();
    await page.keyboard.press('Enter');
    expect(await page.isVisible('[data-unknown]')).toBe(true);
    expect(page.url()).toBe(before);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until('the nearest', () => page.url().includes('state=overdue'));
    await page.close();
  });

  it('finds a case by any part of its number, on a list that says so and gives it back', async () => {
    const { page } = await stage.open('&view=cases&service=1022');
    await listShows(page);
    const id = (await page.textContent('[data-case]')) ?? '';
    const [service = '', day = '', n = ''] = id.split('-');
    for (const typed of [`${day}-${n}`, `${service}${day}${n}`, n]) {
      await search(page, typed);
      await until(typed, async () => (await page.textContent('#found'))?.includes(typed === n ? n : id));
    }
    // Of one number alone, that case is opened; a part that several have leads to their list.
    await search(page, `${service}${day}${n}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`[data-case-id="${id}"]`);
    await page.goto(stage.address(`&view=cases&part=${n}`));
    await listShows(page);
    const numbers = await page.$$eval('[data-case]', (links) => links.map((link) => link.textContent ?? ''));
    expect(numbers.every((one) => one.includes(n))).toBe(true);
    await page.click('[data-drop-filter]');
    await until('all of them', () => !page.url().includes('part='));
    await page.close();
  });

  it.each([1024, 1440, 1600])('breaks no name word by word at %i', async (width) => {
    const { page } = await stage.open('', [width, 900]);
    await search(page, 'tân bình');
    const lines = await page.$$eval('#found .name', (names) =>
      names.map(
        (name) => name.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(name).fontSize),
      ),
    );
    expect(lines.length).toBeGreaterThan(3);
    expect(Math.max(...lines)).toBeLessThan(3.4);
    const edge = await page.$eval('search .panel', (panel) => panel.getBoundingClientRect().right);
    expect(edge).toBeLessThanOrEqual(width);
    await page.close();
  });
});

describe('a wrong address', () => {
  it('names what is wrong, lists nothing, and lets one drop it', async () => {
    const { page } = await stage.open('&view=cases&service=1022&state=banana');
    for (const part of [
      'state=banana',
      'stat=late',
      'unit=banana',
      'category=banana',
      'area=banana',
      'rating=3',
    ]) {
      await page.goto(stage.address(`&view=cases&service=1022&${part}`));
      await page.waitForSelector('[data-view="unread"]');
      expect(await page.textContent('[role="alert"]')).toContain(part);
      expect(await page.$$('[data-case], [data-board]')).toHaveLength(0);
    }
    await page.click('[data-drop]');
    await listShows(page);
    expect(page.url()).not.toContain('rating');
    expect(page.url()).toContain('service=1022');
    await page.close();
  });

  it('an instant that is none of the data is told on every page that has one', async () => {
    const { page } = await stage.open('&view=cases&at=nonsense');
    const tells = async (query: string, word: string): Promise<void> => {
      await page.goto(stage.address(query));
      await page.waitForSelector('[data-view="unread"]');
      expect([query, await page.textContent('[role="alert"]')]).toEqual([
        query,
        expect.stringContaining(word),
      ]);
      expect(await page.$$('[data-case], [data-board], [data-panel]')).toHaveLength(0);
    };
    await tells('&view=cases&at=nonsense', 'at=nonsense');
    await tells('&board=overview&at=2030', 'at=2030');
    const pages = [
      'board=overview',
      'board=indicator',
      'view=cases',
      'view=alerts',
      'view=requests',
      'view=rules',
    ];
    for (const query of [...pages, 'view=handover', 'view=unit&unit=soxd']) {
      await tells(`&${query}&at=2035-01-01`, 'Chưa đến 07:00 01/01/2035');
      await tells(`&${query}&at=1990-01-01`, 'Chưa có số liệu nào lúc 07:00 01/01/1990');
    }
    await page.click('[data-drop]');
    await until('now', () => !page.url().includes('at='));
    await page.close();
  });

  it("a wall's own address tells of such an instant what a console's does", async () => {
    const { page } = await stage.open();
    const tells = async (at: string, word: string): Promise<void> => {
      await page.goto(`${stage.wall.address}?at=${at}`);
      await page.waitForSelector('[data-unread], [data-nowhere]');
      expect([at, await page.textContent('[data-unread], [data-nowhere]')]).toEqual([
        at,
        expect.stringContaining(word),
      ]);
      expect(await page.$$('[data-panel]')).toHaveLength(0);
    };
    for (const at of ['nonsense', '2035', '2010']) await tells(at, `at=${at}`);
    await tells('2035-01-01', 'Chưa đến 07:00 01/01/2035: số liệu mới có đến');
    await tells('1990-01-01', 'Chưa có số liệu nào lúc 07:00 01/01/1990');
    await page.close();
  });
});
