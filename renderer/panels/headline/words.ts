import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Cần chỉ đạo', 'For decision'],
  lead: ['Cần chỉ đạo: ', 'For decision: '],
  hotspot: ['{category} tại {area}, gấp {ratio} mức thường', '{category} in {area}, {ratio} times the usual'],
  hotspotNew: [
    '{category} tại {area}, {count} {noun} trong {hours} giờ',
    '{category} in {area}, {count} {noun} in {hours}\u00a0h | {category} in {area}, {count} {noun}s in {hours}\u00a0h',
  ],
  handledBy: ['{unit} đang xử lý', '{unit} is handling it'],
  handledLate: ['{unit} đang xử lý, {n} trễ hạn', '{unit} is handling it, {n} overdue'],
  handledNext: ['{unit} đang xử lý, hạn sớm nhất {when}', '{unit} is handling it, the first due at {when}'],
  alert: ['{what}: {figure}', '{what}: {figure}'],
  alerts: [
    '{what}: {n} cảnh báo, nặng nhất là {gravest}, {figure}',
    '{what}: {n} alert, the worst: {gravest}, {figure} | {what}: {n} alerts, the worst: {gravest}, {figure}',
  ],
  alertsOfIndicators: [
    '{what}: {n} chỉ tiêu, nặng nhất là {gravest}, {figure}',
    '{what}: {n} indicator, the worst: {gravest}, {figure} | {what}: {n} indicators, the worst: {gravest}, {figure}',
  ],
  fieldAt: ['{category} tại {area}', '{category} in {area}'],
  holds: ['{who} phụ trách', '{who} in charge'],
  alertOthers: ['{n} nhóm cảnh báo khác', '{n} more alert group | {n} more alert groups'],
  alarms: [
    '24 giờ qua báo {n} lần cho {operators} người trực, trong mức trần {limit} của ISA-18.2',
    '{operators} operators were alerted once in 24\u00a0h, within the ISA-18.2 ceiling of {limit} | {operators} operators were alerted {n} times in 24\u00a0h, within the ISA-18.2 ceiling of {limit}',
  ],
  alarmsOver: [
    '24 giờ qua báo {n} lần cho {operators} người trực, vượt mức trần {limit} của ISA-18.2',
    '{operators} operators were alerted once in 24\u00a0h, over the ISA-18.2 ceiling of {limit} | {operators} operators were alerted {n} times in 24\u00a0h, over the ISA-18.2 ceiling of {limit}',
  ],
  alarmsNone: [
    'Chưa có cảnh báo nào trong 30 ngày để đánh giá theo ISA-18.2',
    'No alert in 30 days to judge by ISA-18.2',
  ],
  alarmsYoung: [
    'Hết ngày {day} mới đủ dữ liệu để đánh giá theo ISA-18.2: đã báo {n} lần cho {operators} người trực',
    'Can be judged by ISA-18.2 once {day} is over: {operators} operators were alerted once | Can be judged by ISA-18.2 once {day} is over: {operators} operators were alerted {n} times',
  ],
  alarmFloods: [
    '{n} đợt cảnh báo dồn dập trong 30 ngày',
    '{n} flood of alerts in 30 days | {n} floods of alerts in 30 days',
  ],
  alarmTop: ['nhiều nhất: {rule}, {share}', 'most from {rule}, {share}'],
  alarmTopOver: ['cần chỉnh quy tắc {rule}, {share}', 'to be tuned first: {rule}, {share}'],
  unseen: [
    'Chưa theo dõi được {n}/{all} quy tắc cảnh báo; {count} {noun} từ 0 giờ.',
    'Alert rules not looked at yet: {n}/{all}; {noun}s since midnight: {count}.',
  ],
  overdue: ['{overdue} {noun} trễ hạn trong {open} đang xử lý', '{overdue} of {open} open {noun}s overdue'],
  onTime: ['kỳ này đúng hạn {share}', 'this period {share} on time'],
  onTimeWhole: ['kỳ trước đúng hạn {share}', 'last period {share} on time'],
  mostLate: [
    '{n} đơn vị chiếm {share} trong {missed} {noun} đã và đang trễ hạn',
    '{n} unit accounts for {share} of {missed} late and overdue {noun}s | {n} units account for {share} of {missed} late and overdue {noun}s',
  ],
  mostLateFirst: [
    '{n} đơn vị chiếm {share} trong {missed} {noun} đã và đang trễ hạn, nhiều nhất {unit}',
    '{n} unit accounts for {share} of {missed} late and overdue {noun}s: {unit} | {n} units account for {share} of {missed} late and overdue {noun}s, most at {unit}',
  ],
  later: [
    'trong kỳ trễ hơn mức chung {city}, cần giải trình: {units}',
    'this period later than the city’s {city}, to be explained: {units}',
  ],
  laterWhole: [
    'kỳ trước trễ hơn mức chung {city}, cần giải trình: {units}',
    'last period later than the city’s {city}, to be explained: {units}',
  ],
  laterUnit: ['{unit} {late}/{of}', '{unit} {late}/{of}'],
  laterToo: [' và {n} đơn vị khác', ' and {n} more'],
  field: ['{category}: {n}/{all} {noun} đang trễ hạn', '{category}: {n}/{all} overdue {noun}s'],
  overdueUnit: [
    '{unit} cần xử lý ngay {n} {noun} trễ hạn, trong {all} của Thành phố',
    '{unit} has to close {n} overdue {noun} now, of {all} in the city | {unit} has to close {n} overdue {noun}s now, of {all} in the city',
  ],
  fieldMost: [
    'lĩnh vực nhiều trễ hạn nhất: {category}, {n}/{all}',
    'most overdue in the field {category}: {n}/{all}',
  ],
  fieldUnit: ['đơn vị nhiều nhất: {unit}, {n}', 'most at {unit}: {n}'],
  requestsLate: ['{n}/{all} yêu cầu trễ hạn trả lời', '{n}/{all} requests with an overdue answer'],
  requestsOf: ['{unit} phải trả lời', '{unit} owes the answer'],
  requestsWait: [
    '{n} trả lời chờ lãnh đạo xem xét',
    '{n} answer awaits the leadership’s review | {n} answers await the leadership’s review',
  ],
  requestsLongest: ['lâu nhất {unit}, từ {when}', 'longest {unit}, since {when}'],
  requestsNext: ['hạn trả lời kế tiếp: {unit}, {when}', 'next answer due: {unit}, {when}'],
  requestsOwed: [
    '{n} yêu cầu đơn vị đang trả lời',
    '{n} request being answered | {n} requests being answered',
  ],
  queue: ['{n}/{of} nhóm cảnh báo chưa có người nhận', '{n}/{of} alert groups not acknowledged'],
  queueGravest: ['cấp bách nhất: {what}, báo lúc {when}', 'most urgent: {what}, raised {when}'],
  gravest: ['nặng nhất là {indicator}', 'the worst: {indicator}'],
  gravestChance: ['nặng nhất là {indicator}, {chance}', 'the worst: {indicator}, {chance}'],
  leadsBy: ['{unit} chủ trì, hạn {when}', '{unit} leads, by {when}'],
  by: ['hạn {when}', 'by {when}'],
  atRisk: [
    '{red}/{total} chỉ tiêu có nguy cơ không đạt',
    '{red}/{total} indicators at risk of missing the plan',
  ],
  unassessed: ['{n} chưa đủ căn cứ đánh giá', '{n} cannot be assessed'],
  shortfall: ['{indicator} {value}, thiếu {shortfall}', '{indicator} {value}, short by {shortfall}'],
  excess: [
    '{indicator} {value}, vượt {shortfall} so với mức trần',
    '{indicator} {value}, {shortfall} over the ceiling',
  ],
  leads: ['{unit} chủ trì', '{unit} leads'],
  one: ['{indicator} {period}: {value}', '{indicator}, {period}: {value}'],
  oneShort: [
    '{indicator} {period}: {value}, thiếu {shortfall}',
    '{indicator}, {period}: {value}, short by {shortfall}',
  ],
  oneOver: [
    '{indicator} {period}: {value}, vượt {shortfall} so với mức trần',
    '{indicator}, {period}: {value}, {shortfall} over the ceiling',
  ],
  oneNone: ['{indicator}: chưa có số liệu', '{indicator}: no value yet'],
  onePlan: ['kế hoạch {value}', 'the plan of {value}'],
  onePlanYear: ['kế hoạch năm {value}', 'the year’s plan of {value}'],
  oneCeiling: ['mức trần {value}', 'the ceiling of {value}'],
  oneCeilingYear: ['mức trần năm {value}', 'the year’s ceiling of {value}'],
  oneRed: ['nguy cơ không đạt {plan}', 'at risk of missing {plan}'],
  oneRedChance: ['nguy cơ không đạt kế hoạch, {chance}', 'at risk of missing its plan, {chance}'],
  oneOrange: ['chậm tiến độ {plan}', 'behind {plan}'],
  oneRedChanceCeiling: ['nguy cơ vượt mức trần, {chance}', 'at risk of passing its ceiling, {chance}'],
  oneRedCeiling: ['nguy cơ vượt {plan}', 'at risk of passing {plan}'],
  oneOrangeCeiling: ['vượt tiến độ của {plan}', 'over the course of {plan}'],
  oneAheadCeiling: ['dưới {plan}', 'under {plan}'],
  oneOverLimit: [
    'vượt {shortfall} so ngưỡng cảnh báo {limit}',
    '{shortfall} over the alert limit of {limit}',
  ],
  oneOnCourse: ['đúng tiến độ {plan}', 'on course for {plan}'],
  oneAhead: ['vượt tiến độ {plan}', 'ahead of {plan}'],
  oneUnknown: ['chưa đủ căn cứ đánh giá: {reason}', 'cannot be assessed: {reason}'],
  unusualOverLimit: [
    '{indicator}, {day}: {value}, vượt ngưỡng cảnh báo {expected}',
    '{indicator}, {day}: {value}, over the alert limit of {expected}',
  ],
  unusualOverCeiling: [
    '{indicator}, {day}: {value}, vượt mức trần {expected}',
    '{indicator}, {day}: {value}, over the ceiling of {expected}',
  ],
  unusualUnderPlan: [
    '{indicator}, {day}: {value}, thấp hơn kế hoạch {expected}',
    '{indicator}, {day}: {value}, below the plan of {expected}',
  ],
  unusualTimes: [
    '{indicator}, {day}: {value}, gấp {ratio} mức thường',
    '{indicator}, {day}: {value}, {ratio} times the usual',
  ],
  unusualHigh: [
    '{indicator}, {day}: {value}, cao hơn mức thường {low}–{high}',
    '{indicator}, {day}: {value}, above the usual {low}–{high}',
  ],
  unusualLow: [
    '{indicator}, {day}: {value}, thấp hơn mức thường {low}–{high}',
    '{indicator}, {day}: {value}, below the usual {low}–{high}',
  ],
  unusualOthers: ['{n} chỉ tiêu khác lệch rõ mức thường', '{n} more clearly out of the usual'],
  weakest: [
    '{set} {year} yếu nhất ở “{component}”: {score}/{max}',
    '{set} {year} is weakest in “{component}”: {score}/{max}',
  ],
  weakestUnits: [
    '{set} {year} yếu nhất ở “{component}”: bình quân {n} đơn vị {score}/{max}',
    '{set} {year} is weakest in “{component}”: {score}/{max}, mean of all units',
  ],
  faller: [
    '{set} {year}: {unit} giảm {n} bậc, xuống hạng {rank}',
    '{set} {year}: {unit} fell {n} place to {rank} | {set} {year}: {unit} fell {n} places to {rank}',
  ],
  fallerToo: [
    '{unit} giảm {n} bậc, xuống hạng {rank}',
    '{unit} fell {n} place to {rank} | {unit} fell {n} places to {rank}',
  ],
  riser: [
    '{unit} tăng {n} bậc, lên hạng {rank}',
    '{unit} rose {n} place to {rank} | {unit} rose {n} places to {rank}',
  ],
  riserFirst: [
    '{set} {year}: {unit} tăng {n} bậc, lên hạng {rank}',
    '{set} {year}: {unit} rose {n} place to {rank} | {set} {year}: {unit} rose {n} places to {rank}',
  ],
  lateSources: ['{late}/{total} nguồn quá hẹn cập nhật', '{late}/{total} sources past due'],
  lateSource: ['số liệu {source} dừng lúc {when}', '{source} data stopped at {when}'],
  duty: ['{unit} phụ trách', '{unit} in charge'],
  quietDays: [
    '{n} chỉ tiêu theo ngày đều trong mức thường.',
    '{n} daily indicator is within the usual. | All {n} daily indicators are within the usual.',
  ],
  quietSource: ['Nguồn số liệu đúng hạn.', 'The data source is on time.'],
  quietSources: [
    'Cả {n} nguồn số liệu đúng hạn.',
    'The data source is on time. | All {n} data sources are on time.',
  ],
  then: ['Lúc {when}: {text}', 'At {when}: {text}'],
  calm: {
    all: [
      'Chưa có việc cần chỉ đạo; {count} {noun} từ 0 giờ.',
      'Nothing needs a decision; {count} {noun} since midnight. | Nothing needs a decision; {count} {noun}s since midnight.',
    ],
    places: ['Chưa có địa bàn nào nổi lên.', 'No place stands out.'],
    fields: ['Không lĩnh vực nào có {noun} trễ hạn.', 'No field has an overdue {noun}.'],
    times: ['Không có {noun} trễ hạn.', 'No {noun} is overdue.'],
    indicators: ['Không có chỉ tiêu nguy cơ không đạt.', 'No indicator is at risk.'],
    requests: ['Không có yêu cầu trễ hạn trả lời.', 'No answer is overdue.'],
    alerts: ['Không có cảnh báo chờ nhận.', 'No alert waits to be acknowledged.'],
  },
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    headline: typeof words;
  }
}
