// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the page shows, and which of it: the report, and the filters, which
// live in the fragment of the page's address.

// { units, broken, failed, interrupted, errors: [text],
//   checks: { name: { summary, doc } },
//   files: [{ path, parts: [[first line, [text ...]] ...] }],
//   findings: [{ id, check, message, function, severity, confidence, baseline,
//     suppressed,
//     steps: [{ file: number, line, column, mark: [first, end], message }],
//     at: which of the steps is the finding itself
//     calls: [name of what is called ...],
//     fix: [{ path, line, old: [text ...], new: [text ...] }] }] }
const report = JSON.parse(document.getElementById('data').textContent);

const confidences = ['possible', 'likely', 'certain'];
const states = ['open', 'known', 'fixed', 'suppressed'];

// What the user is to do about it is 'open'.
function stateOf(finding) {
  if (finding.suppressed) return 'suppressed';
  return {unchanged: 'known', absent: 'fixed'}[finding.baseline] ?? 'open';
}

// Findings on lines that look the same have the same fingerprint.
function numberRepeated() {
  const seen = new Map();
  for (const finding of report.findings) {
    const count = (seen.get(finding.id) ?? 0) + 1;
    seen.set(finding.id, count);
    if (count > 1) finding.id += `.${count}`;
  }
}

function prepare() {
  numberRepeated();
  for (const finding of report.findings) {
    finding.state = stateOf(finding);
    finding.place = finding.steps[finding.at];
    finding.path = report.files[finding.place.file].path || '(no file)';
    finding.text = [finding.message, finding.function, finding.check, finding.path]
      .join('\n').toLowerCase();
  }
}
prepare();

const findingById = new Map(report.findings.map(f => [f.id, f]));
const hasBaseline = report.findings.some(f => f.baseline !== 'none');

const defaults = {
  group: 'check', q: '', check: '', file: '', severity: '', confidence: '', state: 'open',
  open: '', // the finding that is looked at, or 'overview'
};
const filterNames = ['q', 'check', 'file', 'severity', 'confidence', 'state'];

function filtersFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const filters = {...defaults};
  for (const name of Object.keys(defaults))
    if (given.has(name)) filters[name] = given.get(name);
  return filters;
}

function addressOf(filters) {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    if (value !== defaults[name]) given.set(name, value);
  return `#${given}`;
}

function matching(filters) {
  const shown = new Set(filters.state.split(','));
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  const file = filters.file.toLowerCase();
  const least = confidences.indexOf(filters.confidence);
  return report.findings.filter(f =>
    shown.has(f.state) &&
    (!filters.check || f.check === filters.check) &&
    (!filters.severity || f.severity === filters.severity) &&
    confidences.indexOf(f.confidence) >= least &&
    f.path.toLowerCase().includes(file) &&
    words.every(word => f.text.includes(word)));
}

// Map of key to its findings, in order of first appearance.
function groupBy(findings, keyOf) {
  const groups = new Map();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(finding);
  }
  return groups;
}
