// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One finding: what it says, its chain of calls, its path, its fix, and what
// the check's documentation has to say.

function section(title, ...content) {
  return element('section', {}, element('h3', {}, title), content);
}

// What two lines have not in common.
function difference(before, after) {
  const least = Math.min(before.length, after.length);
  let first = 0;
  while (first < least && before[first] === after[first]) ++first;
  let last = 0;
  while (last < least - first && before.at(-1 - last) === after.at(-1 - last)) ++last;
  return [[first, before.length - last], [first, after.length - last]];
}

function diffRows(lines, sign, kind, firstLine, marks) {
  const tokens = highlight(lines);
  return lines.map((text, i) => element('div', {class: `line ${kind}`},
    element('span', {class: 'line-number'}, String(firstLine + i)),
    element('span', {class: 'sign', 'aria-label': kind}, sign),
    element('code', {}, codeLine(text, tokens[i], marks))));
}

function renderHunk(hunk) {
  const [before, after] = hunk.old.length === 1 && hunk.new.length === 1
    ? difference(hunk.old[0], hunk.new[0]) : [null, null];
  return [diffRows(hunk.old, '−', 'removed', hunk.line, before ? [before] : []),
    diffRows(hunk.new, '+', 'added', hunk.line, after ? [after] : [])];
}

function renderFix(hunks) {
  return [...groupBy(hunks, hunk => hunk.path)].map(([path, its]) =>
    element('figure', {class: 'file'}, element('figcaption', {}, path),
      element('div', {class: 'code diff'}, its.map(renderHunk))));
}

function renderDocumentation(check) {
  const {summary, doc} = report.checks[check];
  return element('details', {class: 'documentation'},
    element('summary', {}, `About ${check}`, summary ? `: ${summary}` : ''),
    // Its first heading is the check's name.
    renderMarkdown((doc || 'No documentation.').replace(/^# .*\n/, ''), 2));
}

function placeOf(finding) {
  const {line, column} = finding.place;
  return line ? `${finding.path}:${line}:${column}` : finding.path;
}

function badgesOf(finding) {
  const state = finding.state !== 'open' ? finding.state : finding.baseline === 'new' ? 'new' : null;
  return [finding.severity, finding.confidence, state].filter(Boolean);
}

function renderFinding(finding) {
  return [
    element('button', {type: 'button', class: 'back', click: () => show({open: ''})}, '← Back to the list'),
    element('p', {class: 'badges'}, badgesOf(finding).map(badge)),
    element('h2', {}, finding.message),
    element('p', {class: 'place'},
      element('button', {type: 'button', class: 'link', click: () => show({check: finding.check})}, finding.check),
      ' at ', element('code', {}, placeOf(finding)),
      finding.function ? [' in ', element('code', {}, finding.function)] : null),
    finding.calls.length > 1 ? section('Chain of calls', renderChain(finding)) : null,
    section('Where', renderPath(finding)),
    finding.fix.length ? section('Fix', renderFix(finding.fix)) : null,
    renderDocumentation(finding.check),
  ].flat().filter(Boolean);
}
