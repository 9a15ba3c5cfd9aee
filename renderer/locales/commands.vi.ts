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
    acknowledge: { name: 'Tiếp nhận', given: 'Đã tiếp nhận cảnh báo.', applied: 'đã tiếp nhận' },
    unacknowledge: {
      name: 'Bỏ tiếp nhận',
      given: 'Đã bỏ tiếp nhận. Cảnh báo trở lại trạng thái mới.',
      applied: 'đã bỏ tiếp nhận',
    },
    shelve: {
      name: 'Tạm gác',
      given: 'Đã tạm gác. Cảnh báo trở lại khi hết thời hạn.',
      applied: 'đã tạm gác',
    },
    unshelve: { name: 'Bỏ tạm gác', given: 'Đã bỏ tạm gác.', applied: 'đã bỏ tạm gác' },
    own: { name: 'Phụ trách', given: 'Đã ghi người phụ trách.', applied: 'đã ghi người phụ trách' },
    comment: {
      name: 'Ý kiến',
      given: 'Đã lưu ý kiến vào lịch sử cảnh báo.',
      applied: 'đã lưu ý kiến',
    },
    ruleOff: {
      name: 'Tắt quy tắc',
      given: 'Đã tắt quy tắc. Quy tắc không tạo cảnh báo cho đến khi được bật lại.',
      applied: 'đã tắt quy tắc',
    },
    ruleOn: {
      name: 'Bật quy tắc',
      given: 'Đã bật quy tắc. Quy tắc tiếp tục theo dõi.',
      applied: 'đã bật quy tắc',
    },
  },
} as const;
