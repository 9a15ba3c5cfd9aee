import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CitywallError } from '../../contract/errors.ts';
import { readCsv, type CsvRow } from './csv.ts';

const read = (text: string, ...needs: string[]): CsvRow[] =>
  readCsv('cases.csv', Buffer.from(text), new Map(needs.map((name) => [name, 'a field'])));
const rows = (text: string) => read(text).map(({ row }) => row);

/** What is said of a broken file. */
function fault(text: string, ...needs: string[]): string {
  try {
    read(text, ...needs);
  } catch (error) {
    if (!(error instanceof CitywallError)) throw error;
    expect(error).toMatchObject({ code: 'replay-invalid', where: 'cases.csv' });
    return error.message;
  }
  throw new Error('not refused');
}

describe('a CSV', () => {
  it('has quotes, and commas, quotes and line ends within them', () => {
    expect(rows('id,note\n1,"a, b"\n2,"said ""no"""\n3,"two\nlines"\n4,""\n')).toEqual([
      { id: '1', note: 'a, b' },
      { id: '2', note: 'said "no"' },
      { id: '3', note: 'two\nlines' },
      { id: '4', note: '' },
    ]);
  });

  it.each([
    ['line feeds', 'id,note\n1,x\n2,y\n'],
    ['carriage returns and line feeds', 'id,note\r\n1,x\r\n2,y\r\n'],
    ['carriage returns', 'id,note\r1,x\r2,y\r'],
    ['line ends of several kinds', 'id,note\r\n1,x\n2,y'],
    ['a byte order mark', '\uFEFFid,note\r\n1,x\r\n2,y'],
    ['a byte order mark before a quote', '\uFEFF"id","note"\n1,x\n2,y'],
    ['empty lines', '\nid,note\n\n1,x\n\n\n2,y\n\n'],
  ])('may have %s', (_, text) => {
    expect(rows(text)).toEqual([
      { id: '1', note: 'x' },
      { id: '2', note: 'y' },
    ]);
  });

  it('knows the line each row begins in, also after values of several lines', () => {
    const text = 'id,note\r\n1,"x\r\ny"\r\n\r\n2,z\n3,"\n\n"\n4,w';
    expect(read(text).map(({ line, row }) => [row.id, line])).toEqual([
      ['1', 2],
      ['2', 5],
      ['3', 6],
      ['4', 9],
    ]);
  });

  it('gives back any texts that were written by the rules', () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const value = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', 'Ễ', '\uFEFF') });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value)), fc.constantFrom('\n', '\r\n'), (values, end) => {
        const lines = [['a', 'b'], ...values].map((line) => line.map(quoted).join(','));
        expect(rows(lines.join(end))).toEqual(values.map(([a, b]) => ({ a, b })));
      }),
    );
  });

  it('takes names of columns as they are', () => {
    expect(Object.keys(rows('__proto__,constructor\n1,2\n')[0] ?? {})).toEqual(['__proto__', 'constructor']);
  });
});

describe('a broken CSV is refused with line and column', () => {
  it.each([
    [
      'a quote never closed',
      'id,note\n1,x\n2,"y\n3,z\n',
      'line 3, column 2 ("note"): the quote that opens here',
    ],
    [
      'one in a first column',
      'id,note\r\n1,x\r\n\r\n"2,y\r\n',
      'line 4, column 1 ("id"): the quote that opens',
    ],
    ['one closed by a later quote', 'id,note\n"1","x\n"2","y"\n', 'line 2, column 2 ("note"): text follows'],
    ['a quote within', 'id,note\n1,x"y\n', 'line 2, column 2 ("note"): a quote stands within'],
    ['a value too few', 'id,note\n1,"x\ny"\n2\n', 'line 4, column 2 ("note"): no value: the row has 1'],
    ['a value too many', 'id,note\n1,x,y\n', 'line 2, column 3: a value too many'],
    ['nothing in it', '', 'line 1, column 1: the file is empty'],
    ['a quote never closed in its header', '"id,note\n1,x\n', 'line 1, column 1: the quote that opens here'],
    ['a column without a name', 'id,\n1,x\n', 'line 1, column 2 (""): the header does not name'],
    ['a name twice', 'id,note,id\n1,x,2\n', 'line 1, column 3 ("id"): the header names this column twice'],
  ])('%s', (_, text, message) => {
    expect(fault(text)).toContain(message);
  });

  it('a header without a column that the profile names, or no header at all', () => {
    expect(fault('id,note\n1,x\n', 'id', 'opened')).toContain(
      'line 1, column 1 ("id"): the header has no column "opened", which replay.json takes for a field; it has "id", "note"',
    );
    expect(fault('1,x\n2,y\n', 'id')).toContain('the header has no column "id"');
    expect(fault('id;note\n1;x\n', 'id')).toContain('it has "id;note"');
    expect(read('id,note\n', 'id')).toEqual([]);
  });

  it('and line ends are read as an editor counts them: this file’s own', () => {
    const source = readFileSync(import.meta.filename, 'utf8');
    const text = `a,b\n"${source.replaceAll('"', '""')}",1\n2\n`;
    expect(fault(text)).toContain(`line ${source.split('\n').length + 2}, column 2`);
  });
});
