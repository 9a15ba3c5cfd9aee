export { indexProfile, type ProfileIndex } from './codes.ts';
export { loadProfile, type LoadedProfile } from './profile.ts';
