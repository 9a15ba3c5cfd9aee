import { expect, it } from 'vitest';
import { linesOf } from './words.ts';

const wide = (text: string): number => text.length;

it('parts a title between words where it is too wide, and never a word', () => {
  expect(linesOf('Toàn thành phố: phản ánh / km²', 40, wide)).toEqual(['Toàn thành phố: phản ánh / km²']);
  expect(linesOf('Toàn thành phố: phản ánh / km²', 18, wide)).toEqual(['Toàn thành phố:', 'phản ánh / km²']);
  expect(linesOf('Toàn thành phố: phản ánh / km²', 29, wide)).toEqual(['Toàn thành phố:', 'phản ánh / km²']);
  expect(linesOf('một hai / km²', 8, wide)).toEqual(['một', 'hai / km²']);
  expect(linesOf('Nghiêng ngả', 3, wide)).toEqual(['Nghiêng', 'ngả']);
});
