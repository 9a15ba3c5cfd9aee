import { expect, it } from 'vitest';
import { panelKind } from '../../sync/contract/boards.ts';
import { OPTIONS, SHOWS } from '../../sync/contract/panels.ts';
import { isQuestion, questions } from '../../sync/contract/questions/index.ts';
import { EXHIBITS } from './exhibits.ts';

const all = panelKind.options.flatMap((kind) => EXHIBITS[kind].map((exhibit) => ({ kind, exhibit })));

it('every kind shows every question it can, under an id of its own', () => {
  for (const kind of panelKind.options) {
    expect(new Set(EXHIBITS[kind].map(({ question }) => question.name)), kind).toEqual(new Set(SHOWS[kind]));
    expect(new Set(EXHIBITS[kind].map(({ id }) => id)).size, kind).toBe(EXHIBITS[kind].length);
  }
});

it.each(all)(
  '$kind $exhibit.id asks, looks and is answered as a board could have it',
  ({ kind, exhibit }) => {
    const { name, params } = exhibit.question;
    if (!isQuestion(name)) throw new Error(`${name} is no question`);
    questions[name].params.parse(params);
    questions[name].answer.parse(exhibit.data);
    OPTIONS[kind].parse(exhibit.options);
    expect(exhibit.sizes.length).toBeGreaterThan(0);
  },
);
