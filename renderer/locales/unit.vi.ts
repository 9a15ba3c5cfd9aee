/** Words of the page of one unit. `unit.en.ts` has the same keys, or does not compile. */
export const unitVi = {
  unitPage: {
    onTime: 'Đúng hạn',
    allCases: 'Mọi hồ sơ, phản ánh của đơn vị này',
    noCases: 'Đơn vị này chưa có hồ sơ, phản ánh nào',
    noAlerts: 'Không có cảnh báo',
    above: 'Trực thuộc: {unit}',
  },
} as const;
