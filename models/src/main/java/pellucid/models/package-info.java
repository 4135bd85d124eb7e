/**
 * Models: layers ({@code nn}), BERT, sentence encoders, tokenisation ({@code text}) and weights; and how their settings
 * are read from a model's folder ({@link pellucid.models.ConfigFile}).
 */
package pellucid.models;
