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
  },
};
