/** Words of the page of one unit. */
export const unitEn = {
  unitPage: {
    onTime: 'On time',
    allCases: 'All cases of this unit',
    noCases: 'This unit has no cases yet',
    noAlerts: 'No alerts',
    above: 'Part of: {unit}',
  },
};
