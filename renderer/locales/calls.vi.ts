/** Words of who is called. `calls.en.ts` has the same keys, or does not compile. */
export const callsVi = {
  callEvent: {
    opened: 'Bắt đầu gọi người trực',
    called: 'Gọi {name}',
    climbed: 'Chưa ai trả lời, gọi cấp {n}: {name}',
    noShift: 'Không có ai trực để gọi',
    noWay: 'Không có cách liên lạc với cấp {n}',
    unanswered: 'Không ai trong ca trả lời, chờ ca sau',
    ended: {
      acknowledged: 'Đã trả lời cuộc gọi: nhận cảnh báo',
      owned: 'Đã trả lời cuộc gọi: nhận phụ trách',
      received: 'Đã trả lời cuộc gọi: đơn vị đã tiếp nhận',
      answered: 'Đã trả lời cuộc gọi: đơn vị đã trả lời',
      aside: 'Ngừng gọi: cảnh báo được gác hoặc gộp',
      gone: 'Ngừng gọi: không còn',
      ruleGone: 'Ngừng gọi: quy định gọi đã bỏ',
    },
    delivered: 'Đã gửi qua {way}',
    failed: 'Chưa gửi được qua {way}, lần {n}',
    way: { webhook: 'cổng gọi', mail: 'thư điện tử', outbox: 'tệp minh họa, không gọi ra ngoài' },
  },
} as const;
