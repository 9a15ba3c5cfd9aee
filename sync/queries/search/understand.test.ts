import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Meaning } from '../../contract/questions/drill.ts';
import { loadProfile } from '../../profile/index.ts';
import { indexNames, type NameIndex } from './name-index.ts';
import { filterOf, understand } from './understand.ts';

const folder = path.resolve(import.meta.dirname, '../../../assets/cities/hcmc');
/** A Wednesday afternoon. */
const at = Date.parse('2026-11-25T14:32:00+07:00');
const local = (text: string): number => Date.parse(`${text}+07:00`);

let index: NameIndex;
beforeAll(async () => {
  index = indexNames((await loadProfile(folder)).profile);
});

const read = (text: string) =>
  understand(text, { index, at, timeZone: 'Asia/Ho_Chi_Minh', isNumber: (typed) => /^\d{6}-/.test(typed) });
const filter = (text: string) => {
  const { tree, ...rest } = filterOf(read(text).understood.map(({ meaning }) => meaning));
  expect(tree).toBe(true);
  return rest;
};

describe('search understands', () => {
  it.each<[string, object]>([
    ['dien luc', { service: '1022', category: 'power' }],
    ['Điện lực', { service: '1022', category: 'power' }],
    ['dien l', { service: '1022', category: 'power' }],
    ['ngập nước trễ hạn', { service: '1022', category: 'flooding', state: 'overdue' }],
    ['tre han ngap nuoc', { service: '1022', category: 'flooding', state: 'overdue' }],
    ['overdue noise', { service: '1022', category: 'noise', state: 'overdue' }],
    [
      'đã xử lý tiếng ồn hôm nay',
      {
        service: '1022',
        category: 'noise',
        state: 'closed',
        since: local('2026-11-25T00:00'),
        until: local('2026-11-25T23:59:59.999'),
      },
    ],
    ['25/10', { since: local('2026-10-25T00:00'), until: local('2026-10-25T23:59:59.999') }],
    ['25/12', { since: local('2025-12-25T00:00'), until: local('2025-12-25T23:59:59.999') }],
    ['25/10/2025', { since: local('2025-10-25T00:00'), until: local('2025-10-25T23:59:59.999') }],
    ['2025-10-25', { since: local('2025-10-25T00:00'), until: local('2025-10-25T23:59:59.999') }],
    ['tháng 10', { since: local('2026-10-01T00:00'), until: local('2026-10-31T23:59:59.999') }],
    ['thang 12', { since: local('2025-12-01T00:00'), until: local('2025-12-31T23:59:59.999') }],
    ['tháng 9 năm 2025', { since: local('2025-09-01T00:00'), until: local('2025-09-30T23:59:59.999') }],
    ['10/2025', { since: local('2025-10-01T00:00'), until: local('2025-10-31T23:59:59.999') }],
    ['7 ngày qua', { since: at - 7 * 86_400_000, until: at }],
    ['last 3 days', { since: at - 3 * 86_400_000, until: at }],
    ['hôm qua', { since: local('2026-11-24T00:00'), until: local('2026-11-24T23:59:59.999') }],
    ['261125-00', { id: '261125-00' }],
  ])('%s', (text, wanted) => expect(filter(text)).toEqual(wanted));

  it('places by their name, with or without their type and its marks', () => {
    const named = read('phuong sai gon').understood[0]?.meaning;
    expect(named?.as).toBe('area');
    for (const text of ['Sài Gòn', 'sai gon', 'Phường Sài Gòn', 'P. Sài Gòn'])
      expect(read(text).understood[0]?.meaning, text).toEqual(named);
    expect(read('ngập nước tại phường Sài Gòn').unknown).toEqual([]);
  });

  it('units, indicators, boards and sources, and tells the other things a name may mean', () => {
    const of = (text: string): Meaning | undefined => read(text).understood[0]?.meaning;
    expect(of('Sở Y tế')).toMatchObject({ as: 'unit' });
    expect(of('PM2.5')).toBeUndefined();
    expect(of('bụi mịn')).toEqual({ as: 'indicator', indicator: 'pm25' });
    expect(of('toan canh')).toMatchObject({ as: 'board', board: 'overview' });
    const many = read('giao thong');
    expect(many.understood[0]?.meaning).toMatchObject({ as: 'category', category: 'traffic' });
    expect(many.suggestions.length).toBeGreaterThan(0);
  });

  it('what spells as typed before what only folds alike', () => {
    const tan = read('Tân Bình');
    expect(tan.understood[0]?.meaning.as).toBe('area');
    expect(tan.suggestions.some((meaning) => meaning.as === 'unit')).toBe(true);
  });

  it('nothing in what means nothing, and says which words', () => {
    expect(read('xyzzy ngập nước qwerty')).toMatchObject({
      unknown: ['xyzzy', 'qwerty'],
      understood: [{ words: 'ngập nước' }],
    });
    expect(read('   ').understood).toEqual([]);
    expect(read('<script>alert(1)</script>').understood).toEqual([]);
    expect(read('%_"\u0000').understood).toEqual([]);
  });
});
