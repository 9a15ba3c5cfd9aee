import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { FORMS } from './forms.ts';
import { bannedBy, says, tableUnder, type Banned } from './glossary.ts';
import { everyText } from './texts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const markdown = readFileSync(path.join(root, 'docs', 'words.md'), 'utf8');
const banned = bannedBy(markdown);
const texts = everyText(root);

describe('what the screens say', () => {
  it('is read from everywhere a text is written', () => {
    const files = new Set(texts.map(({ file }) => file));
    for (const file of [
      'renderer/locales/vi.ts',
      'renderer/locales/en.ts',
      'renderer/locales/alerts.en.ts',
      'renderer/panels/headline/words.ts',
      'assets/cities/hcmc/boards/overview.json',
      'assets/cities/hcmc/indicators.json',
      'assets/cities/san-francisco/services.json',
      'sync/host/web/plain-page.ts',
      'renderer/exhibits/city.ts',
    ])
      expect(files, file).toContain(file);
    const headline = texts.filter(({ file }) => file === 'renderer/panels/headline/words.ts');
    const of = (language: 'vi' | 'en'): number => headline.filter((one) => one.language === language).length;
    expect(of('vi')).toBeGreaterThan(30);
    expect(of('en')).toBe(of('vi'));
  });

  it('has no word that the glossary bans', () => {
    const found = texts.flatMap(({ file, at, language, text }) =>
      banned
        .filter((one) => one.language === language && says(text, one))
        .map(({ words, better }) => `${file}, ${at}: "${text}" says "${words}"; better: ${better}`),
    );
    expect(found).toEqual([]);
  });

  it('has no form that the glossary bans', () => {
    const better = new Map(tableUnder(markdown, 'Forms').map(([name = '', so = '']) => [name, so]));
    // What is the same in both languages is a name.
    const names = new Set(
      texts.filter(({ language }) => language === 'en').map(({ file, at, text }) => `${file} ${at} ${text}`),
    );
    const judged = texts.filter(
      ({ file, at, language, text }) => language === 'en' || !names.has(`${file} ${at} ${text}`),
    );
    const found = judged.flatMap(({ file, at, language, text }) =>
      FORMS.filter(({ languages }) => languages.includes(language)).flatMap(({ name, wrong }) => {
        const part = wrong(text);
        return part === null
          ? []
          : [`${file}, ${at}: "${text}" has "${part}" (${name}); better: ${better.get(name) ?? ''}`];
      }),
    );
    expect(found).toEqual([]);
  });

  it('keeps its forms and the page that explains them the same', () => {
    expect(tableUnder(markdown, 'Forms').map(([name]) => name)).toEqual(FORMS.map(({ name }) => name));
  });
});

const ban = (words: string, ...but: string[]): Banned => ({ language: 'vi', words, but, better: 'x' });

test.each([
  ['38 vụ trong 2 giờ', ban('vụ', 'dịch vụ'), true],
  ['Các dịch vụ khác', ban('vụ', 'dịch vụ'), false],
  ['Dịch vụ: 3 vụ', ban('vụ', 'dịch vụ'), true],
  ['Vụ', ban('vụ', '=vụ'), false],
  ['vụn vặt', ban('vụ'), false],
  ['ĐANG\u00a0MỞ', ban('đang mở'), true],
])('"%s" is judged', (text, one, wanted) => expect(says(text, one)).toBe(wanted));

test.each([
  ['percent', '{n} %', '{n}%'],
  ['range', '{low} – {high}', '{low}–{high}'],
  ['month', '{n}T/2026', '{n} tháng 2026'],
  ['end of a day', 'đến 00:00 01/11', 'đến hết 31/10/2026'],
  ['plural', 'came back {n} times', 'came back once | came back {n} times'],
  ['plural', '{n} overdue reports', '{n} overdue report | {n} overdue reports'],
  ['foreign word', 'Hồ sơ online', 'Hồ sơ trực tuyến'],
  ['foreign word', 'Số liệu workflow', 'Số liệu Zalo'],
  ['raw code', 'nguồn emergencyArrival', 'nguồn {source}'],
  ['raw code', 'unit_tthtkt', '300 kWh'],
])('%s: "%s" is wrong, "%s" is not', (name, wrong, right) => {
  const form = FORMS.find((one) => one.name === name);
  expect([form?.wrong(wrong) === null, form?.wrong(right) ?? null]).toEqual([false, null]);
});

it('refuses a row that bans nothing, or has no better word', () => {
  const table = (row: string): string =>
    `\n## Words\n\n| a | b | c | d | e | f |\n| - | - | - | - | - | - |\n${row}\n`;
  expect(bannedBy(table('| x | tốt | `xấu` but `xấu hổ` | good | | why |'))).toEqual([
    { language: 'vi', words: 'xấu', but: ['xấu hổ'], better: 'tốt' },
  ]);
  expect(() => bannedBy(table('| x | tốt | | good | | why |'))).toThrow(/"x".*bans at least one/);
  expect(() => bannedBy(table('| x | | `xấu` | good | | why |'))).toThrow(/both languages/);
});
