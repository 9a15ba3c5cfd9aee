import { expect, test } from 'vitest';
import { HOUR } from '../../../sync/contract/instants.ts';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import { pick } from '../../exhibits/city.ts';
import { headlineOfAlerts, headlineUnseen } from '../../exhibits/figures/alerts.ts';
import { said } from './said.fixture.ts';

const [late, flood] = headlineOfAlerts.facts.filter((fact) => fact.fact === 'alert');
if (late === undefined || flood === undefined) throw new Error('the headline tells two alerts');

test('alerts come first and are for somebody to decide: what, how much against what, who answers, how many more', () => {
  expect(said([{ ...flood, others: 0 }])).toBe(
    'Cần chỉ đạo: ngập nước tại phường Bình Hưng Đông: 46 phản ánh mới trong 2 giờ, mức thường 12, Công ty Thoát nước phụ trách',
  );
  expect(said([flood], 'en')).toBe(
    'For decision: flooding in Binh Hung Dong ward: 46 new reports in 2 h, usual 12, Drainage company in charge; 4 more alert groups',
  );
});

test('a count of before says until when it was counted: what stands beside it may have gone on', () => {
  const { gravest } = flood;
  const before = {
    ...flood,
    others: 0,
    gravest: { ...gravest, since: gravest.since - HOUR, until: gravest.until - HOUR },
  };
  expect(said([before])).toContain('46 phản ánh mới trong 2 giờ đến 13:');
  expect(said([{ ...flood, others: 0 }])).not.toContain('đến');
});

test('of what is still to come, by when', () => {
  expect(said([{ ...late, others: 0, by: Date.UTC(2026, 11, 31, 17) }])).toMatch(
    /ngưỡng cảnh báo 60, .+, hạn 31\/12\/2026$/,
  );
});

test('the queue: how many nobody has acknowledged, the gravest, since when and whose it is', () => {
  const { rule, severity, atRisk, since, subject, unit } = flood;
  const queue: Fact = { fact: 'queue', groups: 3, of: 7, rule, severity, atRisk, since, subject, unit };
  expect(said([queue])).toMatch(
    /^3\/7 nhóm cảnh báo chưa có người nhận; cấp bách nhất: .*ngập nước.*phường Bình Hưng Đông, báo lúc \d\d:\d\d, Công ty Thoát nước phụ trách$/,
  );
  expect(said([{ ...queue, unit: null }])).not.toContain('phụ trách');
});

test('of several alerts the gravest is named', () => {
  expect(said([{ ...late, unit: null }])).toBe(
    'Cần chỉ đạo: đơn vị sắp trễ hạn hàng loạt: 5 cảnh báo, nặng nhất là Sở Nông nghiệp và Môi trường, 120 phản ánh sắp đến hạn, ngưỡng cảnh báo 60',
  );
});

test('of several in one field the place is named, and the field once', () => {
  const subject = { service: 'citizens', category: 'c2' };
  expect(said([{ ...flood, count: 6, subject, unit: null, others: 0 }])).toBe(
    'Cần chỉ đạo: ngập nước: 6 cảnh báo, nặng nhất là phường Bình Hưng Đông, 46 phản ánh mới trong 2 giờ, mức thường 12',
  );
});

test('of a source the rule says what is not right', () => {
  const subject = { source: 'procedures' };
  const gravest = {
    ...flood.gravest,
    subject,
    measure: 'time',
    value: 6_120_000,
    expected: null,
    limit: 900_000,
  } as const;
  expect(said([{ ...flood, rule: 'silence', subject, gravest, unit: 'u6', others: 0 }])).toBe(
    'Cần chỉ đạo: nguồn số liệu im lặng, Dịch vụ công trực tuyến: 102 phút, ngưỡng cảnh báo 15 phút, Sở Y tế phụ trách',
  );
});

test('indicators are counted as indicators', () => {
  const subject = { indicator: 'disbursement' };
  const gravest = {
    ...flood.gravest,
    subject,
    measure: 'chance',
    value: 0.12,
    expected: null,
    limit: 0.2,
  } as const;
  const target = {
    ...flood,
    rule: 'target',
    atRisk: true,
    subject: {},
    gravest,
    count: 7,
    unit: null,
    others: 0,
  };
  expect(said([target])).toBe(
    'Cần chỉ đạo: chỉ tiêu nguy cơ không đạt kế hoạch năm: 7 chỉ tiêu, nặng nhất là giải ngân vốn đầu tư công, khả năng đạt 12%',
  );
});

test('who has taken it comes before who answers for it', () => {
  expect(said([{ ...flood, others: 0, owner: 'Bàn 2' }])).toMatch(/mức thường 12, Bàn 2 phụ trách$/);
});

test('what follows an alert is no overview of its own', () => {
  const overdue: Fact = { fact: 'overdue', service: 'citizens', overdue: 125, open: 396 };
  expect(said([{ ...flood, others: 0 }, overdue])).toMatch(/^Cần chỉ đạo: ngập nước.*; 125 phản ánh trễ hạn/);
});

test('that not every rule was looked at is said instead of calm', () => {
  expect(said([pick(headlineUnseen.facts, 0)])).toBe(
    'Chưa theo dõi được 2/6 quy tắc cảnh báo; 313 phản ánh từ 0 giờ.',
  );
});
