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
    scenario: {
      name: 'Kịch bản',
      given: 'Đã lưu kịch bản tại đây. Kịch bản là giả định, không phải số liệu.',
      applied: 'lưu tại đây',
    },
    acknowledge: { name: 'Nhận cảnh báo', given: 'Đã nhận {n} cảnh báo', applied: 'đã nhận' },
    unacknowledge: { name: 'Thôi nhận', given: 'Đã thôi nhận {n} cảnh báo', applied: 'đã thôi nhận' },
    shelve: { name: 'Tạm gác', given: 'Đã tạm gác {n} cảnh báo', applied: 'đã tạm gác' },
    unshelve: { name: 'Thôi gác', given: 'Đã đưa lại {n} cảnh báo', applied: 'đã thôi gác' },
    own: { name: 'Phụ trách', given: 'Đã đổi người phụ trách {n} cảnh báo', applied: 'đã đổi' },
    comment: { name: 'Bình luận', given: 'Đã lưu bình luận', applied: 'đã lưu' },
    ruleOff: { name: 'Tắt quy tắc', given: 'Đã tắt quy tắc', applied: 'đã tắt' },
    ruleOn: { name: 'Bật quy tắc', given: 'Đã bật quy tắc', applied: 'đã bật' },
  },
} as const;
