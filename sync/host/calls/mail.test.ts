import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Desk, ringing, roster } from './calling.fixture.ts';

describe('e-mail', () => {
  const mails: string[] = [];
  let smtp: SMTPServer;
  let refuses = false;
  let at = 0;
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open(roster(1));
    mails.length = 0;
    refuses = false;
    smtp = new SMTPServer({
      ...{ authOptional: false, allowInsecureAuth: true, logger: false },
      onAuth: ({ username, password }, _session, done) => {
        if (username === 'wall' && password === 'word') done(null, { user: username });
        else done(new Error('wrong'));
      },
      onRcptTo: (_address, _session, done) => {
        done(refuses ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
      },
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          mails.push(Buffer.concat(parts).toString());
          done(null);
        });
      },
    });
    smtp.on('error', () => undefined);
    const listening = await new Promise<ReturnType<SMTPServer['listen']>>((resolve) => {
      const of = smtp.listen(0, '127.0.0.1', () => resolve(of));
    });
    const address = listening.address();
    at = typeof address === 'object' && address !== null ? address.port : 0;
    writeFileSync(path.join(desk.folder, 'word'), 'word\n');
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    await desk.end();
  });
  const byMail = (tls: 'none' | 'starttls') =>
    roster(1, {
      mail: {
        ...{ host: '127.0.0.1', port: at, tls, user: 'wall', from: 'wall@city.example' },
        password: { file: path.join(desk.folder, 'word') },
      },
      people: [{ account: 'lan', name: 'Lan Nguyễn', mail: 'lan@city.example' }],
    });

  it('goes by the server of the roster, with the link and nothing that anybody typed', async () => {
    desk.duty = byMail('none');
    desk.groups = [ringing('g1')];
    await desk.turn();
    expect(desk.of('delivered')).toMatchObject([{ way: 'mail' }]);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^To: lan@city\.example/mu);
    expect(mails[0]).toContain(`Message-ID: <${desk.of('called')[0]?.message}@city.example>`);
  });

  it('that a server refuses is named, and so is one whose certificate nobody vouches for', async () => {
    desk.duty = byMail('none');
    refuses = true;
    desk.groups = [ringing('g1')];
    await desk.turn();
    expect(desk.of('failed')[0]?.why).toContain('no such mailbox');
    desk.duty = byMail('starttls');
    refuses = false;
    desk.pass(0.1);
    await desk.turn();
    expect(desk.of('failed')[1]?.why).toMatch(/certificate/u);
    expect(mails).toEqual([]);
    await desk.turn();
    expect(desk.faults.sentences.join()).toContain('lan by mail');
  });
});
