/** Where a JSON text stops being JSON, for a person with an editor: 1-based line and column, and what should have stood there. */
export interface SyntaxFault {
  line: number;
  column: number;
  expected: string;
  found: string;
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const ATOM = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

class Stop extends Error {
  readonly offset: number;
  constructor(expected: string, offset: number) {
    super(expected);
    this.offset = offset;
  }
}

/**
 * Finds the first fault in a text that `JSON.parse` refused. The engine's own message names a position in
 * some cases only, and its wording changes between versions. Undefined where the text is JSON after all.
 */
export function syntaxFault(text: string): SyntaxFault | undefined {
  let at = 0;

  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match !== null;
  };
  const space = (): boolean => take(SPACE);
  const next = (char: string): boolean => {
    space();
    if (text[at] !== char) return false;
    at += 1;
    return true;
  };
  const stop = (expected: string): never => {
    space();
    throw new Stop(expected, at);
  };

  const members = (close: string, member: () => void): void => {
    if (next(close)) return;
    do member();
    while (next(','));
    if (!next(close)) stop(`, or ${close}`);
  };
  const property = (): void => {
    space();
    if (!take(STRING)) stop('a field name in double quotes');
    if (!next(':')) stop(': after the field name');
    value();
  };
  const value = (): void => {
    space();
    if (next('{')) members('}', property);
    else if (next('[')) members(']', value);
    else if (!take(STRING) && !take(ATOM)) stop('a value');
  };

  try {
    value();
    space();
    if (at < text.length) stop('the end of the file');
    return undefined;
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    const before = text.slice(0, fault.offset).split('\n');
    const word = /^\S{1,20}/.exec(text.slice(fault.offset))?.[0];
    return {
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
      expected: fault.message,
      found: word ?? 'the end of the file',
    };
  }
}
