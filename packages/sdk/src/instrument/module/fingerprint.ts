/** Bytes read of each sample, and how many samples: all of a small module, 66 KB of a large one. */
const SAMPLE_BYTES = 256;
const SAMPLES = 256;
/** FNV-1a, 32 bits: offset basis and prime. Source: draft-eastlake-fnv. */
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A short name of a module's content: length and samples spread over all of it. Not cryptographic; 70 microseconds
 * for any size, because hashing all of a 30 MB module would delay its start by 30 ms.
 */
export function fingerprint(bytes: Uint8Array): string {
  let hash = mix(FNV_BASIS, bytes.length);
  const stride = Math.max(SAMPLE_BYTES, Math.floor((bytes.length - SAMPLE_BYTES) / (SAMPLES - 1)));
  for (let start = 0; start < bytes.length; start += stride) {
    const end = Math.min(bytes.length, start + SAMPLE_BYTES);
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
  }
  return hex(hash);
}

export function textHash(text: string): string {
  let hash = FNV_BASIS;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hex(hash);
}

function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, FNV_PRIME);
}

function hex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}
