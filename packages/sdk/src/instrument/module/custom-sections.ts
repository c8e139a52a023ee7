import { byte, each, leb, name, type Cursor } from './cursor.js';

/** Module name from a `name` section (subsection 0). Source: core specification, appendix "Custom Sections". */
export function readModuleName(section: Uint8Array): string | undefined {
  try {
    const cursor: Cursor = { view: section, at: 0 };
    if (byte(cursor) !== 0) return undefined;
    leb(cursor);
    return name(cursor) || undefined;
  } catch {
    return undefined;
  }
}

/** The section holds a length-prefixed byte string (wasm-ld `--build-id`); shown in hex. */
export function readBuildId(section: Uint8Array): string {
  const length = section[0];
  const body = length === section.length - 1 ? section.subarray(1) : section;
  return Array.from(body, (value) => value.toString(16).padStart(2, '0')).join('');
}

/** What an LLVM toolchain wrote down in `target_features`: `+` is used, `-` is not. Source: tool-conventions, "Linking". */
export function readTargetFeatures(section: Uint8Array): readonly string[] {
  const features: string[] = [];
  const cursor: Cursor = { view: section, at: 0 };
  try {
    each(cursor, () => {
      const used = byte(cursor) !== 0x2d;
      const feature = name(cursor);
      if (used) features.push(feature);
    });
  } catch {
    // what was read so far is right
  }
  return features;
}
