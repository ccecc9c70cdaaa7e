// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The form of the filters.

const stateLabels = {
  open: hasBaseline ? 'new' : 'open', known: 'known', fixed: 'fixed since', suppressed: 'suppressed',
};
const form = document.querySelector('#filters form');

function makeForm() {
  for (const check of Object.keys(report.checks))
    form.elements.check.append(element('option', {}, check));
  for (const state of states) {
    const count = report.findings.filter(f => f.state === state).length;
    if (!count && state !== 'open') continue;
    byId('states').append(element('label', {},
      element('input', {type: 'checkbox', name: 'state', value: state}),
      ` ${stateLabels[state]} (${count.toLocaleString('en')})`));
  }
  byId('states').hidden = stateBoxes().length === 1; // nothing to choose
  form.addEventListener('input', () => show(filtersOfForm(), {replace: true}));
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', event => {
    event.preventDefault();
    show(Object.fromEntries(filterNames.map(name => [name, defaults[name]])));
  });
  for (const radio of document.querySelectorAll('[name=group]'))
    radio.addEventListener('change', () => show({group: radio.value}));
}

function stateBoxes() {
  return [...form.querySelectorAll('[name=state]')];
}

function filtersOfForm() {
  const filters = {};
  for (const name of filterNames) filters[name] = form.elements[name].value;
  filters.state = stateBoxes().filter(box => box.checked).map(box => box.value).join(',');
  return filters;
}

function fillForm(filters) {
  for (const name of filterNames)
    // Not while it is typed in: the cursor would jump.
    if (name !== 'state' && form.elements[name].value !== filters[name])
      form.elements[name].value = filters[name];
  const shown = filters.state.split(',');
  for (const box of stateBoxes()) box.checked = shown.includes(box.value);
  for (const radio of document.querySelectorAll('[name=group]'))
    radio.checked = radio.value === filters.group;
  const active = filterNames.filter(name => filters[name] !== defaults[name]).length;
  byId('active-filters').textContent = active ? `(${active} active)` : '';
}
