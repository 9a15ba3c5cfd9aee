import { describe, expect, it } from 'vitest';
import { timeIn } from './named-times.ts';

/** A Wednesday afternoon, on the day of the cut-off of the reporting month, two and a half hours after it. */
const at = Date.parse('2026-11-25T14:32:00+07:00');
const city = { timeZone: 'Asia/Ho_Chi_Minh', reportingMonth: { day: 25, hour: 12 } };
const read = (text: string, begun = true) => timeIn({ raw: text.split(' '), begun }, { at, city });

/** Local days, both included; `…Thh:mm` for an instant of the second. */
const told = (text: string): string | null => {
  const found = read(text);
  if (found === null) return null;
  const local = (instant: number): string => new Date(instant + 7 * 3_600_000).toISOString();
  const [since, until] = [local(found.since), local(found.until)];
  return since.endsWith('T00:00:00.000Z') && until.endsWith('T23:59:59.999Z')
    ? `${since.slice(0, 10)}..${until.slice(0, 10)}`
    : `${since.slice(0, 16)}..${until.slice(0, 16)}`;
};

describe('times as one types them', () => {
  it.each([
    ['hôm nay', '2026-11-25..2026-11-25'],
    ['Today', '2026-11-25..2026-11-25'],
    ['hom qua', '2026-11-24..2026-11-24'],
    ['tuần này', '2026-11-23..2026-11-29'],
    ['tuần trước', '2026-11-16..2026-11-22'],
    ['tháng trước', '2026-10-01..2026-10-31'],
    ['quý trước', '2026-07-01..2026-09-30'],
    ['năm ngoái', '2025-01-01..2025-12-31'],
    ['kỳ này', '2026-11-25T12:00..2026-11-25T14:32'],
    ['kỳ trước', '2026-10-25T12:00..2026-11-25T11:59'],
    ['7 ngày qua', '2026-11-19T00:00..2026-11-25T14:32'],
    ['24h qua', '2026-11-24T14:32..2026-11-25T14:32'],
    ['last 3 weeks', '2026-11-04T14:32..2026-11-25T14:32'],
    ['25/10', '2026-10-25..2026-10-25'],
    ['25/12', '2025-12-25..2025-12-25'],
    ['25/10/2025', '2025-10-25..2025-10-25'],
    ['25-10-2025', '2025-10-25..2025-10-25'],
    ['2025-10-25', '2025-10-25..2025-10-25'],
    ['ngày 25 tháng 10', '2026-10-25..2026-10-25'],
    ['25 tháng 10 năm 2025', '2025-10-25..2025-10-25'],
    ['25 October', '2026-10-25..2026-10-25'],
    ['oct 25 2025', '2025-10-25..2025-10-25'],
    ['tháng 10', '2026-10-01..2026-10-31'],
    ['tháng 12', '2025-12-01..2025-12-31'],
    ['tháng 9 năm 2025', '2025-09-01..2025-09-30'],
    ['10/2025', '2025-10-01..2025-10-31'],
    ['2025-10', '2025-10-01..2025-10-31'],
    ['october', '2026-10-01..2026-10-31'],
    ['may 2026', '2026-05-01..2026-05-31'],
    ['quý 3', '2026-07-01..2026-09-30'],
    ['Q4/2025', '2025-10-01..2025-12-31'],
    ['năm 2025', '2025-01-01..2025-12-31'],
    ['2025', '2025-01-01..2025-12-31'],
    ['29/2', '2024-02-29..2024-02-29'],
    ['hôm n', '2026-11-25..2026-11-25'],
  ])('%s', (text, expected) => expect(told(text)).toBe(expected));

  it.each([
    'máy',
    '31/2/2026',
    '32/1',
    '13/2025',
    'tháng 13',
    'quý 5',
    '0 ngày',
    '999 tháng',
    '1022',
    'q1',
    'ho',
  ])('%s is none', (text) => expect(read(text)).toBeNull());

  it('says how many words it took, and leaves the others', () => {
    expect(read('tháng 10 năm 2025 ngập nước')?.words).toBe(4);
    expect(read('7 ngày qua trễ hạn')?.words).toBe(3);
    expect(read('25/10 noise')?.words).toBe(1);
    expect(read('hôm nay ngập')?.words).toBe(2);
    expect(read('hôm n')).toMatchObject({ words: 2, begun: true });
    expect(read('hôm n', false)).toBeNull();
  });

  it('keeps whole local days where clocks change', () => {
    const by = {
      at: Date.parse('2026-11-02T12:00:00-08:00'),
      city: { ...city, timeZone: 'America/Los_Angeles' },
    };
    const found = timeIn({ raw: ['1/11'], begun: true }, by);
    expect((found?.until ?? 0) - (found?.since ?? 0) + 1).toBe(25 * 3_600_000);
  });
});
