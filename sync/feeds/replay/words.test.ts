import { describe, expect, it } from 'vitest';
import { translator } from './words.ts';

describe('words of a file', () => {
  const translate = translator({
    Noise: 'noise',
    'Noise - Residential': 'noise-home',
    'Noise*': 'noise-other',
    'Noise - V*': 'noise-vehicle',
    Unspecified: null,
  });

  it.each([
    ['Noise', 'noise'],
    ['Noise - Residential', 'noise-home'],
    ['Noise - Vehicle', 'noise-vehicle'],
    ['Noise - House of Worship', 'noise-other'],
    ['Unspecified', null],
    ['noise', undefined],
    ['Unspecified QUEENS', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('%s', (word, to) => {
    expect(translate(word)).toBe(to);
  });

  it('have one fall-back where there is a key of a star alone', () => {
    const all = translator({ Graffiti: 'graffiti', '*': 'other' });
    expect([all('Graffiti'), all('Rodent'), all('')]).toEqual(['graffiti', 'other', 'other']);
  });
});
