import './parsers.ts';

// Apart, so that no schema is made before its parsers are told how.
await import('./mount.ts');
