/**
 * Training data: examples, the files they are read from, and the batches they are put into.
 *
 * <p>Readers: tables ({@link pellucid.training.data.CsvTable}), texts a line ({@link
 * pellucid.training.data.TextLines}) and JSON lines ({@link pellucid.training.data.JsonLineReader}). Every reader is
 * strict: bytes that are not text in the expected encoding, rows that do not fit their header and lines that are not
 * what they should be end in one {@link pellucid.tensor.InputException} that names the file and the line. Nothing is
 * guessed, replaced or dropped in silence. The formats are RFC 4180 for tables and JSON Lines (jsonlines.org) for
 * records.
 */
package pellucid.training.data;
