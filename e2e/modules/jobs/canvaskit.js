// npm: canvaskit-wasm@0.42.0
// toolchain: Emscripten embind
// runs: chromium node
// alternates: yes
import CanvasKitInit from '../work/node_modules/canvaskit-wasm/bin/canvaskit.js';

export default {
  async setup(io) {
    const CanvasKit = await CanvasKitInit({ locateFile: () => io.url('canvaskit-wasm/bin/canvaskit.wasm') });
    return () => {
      const surface = CanvasKit.MakeSurface(120, 90);
      const canvas = surface.getCanvas();
      const paint = new CanvasKit.Paint();
      paint.setAntiAlias(true);
      canvas.clear(CanvasKit.WHITE);
      for (let i = 0; i < 40; i++) {
        paint.setColor(CanvasKit.Color4f((i % 7) / 7, (i % 5) / 5, 0.5, 0.8));
        canvas.drawCircle((i * 13) % 120, (i * 29) % 90, 4 + (i % 9), paint);
      }
      surface.flush();
      const image = surface.makeImageSnapshot();
      const pixels = image.readPixels(0, 0, {
        width: 120,
        height: 90,
        colorType: CanvasKit.ColorType.RGBA_8888,
        alphaType: CanvasKit.AlphaType.Unpremul,
        colorSpace: CanvasKit.ColorSpace.SRGB,
      });
      const png = image.encodeToBytes();
      image.delete();
      paint.delete();
      surface.delete();
      return [pixels.slice(0, 9000), png];
    };
  },
};
