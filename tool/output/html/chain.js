// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The calls from a coroutine to what it should not reach, as a picture: a box a
// function, the coroutine at the top.

const boxHeight = 50, boxGap = 34, characterWidth = 8.2, longestName = 44;

function shortened(name) {
  const plain = name.replace(/^'(.*)'$/, '$1');
  if (plain.length <= longestName) return plain;
  const half = (longestName - 1) / 2;
  return `${plain.slice(0, Math.ceil(half))}…${plain.slice(-Math.floor(half))}`;
}

// What each box says, and the step that shows it: where a function calls the
// next one, and for the last where it is called.
function boxesOf(finding) {
  const names = [finding.function || 'coroutine', ...finding.calls];
  const last = finding.steps.length - 1;
  return names.map((name, i) => {
    const isLast = i === names.length - 1;
    const index = i === 0 ? finding.at : Math.min(last - finding.calls.length + 1 + i, last);
    const step = finding.steps[index];
    const place = `${baseName(report.files[step.file].path)}:${step.line}`;
    return {
      name, step: index + 1, isLast,
      title: `${name} ${report.files[step.file].path}:${step.line}`,
      place: isLast ? `called in step ${index + 1}` : i === 0 ? `coroutine, ${place}` : place,
    };
  });
}

function renderBox(box, i, width) {
  const go = () => goToStep(box.step);
  return svg('g', {
    class: `box${i === 0 ? ' coroutine' : ''}${box.isLast ? ' leaf' : ''}`,
    transform: `translate(1,${1 + i * (boxHeight + boxGap)})`,
    role: 'button', tabindex: 0, 'aria-label': `${shortened(box.name)}, ${box.place}: show step ${box.step}`,
    click: go,
    keydown: event => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      go();
    },
  },
  svg('title', {}, box.title),
  svg('rect', {width, height: boxHeight, rx: 6}),
  svg('text', {class: 'name', x: width / 2, y: 21}, shortened(box.name)),
  svg('text', {class: 'place', x: width / 2, y: 39}, box.place));
}

function renderChain(finding) {
  const boxes = boxesOf(finding);
  const longest = Math.max(...boxes.flatMap(box => [shortened(box.name).length, box.place.length]));
  const width = longest * characterWidth + 32;
  const height = boxes.length * (boxHeight + boxGap) - boxGap;
  const arrows = boxes.slice(1).map((_, i) => {
    const y = 1 + (i + 1) * boxHeight + i * boxGap;
    return svg('g', {},
      svg('path', {class: 'arrow', 'marker-end': 'url(#chain-head)',
        d: `M${1 + width / 2},${y} v${boxGap - 1}`}),
      svg('text', {class: 'verb', x: 9 + width / 2, y: y + boxGap / 2 + 4}, 'calls'));
  });
  const head = svg('defs', {}, svg('marker', {
    id: 'chain-head', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto',
  }, svg('path', {class: 'arrow-head', d: 'M0,0 L8,4 L0,8 z'})));
  return svg('svg', {
    class: 'chain', role: 'group', 'aria-label': 'Chain of calls',
    viewBox: `0 0 ${width + 2} ${height + 2}`, width: width + 2,
  }, head, arrows, boxes.map((box, i) => renderBox(box, i, width)));
}
