import { exhibit } from '../../exhibits/exhibit.ts';

const text = {
  vi: 'Số liệu 1022 tính theo kỳ báo cáo, từ 12 giờ ngày 25 đến 12 giờ ngày 25 tháng sau.\nLiên hệ trực ban: tổ điều hành, tầng 3.',
  en: 'Figures of 1022 are by reporting month, from noon on the 25th to noon on the 25th.\nOn duty: operations team, third floor.',
};

export const exhibits = [
  exhibit(
    'nothing',
    {},
    {},
    {
      source: '',
      options: { text },
      sizes: [
        [8, 4],
        [5, 5],
      ],
    },
  ),
];
