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
    acknowledge: { name: 'Acknowledge', given: '{n} acknowledged', applied: 'acknowledged' },
    unacknowledge: { name: 'Take back', given: '{n} taken back', applied: 'taken back' },
    shelve: { name: 'Shelve', given: '{n} shelved', applied: 'shelved' },
    unshelve: { name: 'Unshelve', given: '{n} put back', applied: 'put back' },
    own: { name: 'Owner', given: 'The owner of {n} was changed', applied: 'changed' },
    comment: { name: 'Comment', given: 'The comment is kept', applied: 'kept' },
    ruleOff: { name: 'Switch a rule off', given: 'The rule is off', applied: 'off' },
    ruleOn: { name: 'Switch a rule on', given: 'The rule is on', applied: 'on' },
  },
};
