import fc from 'fast-check';
import { expect, it } from 'vitest';
import { elements } from './elements.ts';

it('law: cuts what is JSON as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1), (values, indent) => {
      expect(
        elements(JSON.stringify(values, null, indent))?.map((text): unknown => JSON.parse(text)),
      ).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

const record = fc
  .record({ id: fc.string(), body: fc.jsonValue() })
  .map((more) => JSON.stringify({ ...more, kind: 'case' }));

it('law: whatever one record is cut short to, those around it are whole', () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 6 }),
      record,
      fc.array(record),
      fc.nat(),
      (before, torn, after, n) => {
        const rest = torn.slice(0, 1 + (n % (torn.length - 1)));
        const found = elements(`[${[...before, rest, ...after].join()}]`);
        expect(found).toEqual(expect.arrayContaining([...before, ...after]));
      },
    ),
  );
});

it('takes no record out of what a citizen typed in a torn one', () => {
  const typed = JSON.stringify({ kind: 'personal', text: ',{"kind":"case","id":"forged"},' });
  for (const text of [typed.replace('"kind"', 'kind'), typed.slice(0, -2), typed.slice(1)])
    for (const one of elements(`[${text},{"kind":"case"}]`) ?? [])
      expect(one.startsWith('{"kind":"case","id')).toBe(false);
});

it.each([
  '{"a":[1,',
  '"',
  ',{"kind":"',
  '[',
  '{"kind":{',
  ',{"b":",',
  '{"kind":1,"a":[{"kind":1},',
  ',',
  '{"a":1} ',
])('costs what the text is long, not the square of it: %s without end', (part) => {
  const took = (times: number): number => {
    const text = `[${part.repeat(times)}`;
    const since = performance.now();
    elements(text);
    return performance.now() - since;
  };
  took(10_000);
  const once = took(10_000);
  expect(Math.min(took(80_000), took(80_000))).toBeLessThan(once * 8 * 4 + 50);
});
