// npm: es-module-lexer@3.0.5 cjs-module-lexer@2.3.0
// toolchain: clang (C)
// runs: chromium node
// alternates: yes
import * as esm from '../work/node_modules/es-module-lexer/dist/lexer.js';
import * as cjs from '../work/node_modules/cjs-module-lexer/dist/lexer.mjs';

export default {
  async setup() {
    await esm.init;
    await cjs.init();
    const source = Array.from(
      { length: 80 },
      (_, i) => `import a${i} from 'm${i}'; export const x${i} = a${i};`,
    ).join('\n');
    const common = Array.from({ length: 80 }, (_, i) => `exports.y${i} = ${i};`).join('\n');
    return () => {
      const [imports, exports] = esm.parse(source);
      return [imports, exports.map(({ n }) => n), cjs.parse(common).exports];
    };
  },
};
