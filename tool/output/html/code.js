// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Source lines with some colour. It does not know C++; it knows enough to tell
// comments, strings and keywords from the rest.

const keywords = new Set(`alignas alignof auto bool break case catch char char8_t char16_t char32_t
  class co_await co_return co_yield concept const const_cast consteval constexpr constinit continue
  decltype default delete do double dynamic_cast else enum explicit export extern false final float
  for friend goto if inline int long mutable namespace new noexcept nullptr operator override private
  protected public reinterpret_cast requires return short signed sizeof static static_assert
  static_cast struct switch template this thread_local throw true try typedef typeid typename union
  unsigned using virtual void volatile wchar_t while`.split(/\s+/));

const tokenPattern = new RegExp([
  /(?<comment>\/\/.*|\/\*.*?(?:\*\/|$))/,
  /(?<string>"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?)/,
  /(?<directive>^\s*#\s*\w+)/,
  /(?<number>\b\d(?:'?[\w.])*)/,
  /(?<word>[A-Za-z_]\w*)/,
].map(part => part.source).join('|'), 'g');

// Of one line; `from` is where it begins, after a comment that began above.
function tokensOf(line, from) {
  const tokens = from ? [[0, from, 'comment']] : [];
  tokenPattern.lastIndex = from;
  for (let match; (match = tokenPattern.exec(line));) {
    const kind = Object.keys(match.groups).find(name => match.groups[name] != null);
    const end = match.index + match[0].length;
    if (kind !== 'word') tokens.push([match.index, end, kind]);
    else if (keywords.has(match[0])) tokens.push([match.index, end, 'keyword']);
  }
  return tokens;
}

// For each line its tokens: [first, last, kind], in order.
function highlight(lines) {
  let inComment = false;
  return lines.map(line => {
    const end = inComment ? line.indexOf('*/') : 0;
    if (end < 0) return [[0, line.length, 'comment']];
    const tokens = tokensOf(line, inComment ? end + 2 : 0);
    const [first, last, kind] = tokens.at(-1) ?? [0, 0, ''];
    const text = line.slice(first, last);
    inComment = kind === 'comment' && text.startsWith('/*') && !(text.length > 3 && text.endsWith('*/'));
    return tokens;
  });
}

// The line's text as nodes, with its marks [first, last] underlined.
function codeLine(text, tokens, marks = []) {
  const cuts = new Set([0, text.length]);
  for (const [first, last] of [...tokens, ...marks]) cuts.add(first).add(last);
  const at = [...cuts].filter(cut => cut <= text.length).sort((a, b) => a - b);
  const within = (ranges, position) =>
    ranges.find(([first, last]) => first <= position && position < last);
  return at.slice(1).map((end, i) => {
    const kind = within(tokens, at[i])?.[2];
    const piece = text.slice(at[i], end);
    const node = kind ? element('span', {class: kind}, piece) : piece;
    return within(marks, at[i]) ? element('mark', {}, node) : node;
  });
}
