// npm: yoga-layout@3.2.1
// toolchain: Emscripten embind
// runs: chromium node
// alternates: yes
import { loadYoga, Direction, FlexDirection } from '../work/node_modules/yoga-layout/dist/src/load.js';

export default {
  async setup() {
    const Yoga = await loadYoga();
    return () => {
      const root = Yoga.Node.create();
      root.setWidth(600);
      root.setHeight(400);
      root.setFlexDirection(FlexDirection.Row);
      const children = [];
      for (let i = 0; i < 40; i++) {
        const child = Yoga.Node.create();
        child.setFlexGrow(1 + (i % 3));
        child.setMinWidth(i);
        child.setMeasureFunc((width) => ({ width: Math.min(width, 30 + i), height: 20 + (i % 4) }));
        root.insertChild(child, i);
        children.push(child);
      }
      root.calculateLayout(600, 400, Direction.LTR);
      const layout = children.map((child) => child.getComputedLayout());
      root.freeRecursive();
      return layout;
    };
  },
};
