// npm: mediainfo.js@0.3.8
// toolchain: Emscripten embind
// runs: chromium
// alternates: yes
import mediaInfoFactory from '../work/node_modules/mediainfo.js/dist/esm-bundle/index.js';

/** A second of silence as WAV: 8 kHz, 16 bit, mono. */
function wav() {
  const bytes = new Uint8Array(44 + 16000);
  const view = new DataView(bytes.buffer);
  const text = (at, value) => [...value].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 36 + 16000, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 16000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, 16000, true);
  return bytes;
}

export default {
  async setup(io) {
    const info = await mediaInfoFactory({
      format: 'JSON',
      locateFile: () => io.url('mediainfo.js/dist/MediaInfoModule.wasm'),
    });
    const file = wav();
    return () =>
      info.analyzeData(
        () => file.length,
        (size, offset) => file.slice(offset, offset + size),
      );
  },
};
