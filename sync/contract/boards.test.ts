import { expect, it } from 'vitest';
import { filledIn } from './boards.ts';

const question = {
  name: 'indicator',
  params: { indicator: '$subject', compare: ['$from', '$to'], rhythm: 'month' },
} as const;
const asked = { name: question.name, params: { ...question.params, compare: [...question.params.compare] } };

it('a question is about what its board is, and about two periods where they are chosen', () => {
  expect(filledIn(asked, { subject: 'grdp', periods: ['2024', '2025'] }).params).toEqual({
    indicator: 'grdp',
    compare: ['2024', '2025'],
    rhythm: 'month',
  });
});

it('without periods chosen it leaves them out; without a subject its check can still name the place', () => {
  expect(filledIn(asked, { subject: 'grdp' }).params).toEqual({ indicator: 'grdp', rhythm: 'month' });
  expect(filledIn(asked, {}).params).toEqual({ indicator: '$subject', rhythm: 'month' });
});
