import process from 'node:process';
import { auditCommand } from './audit/audit-command.ts';

/** The program that looks at an audit log: `--help` says how. */
process.exitCode = auditCommand(process.argv.slice(2), (line) => void process.stdout.write(`${line}\n`));
