"""One run, one table: Sakuin beside other search engines on the same documents and queries.
`make bench` installs the peers, measures all, and renders docs/benchmarks.md."""
