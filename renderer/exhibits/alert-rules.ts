import { alertSettings, NO_ALERTS, type AlertSettings } from '../../sync/contract/alert-rules.ts';

const RULES = [
  {
    id: 'fieldPlace',
    name: { vi: 'Phản ánh tăng bất thường tại một nơi', en: 'Far more reports than usual in one place' },
    severity: 'critical',
    watch: { detector: 'counts', service: 'citizens', by: 'categoryArea', hours: 2 },
  },
  {
    id: 'field',
    name: { vi: 'Phản ánh tăng bất thường', en: 'More reports than usual' },
    severity: 'high',
    watch: { detector: 'counts', service: 'citizens', by: 'category' },
  },
  {
    id: 'late',
    name: { vi: 'Đơn vị sắp trễ hạn hàng loạt', en: 'A unit about to be late with many' },
    severity: 'high',
    watch: { detector: 'late', service: 'citizens' },
  },
  {
    id: 'target',
    name: { vi: 'Chỉ tiêu nguy cơ không đạt kế hoạch năm', en: 'An indicator may miss its plan of the year' },
    severity: 'high',
    watch: { detector: 'target' },
  },
  {
    id: 'silence',
    name: { vi: 'Nguồn số liệu im lặng', en: 'A source is silent' },
    severity: 'medium',
    watch: { detector: 'silence' },
  },
  {
    id: 'screens',
    name: { vi: 'Màn hình không trả lời', en: 'A screen does not answer' },
    severity: 'low',
    watch: { detector: 'host', what: 'screens' },
  },
];

/** What the made-up city watches. */
export const rules: AlertSettings = alertSettings.parse({ ...NO_ALERTS, rules: RULES });
