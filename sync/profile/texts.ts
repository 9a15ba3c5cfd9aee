import { z } from 'zod';

type Path = readonly PropertyKey[];
type Schema = z.core.$ZodType;
type Fields = Readonly<Record<string, unknown>>;

/** A text in a value, with the schema that lets it stand there. */
export interface SchemaText {
  schema: Schema;
  text: string;
  path: Path;
  /** The object it is a field of, however deep in lists: what stands beside it. */
  beside: { fields: Fields; path: Path };
}

/** Every text in a value that its schema has let through: as a field, in a list, or as the key of a record. */
export function textsIn(
  schema: Schema,
  value: unknown,
  path: Path = [],
  beside: SchemaText['beside'] = { fields: {}, path },
): SchemaText[] {
  const into = (inner: Schema, part: unknown, key: PropertyKey): SchemaText[] =>
    textsIn(inner, part, [...path, key], beside);
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodDefault)
    return textsIn(schema._zod.def.innerType, value, path, beside);
  if (schema instanceof z.core.$ZodUnion) {
    const fitting = schema._zod.def.options.filter((one) => z.safeParse(one, value).success);
    // A word that is one of the schema's own names nothing else.
    const words = fitting.filter((one) => one instanceof z.core.$ZodLiteral);
    return (words.length > 0 ? words : fitting).flatMap((one) => textsIn(one, value, path, beside));
  }
  if (typeof value === 'string') return [{ schema, text: value, path, beside }];
  if (typeof value !== 'object' || value === null) return [];
  const fields: Fields = { ...value };
  if (schema instanceof z.core.$ZodObject)
    return Object.entries(schema._zod.def.shape).flatMap(([key, inner]) =>
      textsIn(inner, fields[key], [...path, key], { fields, path }),
    );
  if (schema instanceof z.core.$ZodRecord) {
    const { keyType, valueType } = schema._zod.def;
    return Object.entries(fields).flatMap(([key, part]) => [
      ...into(keyType, key, key),
      ...into(valueType, part, key),
    ]);
  }
  if (schema instanceof z.core.$ZodArray && Array.isArray(value))
    return value.flatMap((part: unknown, i) => into(schema._zod.def.element, part, i));
  return [];
}
