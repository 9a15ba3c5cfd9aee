import { exhibit } from '../../exhibits/exhibit.ts';
import { NOW } from '../../exhibits/city.ts';

const alt = { vi: 'Bờ sông', en: 'The river bank' };
const camera = { status: 'live', at: NOW, value: null, area: null, url: null };

export const exhibits = [
  exhibit(
    'nothing',
    {},
    {},
    {
      source: '',
      options: { alt, file: 'skyline.svg', fit: 'cover' },
      sizes: [
        [8, 5],
        [5, 8],
      ],
    },
  ),
  exhibit(
    'nothing',
    {},
    {},
    { id: 'missing', source: '', options: { alt, file: 'missing.png' }, sizes: [[8, 5]] },
  ),
  exhibit('asset', { type: 'camera', id: 'dark' }, camera, { options: { alt }, sizes: [[8, 5]] }),
];
