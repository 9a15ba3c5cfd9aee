export { lookupIn, type Lookup } from './codes.ts';
export { eras } from './eras.ts';
export { loadProfile, type LoadedProfile } from './profile.ts';
export { line as problemLine } from './problems.ts';
export { succession, type Succession } from './succession.ts';
