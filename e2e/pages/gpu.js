/* global document, window */
import { runPage } from './run-page.js';

const VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(vec2((gl_VertexID << 1) & 2, gl_VertexID & 2) * 2.0 - 1.0, 0, 1);
}`;
/** Each pixel goes `turns` times round a loop that no compiler can leave out. */
const FRAGMENT = `#version 300 es
precision highp float;
uniform int turns;
out vec4 color;
void main() {
  float value = gl_FragCoord.x;
  for (int i = 0; i < turns; i++) value = sin(value * 1.1 + 0.3);
  color = vec4(value, 0, 0, 1);
}`;

function compile(gl, type, source) {
  const shader = gl.createShader(type);
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

/** What a test may change: how long the GPU takes, and whether the page runs a timer query of its own. */
window.load = { turns: 0, ownQuery: false };

runPage({
  frames: 3,
  async start() {
    const gl = document.querySelector('canvas').getContext('webgl2');
    const program = gl.createProgram();
    gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, VERTEX));
    gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, FRAGMENT));
    gl.linkProgram(program);
    gl.useProgram(program);
    const turns = gl.getUniformLocation(program, 'turns');
    const timer = gl.getExtension('EXT_disjoint_timer_query_webgl2');
    const meter = window.monitor?.measureGpu(gl);
    // Asked once, at the end: to ask is to wait for the GPU, within the script that asks. What went wrong is kept until then.
    window.countErrors = () => (gl.getError() === gl.NO_ERROR ? 0 : 1);
    return () => {
      const own = window.load.ownQuery && gl.createQuery();
      if (own) gl.beginQuery(timer.TIME_ELAPSED_EXT, own);
      meter?.begin();
      gl.uniform1i(turns, window.load.turns);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      meter?.end();
      if (own) gl.endQuery(timer.TIME_ELAPSED_EXT);
      return 'drawn';
    };
  },
});
