/**
 * What the commands read and write: tables ({@link pellucid.eval.data.CsvTable}), texts a line ({@link
 * pellucid.eval.data.TextLines}), JSON lines ({@link pellucid.eval.data.JsonLineReader}, {@link
 * pellucid.eval.data.JsonLineWriter}), and the films of the demos ({@link pellucid.eval.data.FilmSet}).
 *
 * <p>Every reader is strict: bytes that are not text in the expected encoding, rows that do not fit their header and
 * lines that are not what they should be end in one {@link pellucid.tensor.InputException} that names the file and the
 * line. Nothing is guessed, replaced or dropped in silence. The formats are RFC 4180 for tables and JSON Lines
 * (jsonlines.org) for records.
 */
package pellucid.eval.data;
