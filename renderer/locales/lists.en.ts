/** What bars, shares, rankings and lights say; a part of `en.ts`. */
export const listsEn = {
  ages: {
    title: '{service} open, by how long',
    between: '{from} – {to} days',
    from: '{from} days or more',
    open: '{n} open',
    oldest: 'oldest since {when}',
    overdue: 'overdue',
    none: 'Nothing is open',
  },
  subjects: {
    title: '{indicator} by unit',
    none: 'No figures by unit yet',
  },
  components: {
    title: '{set}: weakest components first',
    none: 'This index set has no components',
  },
  quality: {
    title: 'What citizens say of {service}',
    byUnit: 'Ratings by unit',
    satisfied: '{share} satisfied',
    mean: 'mean of 5, from {n} ratings',
    city: 'all {mean}/5',
    rated: '{n} rated',
    none: 'No rating yet',
  },
  shares: {
    states: 'Indicators by state',
    of: '{noun}s',
  },
  rating: {
    '5': 'Very satisfied',
    '4': 'Satisfied',
    '3': 'Neither',
    '2': 'Dissatisfied',
    '1': 'Very dissatisfied',
  },
  ranking: {
    indexSet: '{set}: ranks',
    mean: 'mean {value}',
    weakest: 'weakest: {name} {share}',
    new: 'new in the ranking',
    newShort: 'new',
    same: 'same place',
    up: 'up {n} places',
    down: 'down {n} places',
    none: 'No unit is ranked yet',
  },
  unassessed: { none: 'Every indicator can be assessed' },
};
