import { expect, it } from 'vitest';
import { panelKind } from '../../sync/contract/panels.ts';
import { besidesOf, PANELS } from '../../sync/contract/panels.ts';
import { isQuestion, questions } from '../../sync/contract/questions/index.ts';
import { names } from '../exhibits/city.ts';
import { answersBeside } from './asked.ts';
import { exhibitsOf } from './exhibits.ts';

const all = panelKind.options.flatMap((kind) => exhibitsOf(kind).map((exhibit) => ({ kind, exhibit })));

it('every kind shows every question it can, under an id of its own', () => {
  for (const kind of panelKind.options) {
    expect(new Set(exhibitsOf(kind).map(({ question }) => question.name)), kind).toEqual(
      new Set(PANELS[kind].shows),
    );
    expect(new Set(exhibitsOf(kind).map(({ id }) => id)).size, kind).toBe(exhibitsOf(kind).length);
  }
});

it.each(all)(
  '$kind $exhibit.id asks, looks and is answered as a board could have it',
  ({ kind, exhibit }) => {
    const { name, params } = exhibit.question;
    if (!isQuestion(name)) throw new Error(`${name} is no question`);
    questions[name].params.parse(params);
    questions[name].answer.parse(exhibit.data);
    PANELS[kind].options.parse(exhibit.options);
    expect(exhibit.sizes.length).toBeGreaterThan(0);
    const panel = { id: exhibit.id, kind, question: exhibit.question, options: exhibit.options };
    const beside = answersBeside(panel);
    for (const [as, one] of Object.entries(besidesOf(panel, names.city.map.inset)))
      expect(beside[as] === null, `${as} is answered where it is asked`).toBe(one === null);
  },
);
