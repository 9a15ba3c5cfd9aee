import process from 'node:process';
import { pino, type Logger } from 'pino';

/** The log of a program, as JSON lines on standard error. `CITYWALL_LOG` sets the level (info). */
export function logOf(name: string): Logger {
  const level = process.env['CITYWALL_LOG'] ?? 'info';
  const known = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(level);
  return pino({ name, level: known ? level : 'info' }, pino.destination({ fd: 2, sync: true }));
}
