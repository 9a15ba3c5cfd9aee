import { expect, it } from 'vitest';
import type { Feature } from '../import/features.ts';
import { columnsOf } from './columns.ts';
import { typed } from './types.ts';

const features = (...rows: Record<string, string | number>[]): Feature[] =>
  rows.map((row, i) => ({
    ...{ number: i + 1, polygons: [], middle: [0, 0], faults: [], notes: [] },
    properties: new Map(Object.entries(row).map(([key, value]) => [key, String(value)])),
  }));

it.each<[string, Record<string, string | number>[], object]>([
  [
    'wards of Vietnam',
    [
      { OBJECTID: 1, MaXa: '26740', TenXa: 'Phường Sài Gòn', TenTinh: 'Hồ Chí Minh', DanSo: 47_022 },
      { OBJECTID: 2, MaXa: '26743', TenXa: 'Phường Bến Thành', TenTinh: 'Hồ Chí Minh', DanSo: 71_785 },
    ],
    { code: 'MaXa', name: 'TenXa' },
  ],
  [
    'community districts',
    [
      { boro_cd: '101', shape_area: '42688.1', shape_leng: '74054.5' },
      { boro_cd: '503', shape_area: '599062130.7', shape_leng: '267787.4' },
    ],
    { code: 'boro_cd', name: undefined },
  ],
  [
    'neighbourhoods by name alone',
    [
      { nhood: 'Mission', sfar_distr: 'District 9' },
      { nhood: 'Noe Valley', sfar_distr: 'District 9' },
    ],
    { code: undefined, name: 'nhood' },
  ],
  [
    'names in two languages',
    [
      { id: 'a', name_vi: 'Phía tây', name_en: 'West' },
      { id: 'b', name_vi: 'Phía đông', name_en: 'East' },
    ],
    { code: 'id', name: 'name_vi', english: 'name_en' },
  ],
  [
    'districts of Berlin',
    [
      { gml_id: 's_1', Gemeinde_name: 'Mitte', Gemeinde_schluessel: '001', Land_name: 'Berlin' },
      { gml_id: 's_2', Gemeinde_name: 'Pankow', Gemeinde_schluessel: '003', Land_name: 'Berlin' },
    ],
    { name: 'Gemeinde_name', code: 'Gemeinde_schluessel' },
  ],
  ['nothing', [{}, {}], { code: undefined, name: undefined, english: undefined }],
])('finds codes and names: %s', (_, rows, expected) => {
  expect(columnsOf(features(...rows))).toMatchObject(expected);
});

it.each([
  ['Phường Sài Gòn', 'ward', 'Sài Gòn'],
  ['Xã Bình Chánh', 'commune', 'Bình Chánh'],
  ['Đặc khu Côn Đảo', 'specialZone', 'Côn Đảo'],
  ['Quận 1', 'district', 'Quận 1'],
  ['Quận Bình Thạnh', 'district', 'Bình Thạnh'],
  ['Mission', 'neighbourhood', 'Mission'],
  ['Ward Hill', 'ward', 'Hill'],
])('%s is a %s called %s', (name, type, plain) => expect(typed(name)).toEqual({ type, plain }));
