// npm: web-tree-sitter@0.27.1 tree-sitter-javascript@0.25.0
// toolchain: Emscripten side modules
// runs: chromium node
// alternates: yes
import { Language, Parser, Query } from '../work/node_modules/web-tree-sitter/web-tree-sitter.js';

export default {
  async setup(io) {
    await Parser.init({ locateFile: () => io.url('web-tree-sitter/web-tree-sitter.wasm') });
    const language = await Language.load(await io.read('tree-sitter-javascript/tree-sitter-javascript.wasm'));
    const source = Array.from(
      { length: 60 },
      (_, i) => `function f${i}(a, b) { return a.map((x) => x + ${i}) ?? b; }`,
    ).join('\n');
    return () => {
      const parser = new Parser();
      parser.setLanguage(language);
      const tree = parser.parse(source);
      const query = new Query(language, '(function_declaration name: (identifier) @name)');
      const names = query.captures(tree.rootNode).map(({ node }) => node.text);
      const walk = (node) => node.children.reduce((sum, child) => sum + walk(child), 1);
      const out = [names, walk(tree.rootNode), tree.rootNode.toString().length];
      tree.delete();
      query.delete();
      parser.delete();
      return out;
    };
  },
};
