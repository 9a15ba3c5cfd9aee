import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { anchor, type Anchor } from '../../contract/audit.ts';
import { CitywallError, firstSentence } from '../../contract/errors.ts';
import { AUDIT } from '../../store/audit/audit-log.ts';
import { keptAnchor } from '../../store/audit/kept-anchor.ts';
import { noteIdle, whileIdle } from '../../store/audit/offline.ts';
import { renewAudit } from '../../store/audit/renew.ts';
import { linesIn, verifyAudit, type Verdict } from '../../store/audit/verify.ts';
import { JOURNAL } from '../../store/folder.ts';
import { openJournalReader } from '../../store/journal-reader.ts';
import { ownKeysIn } from '../../store/personal/key.ts';
import { wipePersonal } from '../../store/personal/wipe.ts';
import { LOOK_WORDS } from '../personal/look-words.ts';
import { shownEntry } from './shown-entry.ts';

const HELP = `audit: what stands in a wall's audit log, and whether it is as it was written

  verify          holds every entry against the one before, and the end against the anchor in journal.db
  show            prints the entries, a line each, with the words that a look at a personal part was given
  wipe            destroys the key of personal parts and all that it closed; the host must be stopped, and --yes be said
  renew           sets a damaged log aside and begins another that goes on from the anchor; the host must be stopped

  --data DIR      the folder that npm start was given (.data), or that of one host below it (.data/wall, .data/city)
  --anchor N:HASH the end of the log as it was told elsewhere (the host's log tells it each hour), in place of journal.db's
  --last N        only the last entries (show)
  --key FILE      a key outside of the data folder, to be destroyed too (wipe)
  --help          this text

  It ends with 0 where the log is as it was written, 1 where it is not, 2 where the command line is wrong.
`;

/** The folder of one host: of what `npm start` keeps its hosts below, the wall's. */
function hostFolder(named: string): string {
  const wall = path.join(named, 'wall');
  const isHosts = (folder: string): boolean =>
    [path.join(folder, AUDIT), path.join(folder, JOURNAL), ...ownKeysIn(folder)].some((file) =>
      existsSync(file),
    );
  return !isHosts(named) && isHosts(wall) ? wall : named;
}

/** Does what a command line says; gives the exit code. */
export function auditCommand(args: readonly string[], say: (line: string) => void): number {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: '.data' },
        anchor: { type: 'string' },
        last: { type: 'string' },
        key: { type: 'string' },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const [verb, more] = positionals;
    if (values.help || verb === undefined) {
      say(HELP.trimEnd());
      return values.help ? 0 : 2;
    }
    const act = more === undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (act === undefined) throw invalid(`no such command: ${positionals.join(' ')}`, 'command line');
    return act({ folder: hostFolder(path.resolve(values.data)), ...values }, say);
  } catch (error) {
    if (error instanceof CitywallError) {
      say(error.toString());
      return error.code === 'option-invalid' ? 2 : 1;
    }
    if (!(error instanceof TypeError)) throw error;
    say(invalid(firstSentence(error), 'command line').toString());
    return 2;
  }
}

interface Asked {
  folder: string;
  anchor?: string | undefined;
  last?: string | undefined;
  key?: string | undefined;
  yes: boolean;
}

const VERBS: Readonly<Record<string, (asked: Asked, say: (line: string) => void) => number>> = {
  verify,
  show,
  renew,
  wipe,
};

function verify(asked: Asked, say: (line: string) => void): number {
  const file = logIn(asked.folder);
  const anchored = asked.anchor === undefined ? keptAnchor(asked.folder) : toldAnchor(asked.anchor);
  const began = performance.now();
  const { head, fault } = settled(file, anchored);
  const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  if (fault !== null) {
    say(`audit-damaged: ${fault.what} (${file}, line ${fault.line}; ${fault.why})`);
    say(`  ${head.n} entries before it are as they were written.`);
    return 1;
  }
  say(`${head.n} entries are as they were written (${took}); the last is ${head.hash}`);
  if (anchored === null) say('There is no anchor: entries that were cut off at the end would not be missed.');
  else if (head.n > anchored.n)
    say(`${head.n - anchored.n} of them are later than the anchor (${anchored.n}).`);
  return 0;
}

/** A host that is writing just then has half an entry at the end: it is looked at again. */
function settled(file: string, anchored: Anchor | null): Verdict {
  for (let tries = 3; ; tries--) {
    const { size } = statSync(file);
    const verdict = verifyAudit(file, anchored);
    if (verdict.fault?.why !== 'torn' || tries === 0 || statSync(file).size === size) return verdict;
  }
}

function show(asked: Asked, say: (line: string) => void): number {
  const last = asked.last === undefined ? Infinity : Number(asked.last);
  if (!(last >= 1)) throw invalid(`not a number of entries: ${asked.last}`, '--last');
  let lines: string[] = [];
  const file = logIn(asked.folder);
  const journal = openJournalReader(path.join(asked.folder, JOURNAL));
  const wordsOf = (key: string): unknown => journal?.state(LOOK_WORDS + key);
  for (const { bytes } of linesIn(file)) {
    const line = shownEntry(bytes, wordsOf);
    if (last === Infinity) say(line);
    else lines.push(line);
    if (lines.length > 2 * last) lines = lines.slice(-last);
  }
  for (const line of lines.slice(-last)) say(line);
  journal?.close();
  return 0;
}

function renew({ folder }: Asked, say: (line: string) => void): number {
  const file = path.join(folder, AUDIT);
  const { fault } = existsSync(file) ? verifyAudit(file, keptAnchor(folder)) : { fault: { why: 'gone' } };
  if (fault === null) {
    say('The log is as it was written; nothing is done.');
    return 0;
  }
  const aside = whileIdle(folder, process.pid, (idle) => renewAudit(idle, Date.now(), fault.why));
  say(`Another log was begun${aside === null ? '' : `; the damaged one is ${aside}`}.`);
  return 0;
}

function wipe({ folder, key, yes }: Asked, say: (line: string) => void): number {
  if (!yes) throw invalid('what is wiped is gone for good: say that you mean it with --yes', '--yes');
  const named = key === undefined ? null : path.resolve(key);
  return whileIdle(folder, process.pid, (idle) => {
    let code = 0;
    const keys = [...ownKeysIn(folder), ...(named === null ? [] : [named])].filter((file) =>
      existsSync(file),
    );
    const clock = Date.now();
    try {
      noteIdle(idle, { at: clock, clock, what: 'wipe', who: null, of: { keys: keys.length } });
    } catch (error) {
      // Whoever has lost a machine must be able to wipe it, whatever became of its log.
      say(String(error));
      code = 1;
    }
    const files = wipePersonal(folder, keys);
    const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
    say(`${count(keys.length, 'key')} and ${count(files, 'file')} of personal parts are destroyed.`);
    return code;
  });
}

function logIn(folder: string): string {
  const file = path.join(folder, AUDIT);
  if (existsSync(file)) return file;
  const before = keptAnchor(folder);
  if (before === null) throw invalid(`there is no audit log in ${folder}`, '--data');
  throw new CitywallError('audit-damaged', {
    what: `The log is gone; it had ${before.n} entries.`,
    where: file,
    hint: 'Look who deletes in the data folder; npm run audit -- renew begins another.',
  });
}

function toldAnchor(text: string): Anchor {
  const [n, hash] = text.split(':');
  const read = anchor.safeParse({ n: Number(n), hash });
  if (read.success) return read.data;
  throw invalid(`not a number of entries and a hash: ${text}`, '--anchor');
}

const invalid = (what: string, where: string): CitywallError =>
  new CitywallError('option-invalid', { what, where, hint: '--help lists the commands and options.' });
