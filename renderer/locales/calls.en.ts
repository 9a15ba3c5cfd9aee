/** Words of who is called. */
export const callsEn = {
  callEvent: {
    opened: 'Whoever is on duty is called',
    called: 'Called {name}',
    climbed: 'Not answered, climbed to level {n}: called {name}',
    noShift: 'Nobody is on duty who could be called',
    noWay: 'Nobody of level {n} can be reached',
    unanswered: 'Nobody of this shift answered, the next is called',
    ended: {
      acknowledged: 'Call answered: alert acknowledged',
      owned: 'Call answered: alert owned',
      received: 'Call answered: the unit received it',
      answered: 'Call answered: the unit replied',
      aside: 'Calling ended: put aside or merged into another',
      gone: 'Calling ended: it is gone',
      ruleGone: 'Calling ended: it is not called for any more',
    },
    delivered: 'Sent by {way}',
    failed: 'Not sent by {way}, try {n}',
    way: { webhook: 'the gateway', mail: 'e-mail', outbox: 'a file of the demonstration, to nobody outside' },
  },
} as const;
