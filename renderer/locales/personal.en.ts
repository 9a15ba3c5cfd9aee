/** Words of looks at personal parts, on a console. */
export const personalEn = {
  personal: {
    name: 'Personal information',
    hidden: 'hidden',
    look: 'Show',
    lookAt: 'Show {field}',
    hide: 'Hide',
    hideIt: 'Hide {field}',
    field: {
      text: 'What the citizen wrote',
      name: 'Name',
      phone: 'Telephone',
      email: 'E-mail',
      address: 'Address',
      point: 'Exact place',
    },
    why: {
      role: 'Not for the role {role}: {fields}.',
      unit: 'Only for the unit that handles it and those above that unit: {fields}.',
    },
    standing: {
      none: 'This case came without personal information.',
      dropped: 'Deleted: it was kept for as long as it may be.',
      never: 'This wall holds no personal information.',
    },
    demo: 'Demonstration data: nobody has this name, number or address.',
    logged: 'Each look is written in the audit log; what is shown is hidden again after 1 minute.',
    purpose: 'Purpose: {what}',
    change: 'Another purpose',
    ask: 'What do you need personal information for?',
    askHint:
      'Your account, the purpose and what you look at are written in the audit log. Type no names or numbers here.',
    for: {
      handling: 'Handling this case',
      reply: 'Getting back to whoever sent it',
      verify: 'Verifying what was said',
      complaint: 'A complaint about how it was handled',
      other: 'Something else',
    },
    words: 'In more words (not needed)',
    wordsNeeded: 'What it is',
    enter: 'Show',
    failed: 'Not shown: {what}',
    unread: 'What personal information there is cannot be told: {what}',
  },
};
