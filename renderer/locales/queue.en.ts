/** Words of the operator's part of alerts: the queue, one alert, rules, keys. */
export const queueEn = {
  queue: {
    name: 'Alerts',
    rules: 'Alert rules',
    nobody: 'nobody has it',
  },
};
