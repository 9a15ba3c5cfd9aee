export const commandsEn = {
  commandState: { queued: 'queued', rejected: 'rejected', expired: 'expired' },
  commands: {
    report: {
      name: 'Report',
      given: 'Noted, on its way to the data centre. The board Data health shows what becomes of it.',
      applied: 'noted',
    },
    note: {
      name: 'Remark',
      given: 'Kept here. The board Data health shows it.',
      applied: 'kept here',
    },
    scenario: {
      name: 'Scenario',
      given: 'The scenario is kept here. It is an assumption, not a figure.',
      applied: 'kept here',
    },
    acknowledge: { name: 'Acknowledge', given: 'Acknowledged.', applied: 'acknowledged' },
    unacknowledge: {
      name: 'Take back acknowledgement',
      given: 'Taken back. The alert is new again.',
      applied: 'acknowledgement taken back',
    },
    shelve: {
      name: 'Shelve',
      given: 'Shelved. The alert comes back when the time is over.',
      applied: 'shelved',
    },
    unshelve: { name: 'Unshelve', given: 'Unshelved.', applied: 'unshelved' },
    own: { name: 'Take charge', given: 'Noted whose it is.', applied: 'noted whose it is' },
    comment: { name: 'Comment', given: 'Kept in the history of the alert.', applied: 'kept' },
    ruleOff: {
      name: 'Switch rule off',
      given: 'Switched off. The rule raises no alert until it is switched on again.',
      applied: 'switched off',
    },
    ruleOn: {
      name: 'Switch rule on',
      given: 'Switched on. The rule watches again.',
      applied: 'switched on',
    },
  },
};
