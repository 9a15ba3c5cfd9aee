import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../contract/instants.ts';
import { questions, type Data } from '../../contract/questions/index.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { loadProfile } from '../../profile/index.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { answer } from '../index.ts';

const folder = path.resolve(import.meta.dirname, '../../../assets/cities/hcmc');
const NOW = Date.parse('2026-11-25T14:32:00+07:00');

const of = (id: string, more: Partial<CaseRecord>): CaseRecord => ({
  ...{ kind: 'case', service: '1022', id, rev: 1, openedAt: NOW - 2 * DAY, status: 'received' },
  ...{ category: 'power', unit: 'evnhcmc', area: '27004', ...more },
});
/** Of Tân Bình two wards of the former district, of Quận 1 one. */
const made: CaseRecord[] = [
  of('1022-261123-0001', { dueAt: NOW - HOUR }),
  of('1022-261123-0002', { dueAt: NOW + DAY }),
  of('1022-261123-0003', { area: '26983', dueAt: NOW - 2 * HOUR }),
  of('1022-261125-0001', { openedAt: NOW - HOUR, category: 'noise', unit: '26740', area: '26740' }),
  of('H29-261120-0007', { service: 'procedures', category: 'land', openedAt: NOW - 5 * DAY }),
];

let filled: Filled;
beforeAll(async () => {
  filled = filledCache((await loadProfile(folder)).profile, [made]);
});
afterAll(() => filled.close());

function search(text: string, limit = 12): Data<'search'> {
  const found = answer(filled.at(NOW), 'search', { text, limit });
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions.search.answer.strict().parse(found.data);
}
const ids = (text: string): string[] => search(text).rows.map(({ id }) => id);

describe('search', () => {
  it.each<[string, string[]]>([
    ['dien luc tan binh tre han', ['1022-261123-0001']],
    ['điện lực quận tân bình trễ hạn', ['1022-261123-0003', '1022-261123-0001']],
    ['evnhcmc tan binh', ['1022-261123-0002', '1022-261123-0001', 'H29-261120-0007']],
    ['Quận 1 hôm nay', ['1022-261125-0001']],
    ['23/11', ['1022-261123-0003', '1022-261123-0002', '1022-261123-0001']],
    ['1022-2611', ['1022-261125-0001', '1022-261123-0003', '1022-261123-0002', '1022-261123-0001']],
    ['1022-2611 tiếng ồn', ['1022-261125-0001']],
    ['h29-26', ['H29-261120-0007']],
    // Any part of a number, upper or lower case, and without what stands between.
    ['261123-0003', ['1022-261123-0003']],
    ['261120', ['H29-261120-0007']],
    ['0007', ['H29-261120-0007']],
    ['007', ['H29-261120-0007']],
    ['9-261120', ['H29-261120-0007']],
    ['h29261120', ['H29-261120-0007']],
    ['1022261125', ['1022-261125-0001']],
    ['1022/261125/0001', ['1022-261125-0001']],
    ['10222611250001', ['1022-261125-0001']],
    ['0001', ['1022-261125-0001', '1022-261123-0001']],
    ['0001 tiếng ồn', ['1022-261125-0001']],
    // Few figures are no part of a number across what stands between.
    ['2300', []],
    ['đất đai', ['H29-261120-0007']],
    ['ngập nước', []],
  ])('%s finds', (text, wanted) => expect(ids(text)).toEqual(wanted));

  it('tells how many there are, and brings no more than asked for', () => {
    expect(search('1022', 2)).toMatchObject({ total: 4, filter: { service: '1022', tree: true } });
    expect(search('1022', 2).rows).toHaveLength(2);
    expect(search('1022 tre han').total).toBe(2);
  });

  it('finds no cases by what is no part of a case, or by nothing', () => {
    for (const text of ['', 'xyzzy', 'bụi mịn', 'toàn cảnh'])
      expect(search(text), text).toMatchObject({ rows: [], total: null, filter: { tree: true } });
    expect(search('1022-999999')).toMatchObject({ unknown: [{ words: '1022-999999' }], rows: [] });
  });

  it('answers whatever is typed', () => {
    for (const text of [
      'hồ sơ ngập nước',
      '1022 113 quận 1 7 ngày 25/10',
      'a'.repeat(200),
      '\u0000'.repeat(9),
      '(((',
    ])
      expect(search(text).rows.length).toBeGreaterThanOrEqual(0);
  });
});
