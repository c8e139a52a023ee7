// The runtime that asc links in (`--runtime`): AssemblyScript's TLSF allocator and no garbage collector. The module has
// no managed objects; all its memory goes through `allocator.ts`, so the allocator's figures leave nothing out.
import 'rt/tlsf';

export { get_heap_size, get_allocator_stats } from './allocator';
