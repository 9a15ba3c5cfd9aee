import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Health, NO_WINDOWS } from '../../contract/health.ts';
import { loadProfile } from '../../profile/index.ts';
import { plainPage } from './plain-page.ts';

const { profile } = await loadProfile(fileURLToPath(new URL('../../../assets/cities/hcmc', import.meta.url)));
const health: Health = {
  status: 'late',
  city: 'hcmc',
  scope: null,
  cases: 10,
  measures: 0,
  unknownPlace: 0,
  open: 1234,
  overdue: 56,
  asOf: Date.UTC(2026, 10, 21, 7, 32, 5),
  cursor: { epoch: 'e', seq: 5 },
  quarantine: 0,
  checkedAt: null,
  outbox: 0,
  windows: NO_WINDOWS,
  consoles: null,
  pid: 1,
  version: '0.1.0',
  notes: [],
};

it('says the figures, their state and their instant, and asks again by itself', () => {
  const page = plainPage(profile, health, true, 1);
  expect(page).toContain('1.234');
  expect(page).toContain('56');
  expect(page).toContain('<p class="late">Chậm cập nhật');
  expect(page).toContain('14:32:05 21/11/2026');
  expect(page).toContain('Dữ liệu mô phỏng');
  expect(page).toMatch(/http-equiv="refresh" content="10"/);
  expect(page).not.toContain('<script');
});

it('says so where history is still being fetched, and not where it is there', () => {
  const word = 'Chưa đủ';
  expect(plainPage(profile, { ...health, cursor: null }, false, 1)).toContain(word);
  expect(plainPage(profile, health, false, 1)).not.toContain(word);
});

it('says whose figures they are where the wall holds the part of one unit', () => {
  const page = plainPage(profile, { ...health, scope: 'soxd' }, false, 1);
  expect(page).toContain('<h1>Sở Xây dựng</h1>');
  expect(page).not.toContain(profile.city.centre.vi);
});

it('does not pretend where nothing was ever held', () => {
  const page = plainPage(
    profile,
    { ...health, status: 'empty', asOf: null, cursor: null, open: 0, overdue: 0 },
    false,
    9,
  );
  expect(page).toContain('<p class="empty">Chưa có dữ liệu');
  expect(page).toContain('<b>–</b>');
  expect(page).not.toContain('mô phỏng');
});

it('takes no text for markup', () => {
  const centre = { vi: '<img src=x onerror=alert(1)>', en: 'x' };
  const page = plainPage({ ...profile, city: { ...profile.city, centre } }, health, false, 1);
  expect(page).not.toContain('<img');
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
});
