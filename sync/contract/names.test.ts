import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, spellName, withoutType } from './names.ts';

describe('a name folded for search', () => {
  it.each([
    ['Phường Sài Gòn', 'phuong sai gon'],
    ['Hoà Hưng', 'hoa hung'],
    ['Hòa Hưng', 'hoa hung'],
    ['Hòa Hưng'.normalize('NFD'), 'hoa hung'],
    ['THUỶ ĐÔNG', 'thuy dong'],
    ['Ðông Thạnh', 'dong thanh'], // with the Icelandic letter
    ['Bà Rịa – Vũng Tàu', 'ba ria vung tau'],
    ['  P.12,\u00a0Q.3 ', 'p 12 q 3'],
    ['Ia H’Drai', 'ia h drai'],
    ['', ''],
  ])('%j is %j', (text, folded) => {
    expect(foldName(text)).toBe(folded);
  });

  it('is the same folded twice, and whatever the composition and the case', () => {
    const words = fc.stringMatching(/^[ a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ.,–-]{0,20}$/);
    fc.assert(
      fc.property(words, (text) => {
        const folded = foldName(text);
        expect(folded).toMatch(/^([a-z]+( [a-z]+)*)?$/);
        expect(foldName(folded)).toBe(folded);
        expect(foldName(text.normalize('NFD').toUpperCase())).toBe(folded);
      }),
    );
  });
});

describe('a name spelt for comparison', () => {
  it.each([
    ['Hoà', 'Hòa'],
    ['Thuỷ', 'Thủy'],
    ['khoẻ', 'KHỎE'],
    ['Xuân Hoà'.normalize('NFD'), 'Xuân-Hòa'],
    ['Mỹ Quý', 'mỹ  quý'],
  ])('%s and %s are one', (one, other) => {
    expect(spellName(one)).toBe(spellName(other));
  });

  it.each([
    ['Hoà', 'Hoa'],
    ['Tân Phú', 'Tân Phủ'],
    ['Đông', 'Dông'],
    ['Bình', 'Binh'],
    ['Lái Thiêu', 'Lai Thiếu'],
  ])('%s and %s are two', (one, other) => {
    expect(spellName(one)).not.toBe(spellName(other));
  });
});

describe('a name without its type', () => {
  it.each(['Phường Sài Gòn', 'P. Sài Gòn', 'phường Sài Gòn'.normalize('NFD'), 'Sài Gòn'])('%s', (name) => {
    expect(withoutType(foldName(name))).toBe('sai gon');
    expect(withoutType(spellName(name))).toBe(spellName('Sài Gòn'));
  });

  it.each([
    ['Thành phố Thủ Đức', 'thu duc'],
    ['TP. Thủ Đức', 'thu duc'],
    ['Đặc khu Côn Đảo', 'con dao'],
    ['Quận 1', '1'],
    ['Xã', 'xa'],
    ['Xuân Hòa', 'xuan hoa'],
  ])('%s leaves %s', (name, left) => {
    expect(withoutType(foldName(name))).toBe(left);
  });

  it('spelt, keeps a name that only looks like one with a type', () => {
    expect(withoutType(spellName('Phương Mai'))).toBe(spellName('Phương Mai'));
    expect(withoutType(foldName('Phương Mai'))).toBe('mai');
  });
});
