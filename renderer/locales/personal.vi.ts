/** Words of looks at personal parts, on a console. `personal.en.ts` has the same keys, or does not compile. */
export const personalVi = {
  personal: {
    name: 'Thông tin cá nhân',
    hidden: 'đang ẩn',
    look: 'Xem',
    lookAt: 'Xem {field}',
    hide: 'Ẩn',
    hideIt: 'Ẩn {field}',
    field: {
      text: 'Nội dung người dân viết',
      name: 'Họ tên',
      phone: 'Điện thoại',
      email: 'Thư điện tử',
      address: 'Địa chỉ',
      point: 'Vị trí chính xác',
    },
    why: {
      role: 'Vai trò {role} không được xem: {fields}.',
      unit: 'Chỉ đơn vị đang xử lý và cấp trên của đơn vị được xem: {fields}.',
    },
    standing: {
      none: 'Trường hợp này không kèm thông tin cá nhân.',
      dropped: 'Đã xóa vì hết thời hạn lưu.',
      never: 'Màn hình này không giữ thông tin cá nhân.',
    },
    demo: 'Dữ liệu mô phỏng: không có ai mang tên, số điện thoại và địa chỉ này.',
    logged: 'Mỗi lần xem được ghi vào nhật ký kiểm toán và tự ẩn sau 1 phút.',
    purpose: 'Mục đích: {what}',
    change: 'Đổi mục đích',
    ask: 'Xem thông tin cá nhân để làm gì?',
    askHint:
      'Tên tài khoản, mục đích và mục được xem được ghi vào nhật ký kiểm toán. Đừng ghi tên hay số điện thoại ở đây.',
    for: {
      handling: 'Xử lý trường hợp này',
      reply: 'Liên hệ lại với người gửi',
      verify: 'Xác minh nội dung',
      complaint: 'Giải quyết khiếu nại về việc xử lý',
      other: 'Việc khác',
    },
    words: 'Nói rõ hơn (không bắt buộc)',
    wordsNeeded: 'Việc gì',
    enter: 'Xem',
    failed: 'Chưa xem được: {what}',
    unread: 'Chưa biết có thông tin cá nhân nào: {what}',
  },
} as const;
