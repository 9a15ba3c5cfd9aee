import { z } from 'zod';
import { writtenCalendar } from '../calendar/written.ts';
import { alertSettings } from '../contract/alert-rules.ts';
import { board, panel, wall } from '../contract/boards.ts';
import { duty } from '../contract/duty.ts';
import { panelKind, PANELS, type PanelKind } from '../contract/panels.ts';
import { questions, type QuestionName } from '../contract/questions/index.ts';

/** A JSON schema as an object, to be written to a file. */
export type JsonSchema = Record<string, unknown>;

/**
 * The JSON schema (draft 2020-12) of a board, for editors that complete by it: each kind of panel with the questions it shows, their
 * parameters and its options. What only a whole profile can tell (panels clear of each other, ids that are there) it leaves to `loadProfile`.
 */
export function boardJsonSchema(): JsonSchema {
  const panels = panelKind.options
    .filter((kind) => kind !== 'fault')
    .flatMap((kind) => PANELS[kind].shows.map((name) => panelOf(kind, name)));
  return toJsonSchema(z.strictObject({ ...board.shape, panels: z.array(z.union(panels)).min(1) }), 'board');
}

/** The same of a wall. */
export const wallJsonSchema = (): JsonSchema => toJsonSchema(wall, 'wall');

/** The same of `alerts.json`. */
export const alertsJsonSchema = (): JsonSchema => toJsonSchema(alertSettings, 'alerts');

/** The same of `duty.json`. */
export const dutyJsonSchema = (): JsonSchema => toJsonSchema(duty, 'duty');

/** The same of `calendar.json`. */
export const calendarJsonSchema = (): JsonSchema => toJsonSchema(writtenCalendar, 'calendar');

/** A panel of one kind that shows one question. */
function panelOf(kind: PanelKind, name: QuestionName): z.ZodType {
  const { params } = questions[name];
  const free = params.safeParse({}).success;
  const question = z.strictObject({ name: z.literal(name), params: free ? params.optional() : params });
  return z.strictObject({
    ...panel.shape,
    kind: z.literal(kind),
    question: name === 'nothing' ? question.optional() : question,
    options: PANELS[kind].options.optional(),
  });
}

const SUBJECT = '^\\$subject$';

function toJsonSchema(schema: z.ZodType, title: string): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
    override({ jsonSchema }) {
      const { pattern } = jsonSchema;
      if (pattern === undefined || title !== 'board') return;
      // What a code names is said beside a reference to what every code looks like.
      if (jsonSchema.$ref !== undefined) delete jsonSchema.pattern;
      // Where an id may stand, the board's subject may.
      else if (!pattern.startsWith(SUBJECT)) jsonSchema.pattern = `${SUBJECT}|${pattern}`;
    },
  });
  return { ...made, title };
}
