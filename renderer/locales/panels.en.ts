/** What several kinds of panel say of days, periods and reports. */
export const panelsEn = {
  stands: {
    usual: 'within the usual',
    above: 'above the usual',
    below: 'below the usual',
    unclear: 'out of the usual, not enough to say',
    outside: 'out of the usual',
    unknown: 'cannot be judged',
  },
  cadence: { live: 'live', day: 'daily', month: 'monthly', quarter: 'quarterly', year: 'yearly' },
  rhythm: {
    day: 'by day',
    month: 'by month',
    cumulative: 'cumulative',
    quarter: 'by quarter',
    year: 'by year',
    span: 'by span',
  },
  weekday: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
} as const;
