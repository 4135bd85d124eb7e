package pellucid.bench;

/** What can be run. */
enum Choice {
    /** The machine's limits. */
    MACHINE,
    /** The matrix product side by side with EJML and OpenBLAS. */
    GEMM,
    /** The row operations under JMH. */
    ROWS,
    /** Sentences to vectors, side by side with ONNX Runtime. */
    ENCODE,
    /** Steps of fine-tuning. */
    FINETUNE,
    /** Exact search among a million vectors. */
    SEARCH,
    /** Words per second of Word2Vec's training, side by side with the user's word2vec. */
    WORD2VEC,
    /** The matrix product under JMH, all sizes: takes many minutes. */
    JMH,
    /** All but jmh. */
    ALL
}
