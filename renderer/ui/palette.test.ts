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

test.each(['dark', 'light'] as const)(
  '%s: one ink reads on all of a scale of counts, whose ends differ',
  (theme) => {
    const { text, track, scale } = PALETTES[theme];
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const at = [1, 3, 5].map((i) => {
        const [from, to] = [track, scale].map((hex) => Number.parseInt(hex.slice(i, i + 2), 16));
        return Math.round((from ?? 0) + share * ((to ?? 0) - (from ?? 0)));
      });
      const colour = `#${at.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
      expect(contrast(text, colour), `${share} of the scale`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(track, scale)).toBeGreaterThanOrEqual(2.5);
  },
);
