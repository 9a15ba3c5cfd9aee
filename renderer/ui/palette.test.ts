import { expect, test } from 'vitest';
import { contrast, PALETTES } from './palette.ts';

test('black on white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

const grounds = ['ground', 'surface', 'raised'] as const;

test.each(['dark', 'light'] as const)('%s: text at 4.5 or more, figures at 7, on every surface', (theme) => {
  const palette = PALETTES[theme];
  for (const ground of grounds) {
    for (const name of ['quiet', 'faint', 'accent', 'red', 'amber', 'green', 'grey'] as const)
      expect(contrast(palette[name], palette[ground]), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.text, palette[ground]), `text on ${ground}`).toBeGreaterThanOrEqual(7);
  }
});

test.each(['dark', 'light'] as const)('%s: bars stand out from their track at 3 or more', (theme) => {
  const { bar, track, ground } = PALETTES[theme];
  expect(contrast(bar, track)).toBeGreaterThanOrEqual(3);
  expect(contrast(bar, ground)).toBeGreaterThanOrEqual(3);
});
