import { exhibit } from '../../exhibits/exhibit.ts';

/** Fenced: here, where no city lets any page in, it stays empty and says why. */
export const exhibits = [
  exhibit(
    'nothing',
    {},
    {},
    {
      source: '',
      options: { url: '' },
      sizes: [
        [10, 6],
        [6, 5],
      ],
    },
  ),
];
