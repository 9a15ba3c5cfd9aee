import type { z } from 'zod';
import { CitywallError } from '../contract/errors.ts';

/** One thing wrong in one file of a profile. `path` is how a person finds it: `services[2].categories[0].due`. */
export interface Problem {
  file: string;
  path: string;
  expected: string;
  found: string;
}

/** How many problems of one file are spelt out; a broken generator can make thousands of one kind. */
const SHOWN = 10;

/** `['categories', 0, 'due']` within `services[2]` as `services[2].categories[0].due`. */
export function joinPath(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, root);
}

/** A value as a message shows it: short, and told apart from the absence of one. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** What a schema found wrong with `value`, as problems of a file. `root` names the value in messages. */
export function schemaProblems(file: string, root: string, value: unknown, error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = joinPath(root, issue.path);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        file,
        path: joinPath(root, [...issue.path, key]),
        expected: 'no field of this name',
        found: shown(valueAt(value, [...issue.path, key])),
      }));
    return [{ file, path, expected: expectation(issue), found: shown(valueAt(value, issue.path)) }];
  });
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `${sized(issue.origin)}${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `${sized(issue.origin)}${issue.inclusive === false ? 'below' : 'at most'} ${issue.maximum}`;
    case 'invalid_union':
      // Of a choice by a name, the message lists the names.
      return issue.message.replace(
        /^Invalid discriminator value\. Expected (.+)$/,
        (_, names: string) => `one of ${names.replaceAll("'", '').replaceAll(' | ', ', ')}`,
      );
    case 'invalid_key':
      return issue.issues.map(expectation).join('; ');
    default:
      return issue.message;
  }
}

const NAMES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object in braces',
  record: 'an object in braces',
};

function sized(origin: string): string {
  if (origin === 'string') return 'a text, its length ';
  return origin === 'array' || origin === 'tuple' ? 'a list, its length ' : 'a number ';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  );
}

/** A problem on one line. */
export const line = ({ file, path, expected, found }: Problem): string =>
  `${file}: ${path}: expected ${expected}, found ${found}`;

/** Raises `profile-invalid` naming file, path, expectation and what was found, for every file at fault. Returns where there is none. */
export function raise(folder: string, problems: readonly Problem[]): void {
  const first = problems[0];
  if (!first) return;
  const files = Map.groupBy(problems, (problem) => problem.file);
  const lines = [...files].flatMap(([file, found]) => [
    ...found.slice(0, SHOWN).map(line),
    ...(found.length > SHOWN ? [`${file}: and ${found.length - SHOWN} more like these`] : []),
  ]);
  const what =
    lines.length === 1
      ? `the city profile is not valid: ${lines[0]}`
      : `the city profile is not valid, ${problems.length} problems:\n  ${lines.join('\n  ')}`;
  throw new CitywallError('profile-invalid', {
    what,
    where: `${folder}/${first.file}`,
    hint: 'Correct the file and start again; docs/city-profile.md describes every field.',
  });
}
