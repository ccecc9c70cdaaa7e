// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The way to a finding, drawn over the source: its steps at their lines, and an
// arrow from each to the next.

function stepRow({step, number, isFinding}) {
  return element('div', {class: `step${isFinding ? ' finding' : ''}`, id: `step-${number}`, tabindex: -1},
    element('span', {class: 'number', 'aria-label': `Step ${number}`}, String(number)),
    element('span', {class: 'message'}, step.message));
}

function sourceRow(number, text, tokens, steps) {
  return element('div', {class: `line${steps.length ? ' hit' : ''}`},
    element('span', {class: 'line-number'}, String(number)),
    element('code', {}, codeLine(text, tokens, steps.flatMap(({step}) => step.mark ? [step.mark] : []))));
}

// `steps` are those in this file, with their numbers.
function listing(file, steps) {
  const rows = [];
  const shown = new Set();
  for (const [first, lines] of partsNear(file, steps)) {
    const tokens = highlight(lines);
    if (rows.length) rows.push(element('div', {class: 'gap', 'aria-label': 'lines left out'}, '⋯'));
    lines.forEach((text, i) => {
      const here = steps.filter(({step}) => step.line === first + i);
      rows.push(sourceRow(first + i, text, tokens[i], here));
      for (const each of here) {
        rows.push(stepRow(each));
        shown.add(each.number);
      }
    });
  }
  // Those without a line: about the file, or about nothing in particular.
  const rest = steps.filter(({number}) => !shown.has(number));
  rows.push(rest.map(stepRow));
  return element('figure', {class: 'file'},
    element('figcaption', {}, file.path || 'no file'), element('div', {class: 'code'}, rows));
}

// The file's lines are those of all findings: these are this one's.
function partsNear(file, steps) {
  const context = 4;
  const parts = [];
  for (const [first, lines] of file.parts) {
    let part = null;
    lines.forEach((text, i) => {
      const isNear = steps.some(({step}) => Math.abs(step.line - first - i) <= context);
      if (!isNear) part = null;
      else if (part) part[1].push(text);
      else parts.push(part = [first + i, [text]]);
    });
  }
  return parts;
}

// An arrow that leaves the text free: out to the left, and back.
function arrow(from, to, index) {
  const bend = 10 + 7 * (index % 3);
  return svg('path', {
    class: 'arrow', 'marker-end': 'url(#arrow-head)',
    d: `M${from.x},${from.y} C${from.x - bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`,
  });
}

function arrowHead() {
  return svg('defs', {}, svg('marker', {
    id: 'arrow-head', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto',
  }, svg('path', {class: 'arrow-head', d: 'M0,0 L8,4 L0,8 z'})));
}

function drawArrows(path) {
  const origin = path.getBoundingClientRect();
  const points = [...path.querySelectorAll('.step .number')].map(node => {
    const box = node.getBoundingClientRect();
    return {number: Number(node.textContent), x: box.left - origin.left - 1,
      top: box.top - origin.top, height: box.height};
  }).sort((a, b) => a.number - b.number);
  // Out on the side where the next one is, so that arrows on one way don't cross.
  const arrows = points.slice(1).map((to, i) => {
    const [out, into] = points[i].top < to.top ? [0.65, 0.35] : [0.35, 0.65];
    const at = (point, share) => ({x: point.x, y: point.top + point.height * share});
    return arrow(at(points[i], out), at(to, into), i);
  });
  const old = path.querySelector('svg.arrows');
  old.replaceChildren(arrowHead(), ...arrows);
  old.setAttribute('width', origin.width);
  old.setAttribute('height', origin.height);
}

function renderPath(finding) {
  const steps = finding.steps.map((step, i) => ({step, number: i + 1, isFinding: i === finding.at}));
  const path = element('div', {class: 'path'}, svg('svg', {class: 'arrows', 'aria-hidden': 'true'}));
  for (const [file, its] of groupBy(steps, ({step}) => step.file))
    path.append(listing(report.files[file], its));
  new ResizeObserver(() => drawArrows(path)).observe(path);
  return path;
}

function goToStep(number) {
  const row = byId(`step-${number}`);
  row.scrollIntoView({block: 'center'});
  row.focus({preventScroll: true});
}
