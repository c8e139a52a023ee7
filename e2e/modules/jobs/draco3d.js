// npm: draco3d@1.5.9
// toolchain: Emscripten WebIDL
// runs: chromium node
// alternates: yes
import createEncoder from '../work/node_modules/draco3d/draco_encoder_nodejs.js';
import createDecoder from '../work/node_modules/draco3d/draco_decoder_nodejs.js';

export default {
  async setup(io) {
    const encoderModule = await createEncoder({ wasmBinary: await io.read('draco3d/draco_encoder.wasm') });
    const decoderModule = await createDecoder({ wasmBinary: await io.read('draco3d/draco_decoder.wasm') });
    const points = new Float32Array(9_000).map((_, i) => Math.sin(i) * 10);
    const faces = new Uint32Array(9_000).map((_, i) => (i * 7) % 3_000);
    return () => {
      const encoder = new encoderModule.Encoder();
      const builder = new encoderModule.MeshBuilder();
      const mesh = new encoderModule.Mesh();
      builder.AddFacesToMesh(mesh, 3_000, faces);
      builder.AddFloatAttributeToMesh(mesh, encoderModule.POSITION, 3_000, 3, points);
      encoder.SetAttributeQuantization(encoderModule.POSITION, 12);
      const data = new encoderModule.DracoInt8Array();
      const size = encoder.EncodeMeshToDracoBuffer(mesh, data);
      const bytes = new Int8Array(size).map((_, i) => data.GetValue(i));
      const buffer = new decoderModule.DecoderBuffer();
      buffer.Init(bytes, size);
      const decoder = new decoderModule.Decoder();
      const back = new decoderModule.Mesh();
      decoder.DecodeBufferToMesh(buffer, back);
      const out = [bytes, back.num_faces(), back.num_points()];
      for (const made of [mesh, builder, encoder, data]) encoderModule.destroy(made);
      for (const made of [buffer, back, decoder]) decoderModule.destroy(made);
      return out;
    };
  },
};
