package pellucid.models.word2vec.format;

import pellucid.models.word2vec.WordVectors;

/**
 * What a file of word vectors held.
 *
 * @param vectors without counts
 * @param format the form that the file turned out to have
 * @param declared how many words the first line promises; more than were read where a limit was given
 * @param malformed how many words were not UTF-8; their wrong bytes became U+FFFD
 * @param duplicates how many words had occurred before; the first of each was kept
 */
public record VectorFile(WordVectors vectors, VectorFormat format, long declared, long malformed, long duplicates) {}
