// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keeps the page and its address together: whatever is chosen goes into the
// address, and the page shows what the address says.

const isWide = matchMedia('(min-width: 60rem)');
const list = new FindingList(byId('list'), finding => show({open: finding.id}, {replace: isWide.matches}));
let current = null;

function isFiltered() {
  return filterNames.some(name => current[name] !== defaults[name]);
}

// Changes what is shown. A change that can be taken back with the browser's
// "back" is a step of its history; `replace` makes it none.
function show(changes, {replace = false} = {}) {
  const next = {...current, ...changes};
  const isChange = addressOf(next) !== addressOf(current);
  update(next);
  try {
    if (isChange) history[replace ? 'replaceState' : 'pushState'](null, '', addressOf(next));
  } catch {
    // Some browsers refuse many changes in a short time; a later one will do.
  }
}

function update(filters) {
  const before = current;
  current = filters;
  fillForm(filters);
  const findings = matching(filters);
  const opened = findingById.get(filters.open);
  byId('count').textContent = `${findings.length.toLocaleString('en')} of ${counted(report.findings.length, 'finding')}`;
  byId('list').classList.toggle('empty', findings.length === 0);
  document.body.classList.toggle('has-detail', Boolean(filters.open));
  list.show(findings, filters.group, opened);
  updateDetail(opened, findings, before);
}

function updateDetail(opened, findings, before) {
  const isNew = !before || before.open !== current.open;
  const wasOpen = Boolean(before?.open);
  byId('show-overview').setAttribute('aria-pressed', String(!opened));
  if (opened && !isNew) return;
  const detail = byId('detail');
  detail.replaceChildren(...(opened ? renderFinding(opened) : renderOverview(findings)));
  if (!isNew) return;
  detail.scrollTop = 0;
  // On a narrow page one of both is hidden, and with it what had the focus.
  if (isWide.matches || !before) return;
  if (current.open) detail.focus();
  else if (wasOpen) byId('list').focus();
}

// On paper: the finding that is looked at, or else all that the list holds.
function preparePrint() {
  if (findingById.has(current.open)) return;
  byId('print').replaceChildren(element('ul', {}, matching(current).map(finding =>
    element('li', {}, element('code', {}, placeOf(finding)), `: ${finding.severity}: ${finding.message} `,
      element('span', {class: 'muted'}, `[${finding.check}]`)))));
}

function start() {
  const open = report.findings.filter(f => f.state === 'open');
  const files = new Set(open.filter(f => f.place.line).map(f => f.path));
  const text = `${counted(open.length, hasBaseline ? 'new finding' : 'finding')} in ${counted(files.size, 'file')}`;
  byId('headline').textContent = `${text}; ${counted(report.units - report.failed, 'translation unit')} checked`;
  document.title = `coro-tidy: ${text}`;
  byId('filters').open = isWide.matches;
  byId('show-overview').addEventListener('click', () => show({open: isWide.matches ? '' : 'overview'}));
  makeForm();
  update(filtersFromAddress());
  addEventListener('popstate', () => update(filtersFromAddress()));
  addEventListener('hashchange', () => update(filtersFromAddress()));
  addEventListener('beforeprint', preparePrint);
  addEventListener('afterprint', () => byId('print').replaceChildren());
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && current.open && !event.target.matches('input')) show({open: ''});
  });
}
start();
