import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Language } from '../../sync/contract/languages.ts';

/** A text that somebody may read on a screen, and where it is written. */
export interface Shown {
  /** From the repository's root, with `/`. */
  file: string;
  /** The way to it in its file: `overview.title`, `line 12`. */
  at: string;
  language: Language;
  text: string;
}

/**
 * What no screen says: words that people may type, what a schema tells whoever writes a profile, and letters that type is measured by.
 */
const NO_SCREEN: ReadonlySet<string> = new Set([
  'sync/queries/search/spoken.ts',
  'sync/queries/search/understand.ts',
  'sync/contract/profile.ts',
  'renderer/typeface.ts',
  'renderer/ui/ruler.ts',
]);

const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu;

function filesUnder(root: string, folder: string, ends: readonly string[]): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ends.some((end) => entry.name.endsWith(end)))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !/\.(?:test|fixture)\.ts$/.test(file))
    .sort();
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Every `{ vi, en }` in a file of a profile. */
function ofProfile(file: string, value: unknown, at = ''): Shown[] {
  if (!isObject(value)) return [];
  const { vi, en } = value;
  if (typeof vi === 'string' && typeof en === 'string')
    return [
      { file, at, language: 'vi', text: vi },
      { file, at, language: 'en', text: en },
    ];
  return Object.entries(value).flatMap(([key, one]) =>
    ofProfile(file, one, at === '' ? key : `${at}.${key}`),
  );
}

/** The text of a literal, its gaps as `{}`; null of anything else. */
function literal(node: ts.Node | undefined): string | null {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map((span) => `{}${span.literal.text}`).join('');
}

/** What stands behind a Vietnamese literal in the same list, call or `{ vi, en }` is the same in English. */
function englishBeside(node: ts.Node): string | null {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && ts.isObjectLiteralExpression(parent.parent)) {
    const beside = parent.parent.properties.find(
      (one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText() === 'en',
    );
    return parent.name.getText() === 'vi' ? literal(beside?.initializer) : null;
  }
  const list = ts.isCallExpression(parent)
    ? parent.arguments
    : ts.isArrayLiteralExpression(parent)
      ? parent.elements
      : null;
  return list === null ? null : literal(list[list.findIndex((one) => one === node) + 1]);
}

/** Vietnamese written in code, and the English beside it. */
function ofCode(file: string, source: string): Shown[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const shown: Shown[] = [];
  const look = (node: ts.Node): void => {
    const text = literal(node);
    if (text !== null && VIETNAMESE.test(text)) {
      const at = `line ${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      shown.push({ file, at, language: 'vi', text });
      const english = englishBeside(node);
      if (english !== null && !VIETNAMESE.test(english))
        shown.push({ file, at, language: 'en', text: english });
    }
    ts.forEachChild(node, look);
  };
  look(tree);
  return shown;
}

/** English of a locale file, which stands in a file of its own. */
function ofEnglish(file: string, source: string): Shown[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const shown: Shown[] = [];
  const look = (node: ts.Node): void => {
    const text = ts.isPropertyAssignment(node) ? literal(node.initializer) : null;
    if (text !== null && ts.isPropertyAssignment(node)) {
      const at = `line ${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      shown.push({ file, at, language: 'en', text });
    }
    ts.forEachChild(node, look);
  };
  look(tree);
  return shown;
}

const scriptOf = (file: string, source: string): string =>
  file.endsWith('.vue') ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(source)?.[1] ?? '') : source;

/** Every text of the locales, the panels' words, the cities' profiles and the code itself. */
export function everyText(root: string): Shown[] {
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const profiles = filesUnder(root, 'assets/cities', ['.json']).flatMap((file) =>
    ofProfile(file, JSON.parse(read(file)) as unknown),
  );
  const code = ['renderer', 'sync', 'electron']
    .flatMap((room) => filesUnder(root, room, ['.ts', '.vue']))
    .filter((file) => !NO_SCREEN.has(file))
    .flatMap((file) =>
      /^renderer\/locales\/(?:\w+\.)?en\.ts$/.test(file)
        ? ofEnglish(file, read(file))
        : ofCode(file, scriptOf(file, read(file))),
    );
  return [...profiles, ...code];
}
