// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The only way that anything gets onto the page: children that are strings
// become text nodes, so nothing in the report is ever read as markup.

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null));
  return node;
}

// element('p', {class: 'x', click: handler}, 'text', element(...))
function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), properties, children);
}

function byId(id) {
  return document.getElementById(id);
}

function counted(n, what) {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}

function badge(text) {
  return element('span', {class: `badge ${text}`}, text);
}

function baseName(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path) {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
