/** Words of the operator's part of alerts: the queue, one alert, rules, keys. `queue.en.ts` has the same keys, or does not compile. */
export const queueVi = {
  queue: {
    name: 'Cảnh báo',
    rules: 'Quy tắc cảnh báo',
    nobody: 'chưa ai phụ trách',
  },
} as const;
