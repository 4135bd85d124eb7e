/** Variables and the tape: a value, its gradient, and the function that made it. */
package pellucid.autograd;
