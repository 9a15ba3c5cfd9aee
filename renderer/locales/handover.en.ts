/** Words of the end of a shift. */
export const handoverEn = {
  handover: {
    name: 'Handover',
    before: 'An earlier one',
    print: 'Print',
    signed: '{by} handed over {when}',
    taken: '{by} took over {when}',
    none: 'No such handover among the data held',
    notTaken: 'nobody has taken over',
    waitsFor: '{by} handed over {when}, nobody has taken over',
    newer: '{by} has handed over since, at {when}',
    readIt: 'Read what was handed over',
    remark: 'Remark on taking over (optional)',
    take: 'Take over',
    text: 'For the next shift (optional)',
    sign: 'Sign and hand over',
    past: 'Handovers',
    part: {
      groups: 'Open alerts',
      shelved: 'Shelved alerts',
      requests: 'Requests under way',
      calls: 'Calls nobody answered',
      commands: 'Commands waiting for the city',
      notes: 'Remarks of this shift',
    },
    calledAbout: { alerts: 'alert', request: 'request' },
    waits: {
      answer: 'waits for an answer',
      duty: 'waits for somebody on duty',
      shift: 'waits for the next shift',
    },
  },
};
