/** What several kinds of panel say of days, periods and reports. `panels.en.ts` has the same keys, or does not compile. */
export const panelsVi = {
  stands: {
    usual: 'trong mức thường',
    above: 'trên mức thường',
    below: 'dưới mức thường',
    outside: 'ngoài mức thường',
    unclear: 'ngoài mức thường, chưa đủ căn cứ',
    unknown: 'chưa đủ căn cứ',
  },
  cadence: {
    live: 'trực tiếp',
    day: 'hằng ngày',
    month: 'hằng tháng',
    quarter: 'hằng quý',
    year: 'hằng năm',
  },
  rhythm: {
    day: 'theo ngày',
    month: 'theo tháng',
    cumulative: 'lũy kế',
    quarter: 'theo quý',
    year: 'theo năm',
    span: 'theo đợt',
  },
  weekday: { mon: 'T2', tue: 'T3', wed: 'T4', thu: 'T5', fri: 'T6', sat: 'T7', sun: 'CN' },
} as const;
