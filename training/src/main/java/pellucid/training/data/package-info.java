/**
 * Training data: examples, the files they are read from, and the batches they are put into.
 *
 * <p>An {@link pellucid.training.data.Example} is one text a column and perhaps a label; a {@link
 * pellucid.training.data.Batch} is what one step learns from. Between the two:
 *
 * <ul>
 *   <li>Readers: examples ({@link pellucid.training.data.ExampleReader}, and {@link
 *       pellucid.training.data.ExampleSet} in memory), tables ({@link pellucid.training.data.CsvRows}, and {@link
 *       pellucid.training.data.CsvTable} in memory), texts a line ({@link pellucid.training.data.TextLines}) and JSON
 *       lines ({@link pellucid.training.data.JsonLineReader}). Every reader is strict: bytes that are not text in the
 *       expected encoding, rows that do not fit their header and lines that are not what they should be end in one
 *       {@link pellucid.tensor.InputException} that names the file and the line. Nothing is guessed, replaced or dropped
 *       in silence. The formats are RFC 4180 for tables and JSON Lines (jsonlines.org) for records.
 *   <li>Samplers ({@link pellucid.training.data.Sampling}): which examples come together in a batch. With in-batch
 *       negatives that is part of the loss: each example's right answer is a wrong one to all others of its batch.
 *       {@link pellucid.training.data.FalseNegatives} counts where that does not hold.
 *   <li>Splits ({@link pellucid.training.data.Split}) and what has leaked through them ({@link
 *       pellucid.training.data.Leakage}).
 * </ul>
 *
 * <p>Everything random is a function of a seed and a number ({@link pellucid.training.data.Draws}): the same settings
 * give the same batches on every machine.
 */
package pellucid.training.data;
