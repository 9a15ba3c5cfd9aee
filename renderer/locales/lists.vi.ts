/** What bars, shares, rankings and lights say; a part of `vi.ts`. */
export const listsVi = {
  ages: {
    title: '{service} đang mở, theo thời gian chờ',
    between: '{from} – {to} ngày',
    from: 'từ {from} ngày',
    open: '{n} đang mở',
    oldest: 'lâu nhất từ {when}',
    overdue: 'trễ hạn',
    none: 'Không có gì đang mở',
  },
  subjects: {
    title: '{indicator} theo đơn vị',
    none: 'Chưa có số liệu theo đơn vị',
  },
  components: {
    title: '{set}: thành phần yếu nhất trước',
    none: 'Bộ chỉ số này không có thành phần',
  },
  quality: {
    title: 'Người dân đánh giá {service}',
    byUnit: 'Đánh giá theo đơn vị',
    satisfied: 'hài lòng {share}',
    mean: 'trung bình trên 5, {n} lượt đánh giá',
    city: 'chung {mean}/5',
    rated: '{n} lượt',
    none: 'Chưa có lượt đánh giá nào',
  },
  shares: {
    states: 'Chỉ tiêu theo trạng thái',
    of: '{noun}',
  },
  rating: {
    '5': 'Rất hài lòng',
    '4': 'Hài lòng',
    '3': 'Bình thường',
    '2': 'Không hài lòng',
    '1': 'Rất không hài lòng',
  },
  ranking: {
    indexSet: '{set}: thứ hạng',
    mean: 'trung bình {value}',
    weakest: 'yếu nhất: {name} {share}',
    new: 'mới vào bảng xếp hạng',
    newShort: 'mới',
    same: 'giữ hạng',
    up: 'tăng {n} bậc',
    down: 'giảm {n} bậc',
    none: 'Chưa có đơn vị nào được xếp hạng',
  },
  unassessed: { none: 'Mọi chỉ tiêu đều đủ cơ sở đánh giá' },
} as const;
