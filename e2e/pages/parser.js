import { Language, Parser } from '/npm/web-tree-sitter/web-tree-sitter.js';
import { runPage } from './run-page.js';

const text = (frame) =>
  JSON.stringify(
    Array.from({ length: 150 }, (_, i) => ({
      id: i * (frame % 50),
      name: `thing ${i}`,
      tags: ['a', 'b', [i, null, true]],
    })),
  );

function countKinds(tree) {
  const kinds = {};
  const cursor = tree.walk();
  for (let more = true; more;) {
    kinds[cursor.nodeType] = (kinds[cursor.nodeType] ?? 0) + 1;
    if (cursor.gotoFirstChild() || cursor.gotoNextSibling()) continue;
    while ((more = cursor.gotoParent()) && !cursor.gotoNextSibling());
  }
  cursor.delete();
  return JSON.stringify(kinds);
}

runPage({
  frames: 40,
  async start() {
    await Parser.init({ locateFile: (file) => `/npm/web-tree-sitter/${file}` });
    const parser = new Parser();
    parser.setLanguage(await Language.load('/npm/tree-sitter-json/tree-sitter-json.wasm'));
    return (frame) => {
      const tree = parser.parse(text(frame));
      const { descendantCount, hasError } = tree.rootNode;
      const found = frame % 10 === 0 ? countKinds(tree) : `${descendantCount} ${hasError}`;
      tree.delete();
      return found;
    };
  },
});
