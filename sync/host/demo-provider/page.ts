import { escapeUTF8 } from 'entities';
import type { Role } from '../../contract/people.ts';
import type { Account } from '../people/accounts.ts';

const ROLE: Readonly<Record<Role, readonly [vi: string, en: string]>> = {
  viewer: ['Người xem', 'Viewer'],
  presenter: ['Người trình bày', 'Presenter'],
  operator: ['Trực ban', 'Operator'],
  officer: ['Cán bộ đơn vị', 'Unit officer'],
  leader: ['Lãnh đạo', 'Leader'],
  administrator: ['Quản trị hệ thống', 'Administrator'],
};

const WHOSE = 'Tài khoản của thành phố mô phỏng';
const WHAT = [
  'Đây là bản thử nghiệm: mỗi vai trò có một tài khoản, ai cũng dùng được.',
  'This is a demonstration: each role has an account that anybody may use.',
] as const;

const STYLE = `
  :root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif }
  body { display: grid; place-content: center; min-height: 100vh; margin: 0; padding: 1em; box-sizing: border-box }
  main { width: min(34em, 92vw) }
  h1 { margin: 0; font-size: 1.2em }
  p { margin: .3em 0 1.2em; opacity: .75 }
  form { display: grid; grid-template-columns: repeat(auto-fill, minmax(13em, 1fr)); gap: .7em }
  button { padding: .7em 1em; font: inherit; text-align: left; cursor: pointer }
  small { display: block; opacity: .75 }
`;

/** Where somebody of the demonstration says who they are: by a click on a role. */
export function rolesPage(accounts: readonly Account[], at: string): string {
  const choices = accounts.map(({ id, role, units }) => {
    const [vi, en] = ROLE[role];
    const of = units.length === 0 ? '' : ` · ${escapeUTF8(units.join(', '))}`;
    return `<button formaction="${escapeUTF8(`${at}/${id}`)}" data-role="${role}" lang="vi">${vi}<small lang="en">${en}${of}</small></button>`;
  });
  const [vi, en] = WHAT;
  return `<!doctype html>
<html lang="vi">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${WHOSE}</title>
<style>${STYLE}</style>
<main>
<h1>${WHOSE}</h1>
<p>${vi} <span lang="en">${en}</span></p>
<form method="post">${choices.join('\n')}</form>
</main>
`;
}
