import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Cần chỉ đạo', 'For decision'],
  lead: ['Cần chỉ đạo: ', 'For decision: '],
  hotspot: [
    '{category} tại {area}, gấp {ratio} mức bình thường',
    '{category} in {area}, {ratio} times the usual',
  ],
  hotspotNew: [
    '{category} tại {area}, {count} vụ trong {hours} giờ',
    '{category} in {area}, {count} cases in {hours} hours',
  ],
  handledBy: ['{unit} đang xử lý', '{unit} is handling it'],
  alert: ['{what}: {figure}', '{what}: {figure}'],
  alerts: [
    '{what}: {n} cảnh báo, nặng nhất {gravest} {figure}',
    '{what}: {n} alerts, the gravest {gravest} {figure}',
  ],
  alertsOfIndicators: [
    '{what}: {n} chỉ tiêu, nặng nhất {gravest} {figure}',
    '{what}: {n} indicators, the gravest {gravest} {figure}',
  ],
  fieldAt: ['{category} tại {area}', '{category} in {area}'],
  holds: ['{who} đang giữ', '{who} has it'],
  alertOthers: ['{n} nhóm cảnh báo khác', '{n} more groups of alerts'],
  alarms: [
    '24 giờ qua báo {n} lần cho {operators} người trực, trong mức {limit} của ISA-18.2',
    '{n} alarms for {operators} operators in 24 hours, within the {limit} of ISA-18.2',
  ],
  alarmsOver: [
    '24 giờ qua báo {n} lần cho {operators} người trực, vượt mức {limit} của ISA-18.2',
    '{n} alarms for {operators} operators in 24 hours, over the {limit} of ISA-18.2',
  ],
  alarmFloods: ['{n} đợt báo dồn dập trong 30 ngày', '{n} floods of alarms in 30 days'],
  alarmTop: ['nhiều nhất: {rule}, {share}', 'the most from {rule}, {share}'],
  unseen: [
    'Chưa xem được {n}/{all} quy tắc cảnh báo; {count} {noun} từ 0 giờ.',
    '{n} of {all} alert rules not looked at yet; {count} {noun}s since midnight.',
  ],
  overdue: ['{overdue} {noun} trễ hạn trong {open} đang mở', '{overdue} of {open} open {noun}s overdue'],
  onTime: ['kỳ này đúng hạn {share}', 'this period {share} on time'],
  onTimeWhole: ['kỳ trước đúng hạn {share}', 'last period {share} on time'],
  onTimeUnits: ['{n} đơn vị chiếm {share} {noun} trễ hạn', '{n} units hold {share} of overdue {noun}s'],
  atRisk: [
    '{red}/{total} chỉ tiêu nguy cơ không đạt',
    '{red}/{total} indicators at risk of missing the plan',
  ],
  unassessed: ['{n} chưa đủ cơ sở đánh giá', '{n} cannot be assessed'],
  shortfall: ['{indicator} {value}, thiếu {shortfall}', '{indicator} {value}, short by {shortfall}'],
  excess: [
    '{indicator} {value}, vượt mức cho phép {shortfall}',
    '{indicator} {value}, {shortfall} over the limit',
  ],
  leads: ['{unit} chủ trì', '{unit} leads'],
  one: ['{indicator} {period}: {value}', '{indicator}, {period}: {value}'],
  oneShort: [
    '{indicator} {period}: {value}, thiếu {shortfall}',
    '{indicator}, {period}: {value}, short by {shortfall}',
  ],
  oneOver: [
    '{indicator} {period}: {value}, vượt mức cho phép {shortfall}',
    '{indicator}, {period}: {value}, {shortfall} over the limit',
  ],
  oneNone: ['{indicator}: chưa có số liệu', '{indicator}: no value yet'],
  onePlan: ['kế hoạch {value}', 'the plan of {value}'],
  onePlanYear: ['kế hoạch năm {value}', 'the year’s plan of {value}'],
  oneRed: ['nguy cơ không đạt {plan}', 'at risk of missing {plan}'],
  oneOrange: ['chậm tiến độ {plan}', 'behind {plan}'],
  oneOverLimit: [
    'vượt ngưỡng hôm nay {shortfall}, ngưỡng {limit}',
    '{shortfall} over its limit today, the limit {limit}',
  ],
  oneOnCourse: ['đúng tiến độ {plan}', 'on course for {plan}'],
  oneAhead: ['vượt tiến độ {plan}', 'ahead of {plan}'],
  oneUnknown: ['chưa đủ cơ sở đánh giá: {reason}', 'cannot be assessed: {reason}'],
  unusualTimes: [
    '{indicator}, {day}: {value}, gấp {ratio} mức bình thường',
    '{indicator}, {day}: {value}, {ratio} times the usual',
  ],
  unusualHigh: [
    '{indicator}, {day}: {value}, cao hơn mức bình thường {low} – {high}',
    '{indicator}, {day}: {value}, above the usual {low} – {high}',
  ],
  unusualLow: [
    '{indicator}, {day}: {value}, thấp hơn mức bình thường {low} – {high}',
    '{indicator}, {day}: {value}, below the usual {low} – {high}',
  ],
  unusualOthers: ['{n} chỉ tiêu khác ngoài mức bình thường', '{n} more outside their usual'],
  weakest: [
    '{set} {year} yếu nhất ở “{component}”: {score}/{max}',
    '{set} {year} is weakest in “{component}”: {score}/{max}',
  ],
  weakestUnits: [
    '{set} {year} yếu nhất ở “{component}”: bình quân {n} đơn vị {score}/{max}',
    '{set} {year} is weakest in “{component}”: {score}/{max}, the mean of {n} units',
  ],
  riser: [
    '{set} {year}: {unit} tăng {n} bậc, lên hạng {rank}',
    '{set} {year}: {unit} rose {n} places to {rank}',
  ],
  faller: ['{unit} giảm {n} bậc, xuống hạng {rank}', '{unit} fell {n} places to {rank}'],
  fallerFirst: [
    '{set} {year}: {unit} giảm {n} bậc, xuống hạng {rank}',
    '{set} {year}: {unit} fell {n} places to {rank}',
  ],
  lateSources: ['{late}/{total} nguồn chậm cập nhật', '{late}/{total} sources late'],
  lateSource: ['số liệu {source} dừng lúc {when}', '{source} data stopped at {when}'],
  duty: ['{unit} phụ trách', '{unit} answers for it'],
  quietDays: [
    '{n} chỉ tiêu theo ngày, không chỉ tiêu nào ra ngoài mức bình thường.',
    '{n} daily indicators, none out of its usual.',
  ],
  quietSource: ['Nguồn số liệu đúng hẹn.', 'The data source is on time.'],
  quietSources: ['Cả {n} nguồn số liệu đúng hẹn.', 'All {n} data sources are on time.'],
  then: ['Lúc {when}: {text}', 'At {when}: {text}'],
  calm: [
    'Chưa có việc cần chỉ đạo; {count} {noun} từ 0 giờ.',
    'Nothing needs a decision; {count} {noun}s since midnight.',
  ],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    headline: typeof words;
  }
}
