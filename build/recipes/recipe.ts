import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../harness/programs.ts';

/** What a recipe does to one file: pieces of it by what they become. A new file is one piece, of nothing. */
export interface Change {
  file: string;
  pieces: { before: string; after: string }[];
}

/** The changes that a section of `docs/adding.md` writes down, in their order. Throws where there is no such section. */
export async function recipe(title: string): Promise<Change[]> {
  const text = await readFile(path.join(root, 'docs', 'adding.md'), 'utf8');
  const section = text.split(/^## /m).find((one) => one.startsWith(title));
  if (section === undefined) throw new Error(`docs/adding.md has no section "${title}"`);
  return [...section.matchAll(/^```diff\n([\s\S]*?)^```$/gm)].map(([, block = '']) => changeIn(block));
}

/** Reads a block: `--- file` or, of a new one, `+++ file`; then lines that stay (` `), go (`-`) or come (`+`); `@@` parts pieces. */
function changeIn(block: string): Change {
  const [head = '', ...lines] = block.trimEnd().split('\n');
  const pieces = [{ before: '', after: '' }];
  for (const line of lines) {
    const piece = pieces.at(-1);
    if (piece === undefined) continue;
    if (line.startsWith('@@')) pieces.push({ before: '', after: '' });
    else {
      if (!line.startsWith('+')) piece.before += `${line.slice(1)}\n`;
      if (!line.startsWith('-')) piece.after += `${line.slice(1)}\n`;
    }
  }
  return { file: head.replace(/^(---|\+\+\+) /, ''), pieces };
}

/** Makes a recipe's changes below a folder. Throws where a piece does not stand in its file exactly once. */
export async function follow(changes: readonly Change[], folder: string): Promise<void> {
  for (const { file, pieces } of changes) {
    const at = path.join(folder, file);
    for (const { before, after } of pieces) {
      const text = before === '' ? '' : await readFile(at, 'utf8');
      const times = before === '' ? 1 : text.split(before).length - 1;
      if (times !== 1) throw new Error(`docs/adding.md: in ${file} this stands ${times} times:\n${before}`);
      await mkdir(path.dirname(at), { recursive: true });
      await writeFile(at, before === '' ? after : text.replace(before, () => after));
    }
  }
}
