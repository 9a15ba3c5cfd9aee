/** Words of times that are typed, of search and of addresses that cannot be shown. `find.en.ts` has the same keys, or does not compile. */
export const findVi = {
  time: {
    hint: 'Ví dụ: 27/11, hôm qua, 27/11 18:00',
    brief: '27/11 18:00',
    endOf: 'hết {day}',
    at: '{time} {day}',
    fresh: '{typed} chưa hết nên là hiện tại',
    from: 'Từ',
    to: 'Đến',
    ownSpan: 'Khoảng khác…',
    wrong: {
      noDay: 'Không có ngày này trong lịch: {typed}',
      noHour: 'Không có giờ này trong ngày: {typed}',
      ahead: 'Chưa đến {day}',
      unread: 'Không hiểu: {typed}',
      turned: 'Bắt đầu sau khi kết thúc',
    },
  },
  search: {
    understood: 'Hiểu là',
    takeBack: 'Bỏ {words}',
    unknown: 'Không có “{words}”',
    nearest: 'Không có “{words}”; gần nhất: {nearest}',
    looking: 'Đang tìm',
    part: 'mã có {part}',
  },
  nowhere: {
    drop: 'Bỏ {part}',
    now: 'Xem hiện tại',
    ahead: 'Chưa đến {when}: số liệu mới có đến {to}',
    before: 'Chưa có số liệu nào lúc {when}',
    caseless: 'Chưa có hồ sơ, phản ánh nào lúc này; chỉ có chỉ tiêu',
  },
} as const;
