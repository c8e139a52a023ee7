import { WebGLRenderer } from 'three';

export interface Renderer {
  readonly webgl: WebGLRenderer;
  /** True where the processor draws (SwiftShader, llvmpipe): fewer pixels, no smoothing. */
  readonly software: boolean;
  /** Pixel ratio at full resolution. */
  readonly pixelRatio: number;
}

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;
/** More pixels than this a CSS pixel can't be told apart from fewer. */
const MOST_PIXELS = 2;

function isSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) throw new Error('This page needs WebGL 2, which this browser or its settings do not give.');
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return SOFTWARE.test(String(name));
}

/** @throws {Error} where there is no WebGL 2. */
export function createRenderer(container: HTMLElement): Renderer {
  const software = isSoftware();
  const webgl = new WebGLRenderer({ antialias: !software, powerPreference: 'high-performance' });
  webgl.domElement.className = 'stage-canvas';
  webgl.domElement.setAttribute(
    'aria-label',
    'Cortical column: drag to turn, scroll to zoom, click to stimulate',
  );
  webgl.domElement.setAttribute('role', 'img');
  container.prepend(webgl.domElement);
  return { webgl, software, pixelRatio: software ? 1 : Math.min(MOST_PIXELS, devicePixelRatio) };
}
