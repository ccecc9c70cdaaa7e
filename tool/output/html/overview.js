// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers: of the run, and of the findings that the filters let through.

function tile(value, label) {
  return element('div', {class: 'tile'},
    element('strong', {}, value.toLocaleString('en')), element('span', {}, label));
}

// A table of the groups by size; a click filters.
function countTable(title, findings, keyOf, filter) {
  const most = 20;
  const groups = [...groupBy(findings, keyOf)].sort(([, a], [, b]) => b.length - a.length);
  if (!groups.length) return null;
  const largest = groups[0][1].length;
  const rows = groups.slice(0, most).map(([key, its]) => element('tr', {},
    element('th', {scope: 'row'},
      element('button', {type: 'button', class: 'link', click: () => show({...filter(key), open: ''})}, key)),
    element('td', {class: 'bar'},
      svg('svg', {viewBox: `0 0 ${largest} 1`, preserveAspectRatio: 'none', 'aria-hidden': 'true'},
        svg('rect', {width: its.length, height: 1}))),
    element('td', {class: 'number'}, its.length.toLocaleString('en'))));
  const left = groups.length - rows.length;
  return section(title,
    element('table', {class: 'counts'}, element('tbody', {}, rows)),
    left > 0 ? element('p', {class: 'muted'}, `and ${left.toLocaleString('en')} more`) : null);
}

function renderErrors() {
  if (!report.errors.length) return null;
  return element('details', {class: 'errors'},
    element('summary', {}, `${counted(report.errors.length, 'message')} of the compiler`),
    report.errors.map(text => element('pre', {}, text)));
}

function renderNotices() {
  const notices = [];
  if (report.interrupted) notices.push('The run was interrupted: these are the findings up to then.');
  if (report.broken)
    notices.push(`${counted(report.broken, 'translation unit')} with compiler errors: findings may be missing.`);
  if (report.failed) notices.push(`${counted(report.failed, 'translation unit')} could not be checked.`);
  return notices.map(text => element('p', {class: 'notice'}, text));
}

function stateTiles() {
  const count = state => report.findings.filter(f => f.state === state).length;
  return states.filter(state => state !== 'open' && (count(state) || (hasBaseline && state !== 'suppressed')))
    .map(state => tile(count(state), stateLabels[state]));
}

function renderOverview(findings) {
  const open = report.findings.filter(f => f.state === 'open').length;
  return [
    element('button', {type: 'button', class: 'back', click: () => show({open: ''})}, '← Back to the list'),
    element('h2', {}, 'Overview'),
    renderNotices(),
    element('div', {class: 'tiles'},
      tile(open, hasBaseline ? 'new' : open === 1 ? 'finding' : 'findings'),
      stateTiles(),
      tile(report.units - report.failed, 'units checked')),
    renderErrors(),
    isFiltered() ? element('p', {class: 'notice'},
      `Below: only the ${counted(findings.length, 'finding')} that the filters let through.`) : null,
    countTable('By check', findings, f => f.check, check => ({check})),
    countTable('By severity', findings, f => f.severity, severity => ({severity})),
    countTable('By file', findings, f => f.path, file => ({file})),
  ].flat().filter(Boolean);
}
