/**
 * Words per second of the Word2Vec trainer: both architectures, both objectives, both ways to use threads, in turns with the
 * word2vec program that the user has, if one is named.
 */
package pellucid.bench.word2vec;
