import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CitywallError } from '../../contract/errors.ts';
import { readCsv, type Found } from './csv.ts';

const read = (text: string, ...needs: string[]): Found[] =>
  readCsv('cases.csv', text, { needs: needs.map((name) => ({ names: [name], purpose: 'a field' })) });
const rows = (text: string) => read(text).map((found) => ('row' in found ? found.row : found.fault.message));

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
    ['rows of nothing', 'id,note\n1,x\n,\n2,y\n , \n'],
    ['empty lines', '\nid,note\n\n1,x\n\n\n2,y\n\n'],
  ])('may have %s', (_, text) => {
    expect(rows(text)).toEqual([
      { id: '1', note: 'x' },
      { id: '2', note: 'y' },
    ]);
  });

  it('knows the line each row begins in, also after values of several lines', () => {
    const text = 'id,note\r\n1,"x\r\ny"\r\n\r\n2,z\n3,"\n\n"\n4,w';
    expect(read(text).map((found) => ['row' in found && Object(found.row).id, found.line])).toEqual([
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
        const some = values.filter((row) => row.some((value) => value.trim() !== ''));
        expect(rows(lines.join(end))).toEqual(some.map(([a, b]) => ({ a, b })));
      }),
    );
  });

  it('takes names of columns as they are', () => {
    expect(Object.keys(rows('__proto__,constructor\n1,2\n')[0] ?? {})).toEqual(['__proto__', 'constructor']);
  });
});

describe('a broken row of a CSV is a fault of its own, and the next ones are read', () => {
  const [before, after] = ['id,note\n0,a\n', '8,y\n9,z\n'];
  it.each([
    ['a quote never closed', '2,"y\n', 'note', 'the quote that opens here is never closed'],
    ['one in a first column', '"2,y\n', 'id', 'the quote that opens here is never closed'],
    ['one closed by a later quote', '"1","x\n', 'note', 'the quote that opens here is never closed'],
    ['text after a quote', '1,"x"y\n', 'note', 'text follows the closing quote'],
    ['a quote within', '1,x"y\n', 'note', 'a quote stands within'],
    ['a value too few', '2\n', 'note', 'the row has 1 values, the header names 2 columns'],
    ['a value too many', '1,x,y\n', 'note', 'the row has 3 values, the header names 2 columns'],
  ])('%s', (_, bad, field, message) => {
    const found = read(`${before}${bad}${after}`, 'id', 'note');
    expect(found.map((one) => ('row' in one ? Object(one.row).id : one.line))).toEqual(['0', 3, '8', '9']);
    expect(found[1]).toMatchObject({ line: 3, fault: { field, why: 'columns' } });
    expect(found[1] !== undefined && 'fault' in found[1] && found[1].fault.message).toContain(message);
  });

  it('and a file with hundreds of them is broken as a whole', () => {
    expect(fault(`id,note\n${'1,x"y\n'.repeat(201)}`)).toContain('more than 200 rows are broken');
    expect(read(`id,note\n${'1,x"y\n'.repeat(200)}2,z\n`)).toHaveLength(201);
  });
});

describe('a CSV whose header is none is refused with line and column', () => {
  it.each([
    ['nothing in it', '', 'line 1, column 1: the file is empty'],
    ['a quote never closed in its header', '"id,note\n1,x\n', 'line 1, column 1: the quote that opens here'],
    [
      'a needed name twice',
      'id,note,id\n1,x,2\n',
      'line 1, column 3 ("id"): the header names this column twice',
    ],
  ])('%s', (_, text, message) => {
    expect(fault(text, 'id')).toContain(message);
  });

  it('a header without a column that the profile names, or no header at all', () => {
    expect(fault('id,note\n1,x\n', 'id', 'opened')).toContain(
      'line 1, column 1 ("id"): the header has no column "opened", which replay.json takes for a field; split at "," it has "id", "note"',
    );
    expect(fault('1,x\n2,y\n', 'id')).toContain('the header has no column "id"');
    expect(fault('id;note\n1;x\n', 'id', 'opened')).toContain('split at ";" it has "id", "note"');
    expect(read('id,note\n', 'id')).toEqual([]);
  });

  it('and line ends are read as an editor counts them: this file’s own', () => {
    const source = readFileSync(import.meta.filename, 'utf8');
    const text = `a,b\n"${source.replaceAll('"', '""')}",1\n2\n`;
    expect(read(text, 'a', 'b').at(-1)).toMatchObject({ line: source.split('\n').length + 2 });
  });
});
