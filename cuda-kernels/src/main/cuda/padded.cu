// Sequences of different lengths as most libraries keep them: padded to the longest, with a mask that is 1 for tokens and 0
// for padding. The backend packs sequences without padding instead (attention.cu, pooling.cu) and launches none of these:
// they are here to be read beside those. What they cost is easy to count: texts of a batch being half as long as the
// longest, half of the numbers moved and of the exponentials computed are padding's.
#include "pellucid.cuh"
#include "rows.cuh"

// Softmax over those columns of each row that the mask keeps; the others get 0. That is what adding -infinity to them does,
// without its trap: a row of which nothing is kept becomes zeros here, not 0 / 0.
//
// x and out are [rows, columns] without gaps, the mask [rows / rows_per_mask, columns]: attention scores
// [batch, heads, length, length] have heads · length rows that share a mask. Moves 8 bytes a number, and the masks.
// Grid: 32 threads a row.
extern "C" __global__ void softmax_masked(
        const float* x, const int* __restrict__ mask, float* out, int rows, int columns, int rows_per_mask) {
    int row = WarpRow::row();
    if (row >= rows) {
        return;
    }
    const float* from = x + (long long) row * columns;
    const int* kept = mask + (long long) (row / rows_per_mask) * columns;
    float* to = out + (long long) row * columns;
    float largest = -infinity();
    for (int i = WarpRow::first(); i < columns; i += WarpRow::step()) {
        largest = kept[i] ? max_with_nan(largest, from[i]) : largest;
    }
    largest = WarpRow::max(largest);
    float sum = 0.0f;
    for (int i = WarpRow::first(); i < columns; i += WarpRow::step()) {
        sum += kept[i] ? expf(from[i] - largest) : 0.0f;
    }
    sum = WarpRow::sum(sum);
    for (int i = WarpRow::first(); i < columns; i += WarpRow::step()) {
        to[i] = kept[i] ? expf(from[i] - largest) / sum : 0.0f;
    }
}

// The mean of the tokens that the mask keeps, as sentence-transformers pools: the sum over max(how many, 1e-9), so a
// sequence without tokens gives zeros. A thread a column: neighbours read neighbours, and the sum runs in the order of the
// tokens.
//
// x is [sequences, length, hidden] without gaps, the mask [sequences, length], out [sequences, hidden]. Moves 4 bytes a
// number, padding included; pooling.cu moves 4 bytes a number of real tokens. Grid: sequences x blocks over the columns.
extern "C" __global__ void pool_masked_mean(
        const float* __restrict__ x, const int* __restrict__ mask, float* out, int length, int hidden) {
    int sequence = blockIdx.x;
    int column = blockIdx.y * blockDim.x + threadIdx.x;
    if (column >= hidden) {
        return;
    }
    const float* tokens = x + (long long) sequence * length * hidden + column;
    const int* kept = mask + (long long) sequence * length;
    float sum = 0.0f;
    float count = 0.0f;
    for (int i = 0; i < length; i++) {
        if (kept[i]) {
            sum += tokens[(long long) i * hidden];
            count += 1.0f;
        }
    }
    out[(long long) sequence * hidden + column] = sum / fmaxf(count, 1e-9f);
}
