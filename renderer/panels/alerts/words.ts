import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Cảnh báo', 'Alerts'],
  more: ['còn {n} nhóm', '{n} more group | {n} more groups'],
  others: ['{first} và {n} khác', '{first} and {n} more'],
  gravest: ['nặng nhất là {what}: {figure}', 'worst {what}: {figure}'],
  at: ['{state} · {when}', '{state} · {when}'],
  since: ['từ {when}', 'since {when}'],
  shelved: ['{state} đến {when}', '{state} until {when}'],
  held: ['{who} phụ trách', '{who} in charge'],
  muted: ['+{n} kèm theo', '+{n} merged'],
  within: ['{value} trong {span}', '{value} in {span}'],
  withinUntil: ['{value} trong {span} đến {when}', '{value} in {span} up to {when}'],
  none: ['Không có cảnh báo', 'No alerts'],
  noneHere: ['Phần này không có cảnh báo', 'No alerts of these'],
  nothingYet: ['Chưa thấy cảnh báo', 'No alerts seen yet'],
  firstLook: ['Đang xem lần đầu, chưa biết có gì bất thường', 'Looking for the first time: not known yet'],
  noRules: ['Chưa có quy tắc cảnh báo nào', 'There are no alert rules yet'],
  allOff: ['Mọi quy tắc cảnh báo đang tắt', 'Every alert rule is off'],
  seen: ['đã xem đủ {n} quy tắc', 'the one rule was looked at | all {n} rules were looked at'],
  then: ['Lúc {when}: {text}', 'At {when}: {text}'],
  young: ['{n} quy tắc chờ đủ số liệu', '{n} rule waits for history | {n} rules wait for history'],
  blind: ['{n}/{all} quy tắc chưa theo dõi được', '{n}/{all} rules not looked at'],
  full: ['{n} quy tắc có quá nhiều cảnh báo, tạm dừng', 'paused for raising too many: {n}'],
  off: ['{n} quy tắc đang tắt', 'rules off: {n}'],
  shelvedCount: ['{n} tạm gác', '{n} shelved'],
  mutedCount: ['{n} kèm theo cảnh báo khác', '{n} merged into another'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    alerts: typeof words;
  }
}
