import { expect, it } from 'vitest';
import {
  alertsJsonSchema,
  boardJsonSchema,
  calendarJsonSchema,
  dutyJsonSchema,
  wallJsonSchema,
} from './json-schemas.ts';

/** The files editors read. Made anew by this test with `--update`. */
const FILES = new URL('../../assets/schemas/', import.meta.url).pathname;
const written = (schema: object): string => `${JSON.stringify(schema, null, 1)}\n`;

it('the schemas beside the cities are those of the contract', async () => {
  await expect(written(boardJsonSchema())).toMatchFileSnapshot(`${FILES}board.schema.json`);
  await expect(written(wallJsonSchema())).toMatchFileSnapshot(`${FILES}wall.schema.json`);
  await expect(written(alertsJsonSchema())).toMatchFileSnapshot(`${FILES}alerts.schema.json`);
  await expect(written(dutyJsonSchema())).toMatchFileSnapshot(`${FILES}duty.schema.json`);
  await expect(written(calendarJsonSchema())).toMatchFileSnapshot(`${FILES}calendar.schema.json`);
});
