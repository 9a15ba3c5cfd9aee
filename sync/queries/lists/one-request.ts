import { requestHeld } from '../../store/requests.ts';
import type { Question } from '../question.ts';
import { lineAt } from './requests.ts';

/** One request with its thread, as it was known at an instant. As fresh as the city line, and as right as the list. */
export const request: Question<'request'> = {
  ofNow: () => true,
  sources: () => [],
  answer({ cache, at }, { id }) {
    const held = requestHeld(cache, id);
    const line = held === null ? null : lineAt(held, at);
    if (held === null || line === null) return null;
    const history = held.history.filter((entry) => entry.at <= at);
    return { ...line, history: history.map(({ key: _key, ...entry }) => entry) };
  },
};
