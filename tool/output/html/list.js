// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The findings as a tree of two levels. Only the rows in sight are on the page:
// there may be thousands. Keys as in any tree; the row in focus is opened.

class FindingList {
  constructor(node, open) {
    this.node = node;
    this.open = open; // called with a finding that is chosen
    this.collapsed = new Set();
    this.rows = [];
    this.active = -1; // index into rows
    this.space = element('div', {class: 'space', role: 'presentation'});
    node.append(this.space);
    node.addEventListener('scroll', () => this.render());
    node.addEventListener('keydown', event => this.onKey(event));
    node.addEventListener('click', event => this.onClick(event));
    new ResizeObserver(() => this.layout()).observe(node);
  }

  // `opened` is the finding that is looked at, or undefined.
  show(findings, grouping, opened) {
    const active = opened ?? this.rows[this.active]?.finding;
    this.grouping = grouping;
    this.opened = opened;
    const keyOf = grouping === 'file' ? f => f.path : f => f.check;
    this.groups = [...groupBy(findings, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
    if (opened) this.collapsed.delete(keyOf(opened));
    this.makeRows();
    this.active = this.rows.findIndex(row => row.finding && row.finding === active);
    this.layout();
    if (this.active >= 0) this.reveal();
  }

  makeRows() {
    this.rows = [];
    this.groups.forEach(([key, findings], g) => {
      const level = {key, setSize: this.groups.length, position: g + 1, count: findings.length};
      this.rows.push(level);
      if (this.collapsed.has(key)) return;
      findings.forEach((finding, i) =>
        this.rows.push({key, finding, setSize: findings.length, position: i + 1}));
    });
  }

  // Row heights are given in the page's font size.
  layout() {
    const unit = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.tops = [0];
    for (const row of this.rows)
      this.tops.push(this.tops.at(-1) + (row.finding ? 4.5 : 2.25) * unit);
    this.space.style.height = `${this.tops.at(-1)}px`;
    this.render();
  }

  rowAt(top) {
    let low = 0, high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.tops[middle + 1] <= top) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  render() {
    const above = 300;
    const first = this.rowAt(this.node.scrollTop - above);
    const end = this.node.scrollTop + this.node.clientHeight + above;
    const nodes = [];
    for (let i = first; i < this.rows.length && this.tops[i] < end; ++i) nodes.push(this.renderRow(i));
    this.space.replaceChildren(...nodes);
    const isShown = nodes.some(node => node.id === `row-${this.active}`);
    if (isShown) this.node.setAttribute('aria-activedescendant', `row-${this.active}`);
    else this.node.removeAttribute('aria-activedescendant');
  }

  renderRow(i) {
    const row = this.rows[i];
    const node = element('div', {
      id: `row-${i}`, role: 'treeitem', 'data-row': i, 'aria-level': row.finding ? 2 : 1,
      'aria-posinset': row.position, 'aria-setsize': row.setSize,
      'aria-expanded': row.finding ? null : String(!this.collapsed.has(row.key)),
      'aria-selected': row.finding ? String(row.finding === this.opened) : null,
      class: `row ${row.finding ? 'finding' : 'group'}${i === this.active ? ' active' : ''}`,
    }, row.finding ? this.findingRow(row.finding) : this.groupRow(row));
    node.style.top = `${this.tops[i]}px`;
    node.style.height = `${this.tops[i + 1] - this.tops[i]}px`;
    return node;
  }

  groupRow({key, count}) {
    const isFile = this.grouping === 'file';
    return [element('span', {class: 'twisty', 'aria-hidden': 'true'}, this.collapsed.has(key) ? '▸' : '▾'),
      element('span', {class: 'label', title: key}, isFile ? baseName(key) : key,
        isFile ? element('span', {class: 'muted'}, ` ${folderOf(key)}`) : null),
      element('span', {class: 'count', 'aria-label': counted(count, 'finding')}, count.toLocaleString('en'))];
  }

  findingRow(finding) {
    const {line} = finding.place;
    const where = this.grouping === 'file' ? `line ${line}, ${finding.check}`
      : line ? `${finding.path}:${line}` : placeOf(finding);
    // What most have is not worth saying.
    const badges = badgesOf(finding).filter(text => !['warning', 'certain', 'new'].includes(text));
    return [element('span', {class: 'message'}, finding.message),
      element('span', {class: 'meta'}, badges.map(badge),
        element('span', {class: 'where', title: placeOf(finding)}, element('bdi', {}, where)))];
  }

  onClick(event) {
    const node = event.target.closest('[data-row]');
    if (node) this.choose(Number(node.dataset.row));
  }

  choose(i) {
    this.active = i;
    const {finding, key} = this.rows[i];
    if (finding) this.open(finding);
    else this.setCollapsed(key, !this.collapsed.has(key));
  }

  setCollapsed(key, isCollapsed) {
    if (isCollapsed) this.collapsed.add(key);
    else this.collapsed.delete(key);
    this.makeRows();
    this.active = this.rows.findIndex(row => row.key === key);
    this.layout();
    this.reveal();
  }

  reveal() {
    const [top, bottom] = [this.tops[this.active], this.tops[this.active + 1]];
    if (top < this.node.scrollTop) this.node.scrollTop = top;
    else if (bottom > this.node.scrollTop + this.node.clientHeight)
      this.node.scrollTop = bottom - this.node.clientHeight;
    this.render();
  }

  move(to) {
    if (!this.rows.length) return;
    this.active = Math.max(0, Math.min(to, this.rows.length - 1));
    this.reveal();
    const {finding} = this.rows[this.active];
    // Beside the list; where it would cover the list, Enter opens it.
    if (finding && isWide.matches) this.open(finding);
  }

  onKey(event) {
    const row = this.rows[this.active];
    const page = Math.max(1, Math.floor(this.node.clientHeight / 72) - 1);
    const header = () => this.rows.findIndex(({key, finding}) => key === row.key && !finding);
    const actions = {
      ArrowDown: () => this.move(this.active + 1),
      ArrowUp: () => this.move(this.active - 1),
      PageDown: () => this.move(this.active + page),
      PageUp: () => this.move(this.active - page),
      Home: () => this.move(0),
      End: () => this.move(this.rows.length - 1),
      ArrowLeft: () => row && (row.finding ? this.move(header()) : this.setCollapsed(row.key, true)),
      ArrowRight: () => row && !row.finding &&
        (this.collapsed.has(row.key) ? this.setCollapsed(row.key, false) : this.move(this.active + 1)),
      Enter: () => row && this.choose(this.active),
      ' ': () => row && this.choose(this.active),
    };
    if (!actions[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    actions[event.key]();
  }
}
