/** What stands between two values: nothing of it is kept. */
function pastSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACE.has(text.charCodeAt(at))) at++;
  return at;
}
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Where a string that begins here ends; -1 where it does not. */
function pastString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const one = text[at];
    if (one === '"') return at + 1;
    if (one === '\\') at++;
  }
  return -1;
}

/** `NaN`, `01`, `undefined` and what JSON allows: anything that cannot be taken for the structure around it. */
const WORD = /[^\s,:"[\]{}]+/y;
function pastWord(text: string, from: number): number {
  WORD.lastIndex = from;
  return WORD.test(text) ? WORD.lastIndex : -1;
}

/** An object or a list that is not closed yet; `named` where it is an object that says of what kind it is. */
interface Open {
  at: number;
  close: '}' | ']';
  named: boolean;
}

/**
 * Finds where values end by their strings, brackets, commas and colons, whatever words stand between those. Reads no place more than
 * twice, however often it is asked: an object that was passed is remembered with how it ended.
 */
class Values {
  readonly #text: string;
  /** The end of each object by its start, where it is closed and says its kind; -1 of every other. */
  readonly #ends = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the object at a place ends, if it has an end and says of what kind it is; else -1. */
  record(at: number): number {
    if (!this.#ends.has(at)) this.end(at);
    return this.#ends.get(at) ?? -1;
  }

  /** Where the value at a place ends; -1 where its structure is broken. */
  end(from: number): number {
    const open: Open[] = [];
    let at = from;
    for (;;) {
      at = this.#into(at, open);
      for (let last = open.at(-1); at >= 0 && last !== undefined; last = open.at(-1)) {
        at = pastSpace(this.#text, at);
        if (this.#text[at] !== last.close) break;
        at++;
        this.#closed(open, at);
      }
      if (at >= 0 && open.length === 0) return at;
      at = at < 0 ? -1 : this.#next(at, open);
      if (at >= 0) continue;
      for (const { at: start, close } of open) if (close === '}') this.#ends.set(start, -1);
      return -1;
    }
  }

  /** Past what begins at a place: a string, a word, or all that opens there, one in the other. */
  #into(from: number, open: Open[]): number {
    const text = this.#text;
    for (let at = from; ;) {
      at = pastSpace(text, at);
      const one = text[at];
      if (one === '"') return pastString(text, at);
      if (one !== '{' && one !== '[') return pastWord(text, at);
      open.push({ at, close: one === '{' ? '}' : ']', named: false });
      at = pastSpace(text, at + 1);
      if (text[at] === open.at(-1)?.close) {
        this.#closed(open, at + 1);
        return at + 1;
      }
      if (one === '{') at = this.#name(at, open);
      if (at < 0) return -1;
    }
  }

  /** Past a comma, to the next value of what is open. */
  #next(at: number, open: Open[]): number {
    if (this.#text[at] !== ',') return -1;
    const next = pastSpace(this.#text, at + 1);
    return open.at(-1)?.close === '}' ? this.#name(next, open) : next;
  }

  /** Past a name and its colon. */
  #name(at: number, open: Open[]): number {
    const text = this.#text;
    if (text[at] !== '"') return -1;
    const end = pastString(text, at);
    const colon = end < 0 ? -1 : pastSpace(text, end);
    if (colon < 0 || text[colon] !== ':') return -1;
    const last = open.at(-1);
    if (last !== undefined && text.slice(at, end) === '"kind"') last.named = true;
    return colon + 1;
  }

  #closed(open: Open[], end: number): void {
    const last = open.pop();
    if (last?.close === '}') this.#ends.set(last.at, last.named ? end : -1);
  }
}

/** Where what stands before a place ends, without the comma and the space between. */
function lastOf(text: string, before: number): number {
  let at = before;
  while (at > 0 && (text[at - 1] === ',' || SPACE.has(text.charCodeAt(at - 1)))) at--;
  return at;
}

/**
 * The elements of a text that is to be a JSON array, as they stand in it, cut apart before any is parsed: null where it is none.
 * An element whose own structure is broken ends where the next record begins: an object that is whole and says its kind, after a comma.
 * (A text within a record cannot be taken for one: its quotes are escaped.) A list that is not closed has one more, empty element.
 */
export function elements(text: string): string[] | null {
  const first = pastSpace(text, text.startsWith('\uFEFF') ? 1 : 0);
  if (text[first] !== '[') return null;
  const values = new Values(text);
  const isEnd = (at: number): boolean => text[at] === ']' && pastSpace(text, at + 1) === text.length;
  const follows = (at: number): boolean => text[at] === ',' || text[at] === '{' || isEnd(at);
  const nextRecord = (from: number): number => {
    for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
      let before = at - 1;
      while (SPACE.has(text.charCodeAt(before))) before--;
      if (text[before] !== ',' && text[before] !== '}') continue;
      const end = values.record(at);
      if (end >= 0 && follows(pastSpace(text, end))) return at;
    }
    return text.length;
  };
  const found: string[] = [];
  let at = pastSpace(text, first + 1);
  if (isEnd(at)) return found;
  for (;;) {
    const end = values.end(at);
    const after = end < 0 ? at : pastSpace(text, end);
    if (end >= 0) found.push(text.slice(at, end));
    if (isEnd(after)) {
      if (end < 0) found.push('');
      return found;
    }
    if (end >= 0 && text[after] === ',') at = pastSpace(text, after + 1);
    else if (end >= 0 && text[after] === '{') at = after;
    else {
      at = nextRecord(after + (end < 0 ? 1 : 0));
      found.push(text.slice(after, lastOf(text, at)));
      if (at === text.length) return found;
    }
  }
}
