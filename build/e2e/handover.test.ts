import { expect, it } from 'vitest';
import { seriousFaults } from './axe.ts';
import { consoleStage } from './console-stage.ts';

const stage = consoleStage('handover');

it('a shift is signed over, another person takes it over, and it can be read as it was', async () => {
  const { page: leaving, troubles } = await stage.open('&view=handover');
  await leaving.waitForSelector('[data-sheet="groups"]');
  await leaving.fill('[data-leave-shift] [name="text"]', 'Theo dõi điểm ngập <b>An Lạc</b>.');
  expect(await seriousFaults(leaving)).toEqual([]);
  // What was typed outlives the page.
  await leaving.reload();
  await leaving.waitForSelector('[data-sheet="groups"]');
  expect(await leaving.inputValue('[data-leave-shift] [name="text"]')).toBe(
    'Theo dõi điểm ngập <b>An Lạc</b>.',
  );
  // A sheet that has just changed is refused, and shown anew: it is signed again until it stood still.
  await expect
    .poll(
      async () => {
        if ((await leaving.inputValue('[data-leave-shift] [name="text"]')) === '') return true;
        await leaving.click('[data-leave-shift] button[type="submit"]');
        return (await leaving.inputValue('[data-leave-shift] [name="text"]')) === '';
      },
      { timeout: 90_000, interval: 1_000 },
    )
    .toBe(true);
  // It is said where it was done, which is the end of a long page.
  await leaving.waitForSelector('[data-leave-shift] [data-told]');
  await leaving.waitForSelector('[data-take]', { timeout: 30_000 });
  // Nobody takes over from themselves.
  expect(await leaving.$('[data-take] button[type="submit"]')).toBeNull();

  const { page: next, troubles: others } = await stage.open('&view=handover', undefined, 'leader');
  await next.waitForSelector('[data-take] button[type="submit"]');
  expect(await next.innerText('[data-take]')).toContain('<b>An Lạc</b>');
  await next.fill('[data-take] [name="remark"]', 'Đã nhận.');
  await next.click('[data-take] button[type="submit"]');
  await next.waitForSelector('[data-take]', { state: 'detached', timeout: 30_000 });
  await next.waitForSelector('[data-told]');
  await next.click('[data-past] a');
  await next.waitForSelector('[data-hash]');
  const read = await next.innerText('[data-view="handover"]');
  expect(read).toContain('demo.operator');
  expect(read).toContain('demo.leader');
  expect(read).toContain('Đã nhận.');
  expect([...troubles, ...others]).toEqual([]);
});
