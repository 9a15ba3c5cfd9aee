/** What several kinds of panel say of ages, ratings and index sets; a part of `vi.ts`. */
export const listsVi = {
  ages: {
    title: 'Đang xử lý, số ngày chờ',
    under: 'dưới {to}',
    between: '{from} – dưới {to}',
    from: 'từ {from}',
    open: '{n} đang xử lý',
    oldest: 'lâu nhất từ {when}',
    overdue: 'trễ hạn',
    none: 'Không có gì đang xử lý',
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
    mean: '/5 · {n} lượt',
    city: 'chung {mean}/5',
    rated: '{n} lượt',
    tooFew: 'Chưa đơn vị nào đủ {n} lượt đánh giá',
    none: 'Chưa có lượt đánh giá nào',
  },
  rating: {
    '5': 'Rất hài lòng',
    '4': 'Hài lòng',
    '3': 'Bình thường',
    '2': 'Không hài lòng',
    '1': 'Rất không hài lòng',
  },
  unassessed: { none: 'Mọi chỉ tiêu đều đủ căn cứ đánh giá', others: 'và {n} chỉ tiêu khác' },
} as const;
