/** Words of the end of a shift. `handover.en.ts` has the same keys, or does not compile. */
export const handoverVi = {
  handover: {
    name: 'Giao ca',
    before: 'Lần giao trước',
    print: 'In',
    signed: '{by} giao lúc {when}',
    taken: '{by} nhận lúc {when}',
    none: 'Không có lần giao ca này trong dữ liệu đang lưu',
    notTaken: 'chưa ai nhận ca',
    waitsFor: '{by} đã giao ca lúc {when}, chưa ai nhận',
    readIt: 'Đọc nội dung bàn giao',
    remark: 'Ý kiến khi nhận (không bắt buộc)',
    take: 'Nhận ca',
    text: 'Dặn ca sau (không bắt buộc)',
    sign: 'Ký và giao ca',
    past: 'Các lần giao ca',
    part: {
      groups: 'Cảnh báo chưa đóng',
      shelved: 'Cảnh báo tạm gác',
      requests: 'Yêu cầu, chỉ đạo chưa xong',
      calls: 'Cuộc gọi chưa ai trả lời',
      commands: 'Lệnh chờ thành phố',
      notes: 'Ghi chú trong ca',
    },
    calledAbout: { alerts: 'cảnh báo', request: 'yêu cầu' },
    waits: { answer: 'chờ trả lời', duty: 'chờ có người trực', shift: 'chờ ca sau' },
  },
};
