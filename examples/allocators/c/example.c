/* A list of blocks that the host lets grow and shrink: what the allocator example's test calls. */
#include <stdlib.h>

static void *blocks[1024];
static int count = 0;

__attribute__((export_name("take"))) int take(int size) {
  if (count == 1024) return -1;
  blocks[count] = malloc(size);
  return blocks[count] ? count++ : -1;
}

__attribute__((export_name("resize"))) int resize(int index, int size) {
  void *moved = realloc(blocks[index], size);
  if (!moved) return -1;
  blocks[index] = moved;
  return index;
}

__attribute__((export_name("give_back"))) void give_back(int index) {
  free(blocks[index]);
  blocks[index] = 0;
}
