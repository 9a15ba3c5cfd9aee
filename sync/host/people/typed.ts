import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CitywallError } from '../../contract/errors.ts';

/** A password as somebody types it, twice and unseen; or the first line of what is piped in. */
export async function typedPassword(from: NodeJS.ReadStream, to: NodeJS.WritableStream): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: from, output: unseen, terminal: from.isTTY });
  try {
    if (!from.isTTY) {
      for await (const line of lines) return line;
      return '';
    }
    const ask = async (what: string): Promise<string> => {
      to.write(what);
      const typed = await lines.question('');
      to.write('\n');
      return typed;
    };
    const first = await ask('Password: ');
    if ((await ask('The same again: ')) === first) return first;
    throw new CitywallError('option-invalid', {
      what: 'the two are not the same',
      hint: 'Nothing was changed.',
    });
  } finally {
    lines.close();
  }
}
