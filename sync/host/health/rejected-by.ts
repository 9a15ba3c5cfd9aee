import type { Refusal, Rejections } from '../../contract/rejections.ts';

/** What is wrong, for whoever looks after the city. */
const REASONS: Record<Refusal, string> = {
  notJson: 'not JSON',
  notRecords: 'no list of records',
  nested: 'nested too deeply',
  size: 'too large',
  tooMany: 'too many different codes',
  missing: 'missing',
  type: 'of another type',
  range: 'out of range',
  length: 'too long or too short',
  form: 'in another form',
  other: 'not valid',
  columns: 'not as many values as columns',
  repeated: 'the same id twice',
  closedWhen: 'closed, but not when',
  word: 'a word that means nothing known',
  time: 'not a time',
  span: 'a time that cannot be',
  outside: 'outside the map',
  swapped: 'outside the map: latitude and longitude look swapped',
  projected: 'looks projected: metres or feet, not degrees',
};

/** What the city says it could not read of its sources, a sentence each. */
export function rejectedBy(told: Rejections | undefined): string[] {
  return Object.entries(told ?? {}).flatMap(([source, list]) =>
    list.map(({ why, field, loses, count, line }) => {
      const what =
        loses === 'record'
          ? `${count} ${count === 1 ? 'record was' : 'records were'} rejected`
          : `${count} ${count === 1 ? 'record is' : 'records are'} kept with a part in question`;
      const where = line === undefined ? '' : `, first in line ${line}`;
      return `record-invalid: of the source ${source}, ${what}: ${field === '' ? '' : `${field}: `}${REASONS[why]}${where}`;
    }),
  );
}
