/** Models: layers, BERT, sentence encoders, tokenisation and weights. */
package pellucid.models;
