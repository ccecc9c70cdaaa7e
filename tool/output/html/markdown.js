// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The documentation of checks: as much Markdown as it uses. Links into the
// project's other pages, which are not here, become plain text.

function renderInline(text) {
  const out = [];
  const pattern = /`([^`]+)`|\*\*(.+?)\*\*|\[((?:`[^`]*`|[^\]])+)\]\(([^)]+)\)/g;
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const [all, code, strong, label, target] = match;
    out.push(text.slice(at, match.index));
    at = match.index + all.length;
    if (code != null) out.push(element('code', {}, code));
    else if (strong != null) out.push(element('strong', {}, renderInline(strong)));
    else if (/^https?:/.test(target))
      out.push(element('a', {href: target, rel: 'noreferrer'}, renderInline(label)));
    else out.push(renderInline(label));
  }
  out.push(text.slice(at));
  return out;
}

function cells(row) {
  const trimmed = row.trim().replace(/^\||\|$/g, '');
  return trimmed.match(/(?:\\\||`[^`]*`|[^|])+/g).map(cell => cell.trim());
}

function renderTable(lines) {
  const [head, , ...body] = lines;
  const row = (line, tag) =>
    element('tr', {}, cells(line).map(cell => element(tag, {}, renderInline(cell))));
  return element('div', {class: 'scroll'}, element('table', {},
    element('thead', {}, row(head, 'th')),
    element('tbody', {}, body.map(line => row(line, 'td')))));
}

function renderList(lines) {
  const items = [];
  for (const line of lines) {
    const item = line.match(/^\s*(?:[-*]|\d+\.)\s+(.*)/);
    if (item) items.push(item[1]);
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  const tag = /^\s*\d/.test(lines[0]) ? 'ol' : 'ul';
  return element(tag, {}, items.map(item => element('li', {}, renderInline(item))));
}

function renderFence(block) {
  const [, language, text] = block.match(/^```(\w*)\n([^]*?)\n?```$/);
  if (language !== 'cpp') return element('pre', {}, text);
  const lines = text.split('\n');
  const tokens = highlight(lines);
  return element('pre', {}, lines.map((line, i) => [codeLine(line, tokens[i]), '\n']));
}

// `level` is that of the heading above.
function renderMarkdown(text, level) {
  const blocks = text.match(/^```[^]*?^```|^#+ .*|^(?:(?!```|#+ ).+\n?)+/gm) ?? [];
  return blocks.map(block => {
    const lines = block.trimEnd().split('\n');
    const heading = block.match(/^(#+) (.*)/);
    if (heading)
      return element(`h${Math.min(level + heading[1].length, 6)}`, {}, renderInline(heading[2]));
    if (block.startsWith('```')) return renderFence(block.trimEnd());
    if (/^\|/.test(block)) return renderTable(lines);
    if (/^\s*(?:[-*]|\d+\.)\s/.test(block)) return renderList(lines);
    return element('p', {}, renderInline(lines.join(' ')));
  });
}
