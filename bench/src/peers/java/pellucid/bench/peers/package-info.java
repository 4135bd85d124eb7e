/** The peers that Pellucid is measured against, behind the interfaces of the benchmarks; only with the profile bench. */
package pellucid.bench.peers;
