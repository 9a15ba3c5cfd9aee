import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntaxFault } from './syntax.ts';

const WORD = 'a text in double quotes, a number, true, false or null';

describe('syntaxFault', () => {
  it.each([
    ['{\n  "a": 1,\n}', 3, 1, 'a field name in double quotes', '}'],
    ['{"a": 1 "b": 2}', 1, 9, ', or the closing bracket', '"b":'],
    ['[1, 2', 1, 6, ', or ]', 'the end of the file'],
    ['', 1, 1, 'a value', 'the end of the file'],
    ['{"a": }', 1, 7, 'a value', '}'],
    ['{"a": tru}', 1, 7, WORD, 'tru}'],
    ["{'a': 1}", 1, 2, WORD, "'a':"],
    ['{a: 1}', 1, 2, WORD, 'a:'],
    ['{"a": 1', 1, 8, ', or }', 'the end of the file'],
    ['{"a": 01}', 1, 8, ', or the closing bracket', '1}'],
    ['{"a": 1.}', 1, 7, 'a number that ends with a digit', '1.}'],
    ['[1]\n[2]', 2, 1, 'the end of the file', '[2]'],
    ['["open\n"]', 1, 2, 'a text that ends with " in its line', '"open'],
    ['["a\tb"]', 1, 2, 'a text with \\n and \\t in place of line ends and tabs', '"a'],
    ['["\\d"]', 1, 2, 'a text without \\, or with one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u', '"\\d"]'],
    ['["\\u12"]', 1, 2, 'a text with four hexadecimal digits after \\u', '"\\u12"]'],
    ['[1] // one', 1, 5, 'no comment', '//'],
    ['{"a" 1}', 1, 6, ': after the field name', '1}'],
  ])('%j stops at line %i, column %i', (text, line, column, expected, found) => {
    expect(() => void JSON.parse(text)).toThrow();
    expect(syntaxFault(text)).toEqual({ line, column, expected, found });
  });

  it('finds a fault exactly where the engine does', () => {
    const spoilt = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', ':', '0', ' ', 'e', '\\'))
      .map(([text, at, piece]) => {
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + piece + text.slice(cut + 1);
      });
    fc.assert(
      fc.property(spoilt, (text) => {
        expect(syntaxFault(text) === undefined).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
