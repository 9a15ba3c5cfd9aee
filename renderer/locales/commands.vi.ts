/** The words of each command: what it is called, what is said when it was given, and when it was carried out. */
export const commandsVi = {
  /** Why a command was decided as it was, by code; `some` where it is so of some of those that it names. */
  remark: {
    noAlert: 'không có cảnh báo này',
    closed: 'đã đóng',
    taken: '{name} đã nhận trước',
    untaken: 'chưa ai nhận',
    unshelved: 'không bị tạm gác',
    unowned: 'chưa ai phụ trách',
    yours: 'bạn đang phụ trách',
    timeOver: 'thời hạn đã qua',
    noRule: 'không có quy tắc {name}',
    ruleIsOff: '{name} đã tắt quy tắc này',
    ruleIsOn: 'quy tắc đang bật',
    notHere: 'nơi nhận không thực hiện lệnh “{name}”',
    unreadable: 'không đọc được {name}',
    late: 'đến thành phố khi đã hết hạn',
    other: 'có lý do mà phiên bản này chưa biết',
    some: '{n} cảnh báo: {what}',
  },
  /** What went wrong with what a window asked, by code; `at` says where. */
  failure: {
    noReply: 'máy chủ chưa trả lời, thử lại sau giây lát',
    sessionNeeded: 'phiên làm việc đã hết, nhập lại khóa',
    sessionKey: 'khóa không đúng',
    roleNeeded: 'không có quyền làm việc này',
    commandInvalid: 'nội dung gửi đi không hợp lệ',
    questionParams: 'không có hoặc không hợp lệ',
    boardUnknown: 'không có bảng này, có thể vừa được đổi',
    diskFull: 'ổ đĩa của máy chủ đã đầy',
    notUnderstood: 'trang này khác phiên bản máy chủ, tải lại trang',
    stopped: 'đã dừng',
    other: 'máy chủ gặp lỗi ({code}), xem nhật ký của máy chủ',
    at: '{what}: {where}',
  },
  commandState: { queued: 'chờ gửi', rejected: 'bị từ chối', expired: 'quá hạn gửi' },
  commands: {
    report: {
      name: 'Phản hồi về số liệu sai, thiếu',
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
