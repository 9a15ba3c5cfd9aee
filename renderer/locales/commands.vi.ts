/** The words of each command: what it is called, what is said when it was given, and when it was carried out. */
export const commandsVi = {
  commandState: { queued: 'chờ gửi', rejected: 'bị từ chối', expired: 'quá hạn gửi' },
  commands: {
    report: {
      name: 'Báo sai, thiếu',
      given: 'Đã ghi, đang chờ gửi trung tâm dữ liệu. Theo dõi ở bảng Tình trạng dữ liệu.',
      applied: 'đã ghi nhận',
    },
    note: {
      name: 'Ghi chú',
      given: 'Đã lưu tại đây. Xem ở bảng Tình trạng dữ liệu.',
      applied: 'lưu tại đây',
    },
  },
} as const;
