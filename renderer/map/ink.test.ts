import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cividis, heatColour, type Rgb } from './colours.ts';
import { contrastOf, inkOn } from './ink.ts';

const channel = fc.integer({ min: 0, max: 255 });
const colour = fc.tuple(channel, channel, channel);
const read = (written: string): Rgb => {
  const [r = 0, g = 0, b = 0] = written.match(/\d+/g)?.map(Number) ?? [];
  return [r, g, b];
};
const text: Rgb = [242, 246, 252];
const faint: Rgb = [147, 161, 184];
const night: Rgb = [5, 10, 19];

describe('the ink of a text on the map', () => {
  it('has a contrast of 4.5 on any one ground', () => {
    fc.assert(
      fc.property(colour, (ground) => {
        const { fill, edge } = inkOn([ground], [faint, text, night]);
        expect(edge).not.toBe('firm');
        expect(contrastOf(read(fill), ground)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('has a contrast of 4.5 to the ground or to its own edge where the ground is of several colours', () => {
    fc.assert(
      fc.property(fc.array(colour, { minLength: 1, maxLength: 8 }), (grounds) => {
        const { fill, halo, edge } = inkOn(grounds, [text, night]);
        const against = edge === 'firm' ? [read(halo)] : grounds;
        for (const ground of against) expect(contrastOf(read(fill), ground)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('is dark on yellow, without an edge, and light on blue, with a soft one', () => {
    expect(inkOn([cividis(1)], [faint, text, night])).toMatchObject({ fill: 'rgb(5, 10, 19)', edge: 'none' });
    expect(inkOn([[17, 29, 49]], [faint, text, night])).toEqual({
      fill: 'rgb(147, 161, 184)',
      halo: 'rgb(17, 29, 49)',
      edge: 'soft',
    });
  });

  it('is light on the dark end of the light theme', () => {
    const [r, g, b] = heatColour(1, false);
    expect(inkOn([[r, g, b]], [night, text]).fill).toBe('rgb(242, 246, 252)');
  });

  it('has a firm edge only where no ink reads on all of the ground', () => {
    expect(inkOn([cividis(1), [17, 29, 49]], [text, night]).edge).toBe('firm');
  });
});
