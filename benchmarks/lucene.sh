#!/bin/sh
# Lucene and its Japanese analyser for the peers of `make bench-relevance`, from Maven Central, into
# the folder that is given. Needs a JDK (17 or later) and Maven. Says what is missing where it
# cannot fetch it.
set -eu

version=9.12.3
folder=$1

give_up() {
  echo "benchmarks: cannot fetch Lucene $version: $1" >&2
  exit 1
}

for tool in javac mvn; do
  command -v "$tool" >/dev/null ||
    give_up "no $tool; on Debian or Ubuntu, as root: apt-get install default-jdk-headless maven"
done
for jar in lucene-core lucene-analysis-common lucene-analysis-kuromoji; do
  [ -f "$folder/$jar-$version.jar" ] || mvn --quiet --batch-mode dependency:copy \
    "-Dartifact=org.apache.lucene:$jar:$version" "-DoutputDirectory=$folder" >&2 ||
    give_up "mvn could not copy $jar"
done
touch "$folder"
