import { names } from '../../exhibits/city.ts';
import { exhibit } from '../../exhibits/exhibit.ts';
import { strip } from '../../exhibits/figures/cases.ts';

const services = names.services.slice(1).map(({ id }) => id);

export const exhibits = [
  exhibit('strip', { services }, strip, {
    options: {
      leads: { procedures: 'worked', initiatives: 'open', dialogue: 'open', tasks: 'done' },
      requests: true,
    },
    source: '',
    sizes: [
      [24, 3],
      [12, 4],
    ],
  }),
];
