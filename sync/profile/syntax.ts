import { printParseErrorCode, visit } from 'jsonc-parser';

/** Where a JSON text stops being JSON, for a person with an editor: 1-based line and column, and what should have stood there. */
export interface SyntaxFault {
  line: number;
  column: number;
  expected: string;
  found: string;
}

/** What should have stood there, by the parser's name of the fault. */
const EXPECTED = new Map([
  ['InvalidSymbol', 'a text in double quotes, a number, true, false or null'],
  ['ValueExpected', 'a value'],
  ['PropertyNameExpected', 'a field name in double quotes'],
  ['ColonExpected', ': after the field name'],
  ['CommaExpected', ', or the closing bracket'],
  ['CloseBraceExpected', ', or }'],
  ['CloseBracketExpected', ', or ]'],
  ['EndOfFileExpected', 'the end of the file'],
  ['InvalidCommentToken', 'no comment'],
  ['UnexpectedEndOfString', 'a text that ends with " in its line'],
  ['InvalidCharacter', 'a text with \\n and \\t in place of line ends and tabs'],
  ['InvalidEscapeCharacter', 'a text without \\, or with one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u'],
  ['InvalidUnicode', 'a text with four hexadecimal digits after \\u'],
  ['UnexpectedEndOfNumber', 'a number that ends with a digit'],
]);

/**
 * Finds the first fault in a text that `JSON.parse` refused. The engine's own message names a position in
 * some cases only, and its wording changes between versions. Undefined where the text is JSON after all.
 */
export function syntaxFault(text: string): SyntaxFault | undefined {
  let first: SyntaxFault | undefined;
  const onError = (code: number, offset: number, _length: number, line: number, column: number): void => {
    const expected = EXPECTED.get(printParseErrorCode(code)) ?? 'JSON';
    const found = /^\S{1,20}/.exec(text.slice(offset))?.[0] ?? 'the end of the file';
    first ??= { line: line + 1, column: column + 1, expected, found };
  };
  visit(text, { onError }, { disallowComments: true });
  return first;
}
