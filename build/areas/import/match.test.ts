import { describe, expect, it } from 'vitest';
import type { Xy } from '../power.ts';
import type { Feature } from './features.ts';
import { match } from './match.ts';
import { isNamed, type Wanted } from './named.ts';

const area = (id: string, vi: string, centroid: Xy = [106.7, 10.8]): Wanted => ({
  id,
  name: { vi, en: vi },
  centroid: [...centroid],
  areaKm2: 3,
});
const feature = (
  number: number,
  properties: Record<string, string>,
  middle: Xy = [106.7, 10.8],
): Feature => ({
  number,
  properties: new Map(Object.entries(properties)),
  polygons: [[[middle, middle, middle, middle]]],
  middle,
  faults: [],
  notes: [],
});
const told = (features: Feature[], areas: Wanted[]): string[] =>
  match(features, areas).matches.map(({ feature: { number }, area: id, by }) => `${number} ${id} ${by}`);

const areas = [area('26740', 'Sài Gòn'), area('26743', 'Xuân Hoà'), area('26746', 'Tân Định')];

describe('matching features to areas', () => {
  it.each([
    ['Sài Gòn', 'name'],
    ['SÀI GÒN'.normalize('NFD'), 'name'],
    ['Phường Sài Gòn', 'name without its type'],
    ['P. Sài Gòn', 'name without its type'],
    ['sai gon', 'name without diacritics'],
    ['Phuong Sai Gon', 'name without type and diacritics'],
  ])('%s is matched by its %s', (name, by) => {
    expect(told([feature(1, { ten: name })], areas.slice(0, 1))).toEqual([`1 26740 ${by} in ten`]);
  });

  it('takes either place of a tone mark', () => {
    expect(told([feature(1, { n: 'Phường Xuân Hòa' })], areas.slice(1, 2))).toEqual([
      '1 26743 name without its type in n',
    ]);
  });

  it('prefers the code, whatever its property is called', () => {
    const features = [
      feature(1, { MA_XA: '26746', ten: 'Sài Gòn' }),
      feature(2, { MA_XA: '26740', ten: '?' }),
    ];
    expect(told(features, areas)).toEqual(['1 26746 code in MA_XA', '2 26740 code in MA_XA']);
  });

  it('is not misled by a number that happens to be a code, nor by a part of the city named as a ward is', () => {
    const features = [
      feature(1, { name: 'Sài Gòn', population: '26746', district: 'Tân Định' }),
      feature(2, { name: 'Xuân Hoà', population: '31007', district: 'Tân Định' }),
      feature(3, { name: 'Tân Định', population: '19220', district: 'Tân Định' }),
      feature(4, { name: 'Mới', population: '19221', district: 'Tân Định' }),
    ];
    const { matches, rest, nameOf } = match(features, areas);
    expect(matches.map((m) => m.area)).toEqual(['26740', '26743', '26746']);
    expect(rest.map(nameOf)).toEqual(['Mới']);
  });

  it('does not guess between names that are one without diacritics', () => {
    const both = [area('1', 'Tân Phú'), area('2', 'Tân Phủ')];
    expect(told([feature(1, { name: 'Tân Phủ' })], both)).toEqual(['1 2 name in name']);
    expect(told([feature(1, { name: 'Tan Phu' })], both)).toEqual([]);
    const apart = [area('1', 'Tân Phú'), area('2', 'Tân Phủ', [107.2, 10.8])];
    expect(told([feature(1, { name: 'Tan Phu' }, [107.2, 10.81])], apart)).toEqual([
      '1 2 name without diacritics in name',
    ]);
    // Nor is one taken for the other because that one happens to have no mark.
    const plain = [area('1', 'Thanh An'), area('2', 'Thạnh An', [107.2, 10.8])];
    expect(told([feature(1, { name: 'Thanh An' }, [107.2, 10.81])], plain)).toEqual([
      '1 2 name without diacritics in name',
    ]);
  });

  it('gives each of two areas of one name the feature nearer to it', () => {
    const both = [area('north', 'Tân An', [106.7, 10.86]), area('south', 'Tân An', [106.7, 10.84])];
    const features = [
      feature(1, { name: 'Tân An' }, [106.7, 10.845]),
      feature(2, { name: 'Tân An' }, [106.7, 10.848]),
      feature(3, { name: 'Tân An' }, [106.7, 10.838]),
    ];
    expect(told(features.slice(0, 2), both).map((line) => line.slice(0, 7))).toEqual(['1 south', '2 north']);
    // Of three, the two nearest are given; the third is a duplicate of the one it lies at.
    expect(told(features, both).map((line) => line.slice(0, 7))).toEqual(['1 south', '2 north', '3 south']);
    expect(
      told([feature(1, { code: 'south' }), ...features.slice(1, 2)], both).map((l) => l.slice(0, 7)),
    ).toEqual(['1 south', '2 north']);
  });

  it('knows a name that stands elsewhere in the country as another place', () => {
    expect(told([feature(1, { name: 'Sài Gòn' }, [105.8, 21.0])], areas)).toEqual([]);
  });
});

describe('whether a text is the name of an area', () => {
  it.each([
    ['Phường Xuân Hòa', true],
    ['Xuan Hoa', true],
    ['Xuân Hoa Mới', false],
  ])('%s: %s', (text, is) => {
    expect(isNamed(text, { name: { vi: 'Xuân Hoà', en: 'Xuan Hoa' } })).toBe(is);
  });
});
