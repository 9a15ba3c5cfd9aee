import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Meaning } from '../../contract/questions/drill.ts';
import { loadProfile } from '../../profile/index.ts';
import { filterOf } from './filter.ts';
import { lookupNames, type NameLookup } from './name-lookup.ts';
import { understand } from './understand.ts';

const folder = path.resolve(import.meta.dirname, '../../../assets/cities/hcmc');
/** A Wednesday afternoon. */
const at = Date.parse('2026-11-25T14:32:00+07:00');
const city = { timeZone: 'Asia/Ho_Chi_Minh', reportingMonth: { day: 25, hour: 12 } };
/** Local days, both included. */
const days = (first: string, last = first) => ({
  since: Date.parse(`${first}T00:00:00+07:00`),
  until: Date.parse(`${last}T23:59:59.999+07:00`),
});

let lookup: NameLookup;
beforeAll(async () => {
  lookup = lookupNames((await loadProfile(folder)).profile);
});

const read = (text: string) =>
  understand(text, { lookup, at, city, isNumber: (typed) => /^1022-\d/.test(typed) });
const filter = (text: string) => {
  const { tree, ...rest } = filterOf(read(text).understood.map(({ meaning }) => meaning));
  expect(tree).toBe(true);
  return rest;
};
const first = (text: string): Meaning | undefined => read(text).understood[0]?.meaning;

const power = { service: '1022', category: 'power' };
const flooding = { service: '1022', category: 'flooding' };
const noise = { service: '1022', category: 'noise' };
/** The ward of Tân Bình. */
const tanBinh = { area: '27004' };

describe('search understands', () => {
  it.each<[string, object]>([
    ['dien luc', power],
    ['Điện lực', power],
    ['dien l', power],
    ['dien luc tan binh tre han', { ...power, ...tanBinh, state: 'overdue' }],
    ['trễ hạn Tân Bình điện lực', { ...power, ...tanBinh, state: 'overdue' }],
    ['ngập nước trễ hạn', { ...flooding, state: 'overdue' }],
    ['overdue noise', { ...noise, state: 'overdue' }],
    ['noise reports', noise],
    ['đã xử lý tiếng ồn hôm nay', { ...noise, state: 'closed', ...days('2026-11-25') }],
    ['Quận 1 hôm nay', { area: 'Quận 1', ...days('2026-11-25') }],
    ['q1', { area: 'Quận 1' }],
    ['q.10', { area: 'Quận 10' }],
    ['district 7 noise', { area: 'Quận 7', ...noise }],
    ['quan tan binh', { area: 'Quận Tân Bình' }],
    ['P. Tân Bình', tanBinh],
    ['ngập nước ở phường tân bình', { ...flooding, ...tanBinh }],
    ['UBND phường Tân Bình', { unit: '27004' }],
    ['sở xây dựng', { unit: 'soxd' }],
    ['xây dựng', { unit: 'soxd' }],
    ['evnhcmc tồn đọng', { unit: 'evnhcmc', state: 'open' }],
    ['hồ sơ y tế', { service: 'procedures', category: 'health' }],
    ['y tế hồ sơ', { service: 'procedures', category: 'health' }],
    ['y tế', { service: '1022', category: 'health' }],
    ['hồ sơ ngập nước', flooding],
    ['phản ánh lại ngập nước', { ...flooding, state: 'returned' }],
    ['tháng 10', days('2026-10-01', '2026-10-31')],
    ['25/10', days('2026-10-25')],
    ['7 ngày qua', { ...days('2026-11-19'), until: at }],
    ['từ 1/10 đến 15/10', days('2026-10-01', '2026-10-15')],
    ['from 1/10 to 15/10 noise', { ...noise, ...days('2026-10-01', '2026-10-15') }],
    ['1/10-15/10', days('2026-10-01', '2026-10-15')],
    ['1/10 - 15/10/2026', days('2026-10-01', '2026-10-15')],
    ['từ 1/11', { ...days('2026-11-01'), until: at }],
    ['tháng 10 25/10', days('2026-10-25')],
    ['1022', { service: '1022' }],
    ['1022-2611', { id: '1022-2611' }],
    ['1022-261125-0001 điện', { id: '1022-261125-0001', ...power }],
    ['tan binh ', tanBinh],
    ['', {}],
  ])('%s', (text, wanted) => expect(filter(text)).toEqual(wanted));

  it('places by their name, with or without their type and its marks', () => {
    const named = first('phuong sai gon');
    expect(named?.as).toBe('area');
    for (const text of ['Sài Gòn', 'sai gon', 'Phường Sài Gòn', 'P. Sài Gòn', 'sai gon ward'])
      expect(first(text), text).toEqual(named);
    expect(read('ngập nước tại phường Sài Gòn').unknown).toEqual([]);
  });

  it('units, indicators, boards and sources by any of their words', () => {
    expect(first('Sở Y tế')).toEqual({ as: 'unit', unit: 'soyt' });
    expect(first('thoát nước đô thị')).toEqual({ as: 'unit', unit: 'udc' });
    expect(first('bụi mịn')).toEqual({ as: 'indicator', indicator: 'pm25' });
    expect(first('giải ngân')?.as).toBe('indicator');
    expect(first('toan canh')).toEqual({ as: 'board', board: 'overview' });
    expect(first('PM2.5 xyzzy')).not.toMatchObject({ as: 'id' });
  });

  it('the likeliest of several things of one name, and tells the others', () => {
    const { understood, suggestions } = read('Tân Bình');
    expect(understood.map(({ meaning }) => meaning)).toEqual([{ as: 'area', ...tanBinh }]);
    expect(suggestions).toEqual(
      expect.arrayContaining([
        { as: 'area', area: 'Quận Tân Bình' },
        { as: 'unit', unit: '27004' },
        { as: 'unit', unit: '766' },
      ]),
    );
    expect(read('y te').suggestions).toEqual(
      expect.arrayContaining([
        { as: 'category', service: 'procedures', category: 'health' },
        { as: 'unit', unit: 'soyt' },
      ]),
    );
  });

  it('no more from one letter than what it may become', () => {
    const { understood, suggestions, unknown } = read('điện lực t');
    expect(understood.map(({ words }) => words)).toEqual(['điện lực']);
    expect(suggestions.length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
    expect(read('t').understood).toHaveLength(1);
  });

  it('a word begun by the letters it has, marks and all', () => {
    expect(filter('tháng 3 cây')).toMatchObject({ category: 'trees' });
    expect(filter('tháng 3 câ')).not.toHaveProperty('state');
    expect(first('camera')).toBeUndefined();
    expect(first('cam')).toEqual({ as: 'state', state: 'returned' });
    expect(read('quận 1 hôm').understood[1]?.meaning.as).toBe('time');
  });

  it.each<[string, object]>([
    ['kẹt xe', { service: '1022', category: 'traffic' }],
    ['ket xe', { service: '1022', category: 'traffic' }],
    ['kẹt xe tân bình trễ hạn', { service: '1022', category: 'traffic', ...tanBinh, state: 'overdue' }],
    ['rác', { service: '1022', category: 'sanitation' }],
    ['rac', { service: '1022', category: 'sanitation' }],
    ['rác quận 1', { service: '1022', category: 'sanitation', area: 'Quận 1' }],
    ['ổ gà', { service: '1022', category: 'infrastructure' }],
    ['o ga', { service: '1022', category: 'infrastructure' }],
    ['pothole', { service: '1022', category: 'infrastructure' }],
    ['traffic jam', { service: '1022', category: 'traffic' }],
    ['cúp điện', power],
    ['113', { service: 'emergency', categories: ['113-accident', '113-security', '113-theft'] }],
    ['114', { service: 'emergency', categories: ['114-fire', '114-rescue'] }],
    [
      '115 quận 1',
      { service: 'emergency', categories: ['115-illness', '115-injury', '115-transfer'], area: 'Quận 1' },
    ],
    ['113 trộm, cướp', { service: 'emergency', category: '113-theft' }],
    ['cướp', { service: 'emergency', category: '113-theft' }],
    ['tổ chức', { service: 'resolution98', categories: ['implementation', 'local', 'organisation'] }],
    ['xe buýt', { service: '1022', category: 'bus' }],
  ])('what people call it: %s', (text, wanted) => {
    const { categories, ...rest } = filter(text);
    expect({ ...rest, ...(categories === undefined ? {} : { categories: categories.toSorted() }) }).toEqual(
      wanted,
    );
  });

  it.each<[string, string[], string | undefined]>([
    // Of a city without these words, nothing is guessed of a part of them.
    ['xyzzy xe', ['xyzzy xe'], 'bus'],
    ['rách', ['rách'], undefined],
    ['gà', ['gà'], undefined],
    ['trể hạn', ['trể hạn'], 'overdue'],
    ['overdeu', ['overdeu'], 'overdue'],
    ['điến lực', ['điến lực'], 'power'],
    ['ngâp nuoc', [], undefined],
    ['floding', ['floding'], 'flooding'],
    ['Quần 1', ['Quần 1'], 'Quận 1'],
    ['tre hạn ngập nước xyzzy', ['xyzzy'], undefined],
  ])('no name: %s', (text, words, nearest) => {
    const { unknown } = read(text);
    expect(unknown.map((one) => one.words)).toEqual(words);
    if (nearest !== undefined) expect(Object.values(unknown[0]?.nearest[0] ?? {})).toContain(nearest);
  });

  it('a part of a name beside what is none is no more than near to it', () => {
    expect(read('xyzzy điện l').understood).toEqual([]);
    expect(read('xyzzy điện lực').understood).toMatchObject([{ words: 'điện lực', exact: true }]);
    expect(read('điện l').understood).toMatchObject([{ words: 'điện l', exact: false }]);
    expect(first('rách')).toBeUndefined();
  });

  it('a part of a number, where no number begins so and no name has it', () => {
    expect(first('0306')).toEqual({ as: 'part', part: '0306' });
    expect(first('261108-0306')).toEqual({ as: 'part', part: '261108-0306' });
    expect(first('1022261108')).toEqual({ as: 'part', part: '1022261108' });
    expect(first('47')).toBeUndefined();
  });

  it('a word that is finished as a whole word', () => {
    expect(read('dien l').understood.map(({ words }) => words)).toEqual(['dien l']);
    expect(read('dien l ').understood).toEqual([]);
    expect(read('dien l ').unknown[0]?.nearest).toContainEqual({ as: 'category', ...power });
  });

  it('nothing in what means nothing, and says which words', () => {
    expect(read('xyzzy ngập nước qwerty')).toMatchObject({
      unknown: [{ words: 'xyzzy' }, { words: 'qwerty' }],
      understood: [{ words: 'ngập nước', exact: true }],
    });
    for (const text of [
      '   ',
      '<script>alert(1)</script>',
      '%_"\u0000',
      '\u{1f600}',
      "'; DROP TABLE cases --",
    ])
      expect(read(text).understood, text).toEqual([]);
  });
});
