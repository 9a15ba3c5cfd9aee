/** What several kinds of panel say of ages, ratings and index sets; a part of `en.ts`. */
export const listsEn = {
  ages: {
    title: 'Open, by days waited',
    under: 'under {to}',
    between: '{from} to under {to}',
    from: '{from} or more',
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
    mean: '/5 · {n} rating | /5 · {n} ratings',
    city: 'all {mean}/5',
    rated: '{n} rated',
    tooFew: 'No unit has {n} rating yet | No unit has {n} ratings yet',
    none: 'No rating yet',
  },
  rating: {
    '5': 'Very satisfied',
    '4': 'Satisfied',
    '3': 'Neither',
    '2': 'Dissatisfied',
    '1': 'Very dissatisfied',
  },
  unassessed: { none: 'Every indicator can be assessed', others: 'and {n} other | and {n} others' },
};
