#!/bin/sh
# A home of OpenSearch for `make test-cluster`, from Maven Central, into the folder that is given:
# the core that its own tests run on, and the module with its n-gram tokenizers. Needs Java and
# Maven. Says what is missing where it cannot make it.
set -eu

version=2.19.6
zip_sum=71d6d8b1c637f3faecda0752b184b1cc526fc6eaad59ec1408c6327bb00b9293
jar_sum=187378844d92a043b935038f9ae168f7812f686b1c1c7128f8b97731baff8a1a

give_up() {
  echo "make test-cluster cannot have OpenSearch $version: $1" >&2
  exit 1
}

for tool in java mvn unzip sha256sum; do
  command -v "$tool" >/dev/null ||
    give_up "no $tool; on Debian or Ubuntu, as root: apt-get install default-jdk-headless maven unzip"
done
[ -n "${SAKUIN_OPENSEARCH:-}" ] && exit
mkdir -p "$1"
folder=$(cd "$1" && pwd)
home=$folder/opensearch-$version
[ -d "$home" ] && exit

fetch() { # an artifact, its file, its sum
  [ -f "$folder/$2" ] || mvn --quiet --batch-mode dependency:copy \
    "-Dartifact=$1" "-DoutputDirectory=$folder" >&2 || give_up "mvn could not copy $1"
  echo "$3  $folder/$2" | sha256sum --check --quiet >&2 || give_up "$2 is not what it was"
}
fetch "org.opensearch.distribution.integ-test-zip:opensearch:$version:zip" \
  "opensearch-$version.zip" "$zip_sum"
fetch "org.opensearch.plugin:analysis-common:$version" "analysis-common-$version.jar" "$jar_sum"

fresh=$folder/fresh
rm -rf "$fresh"
unzip -q "$folder/opensearch-$version.zip" -d "$fresh"
module=$fresh/opensearch-$version/modules/analysis-common
mkdir "$module"
cp "$folder/analysis-common-$version.jar" "$module"
cat >"$module/plugin-descriptor.properties" <<END
name=analysis-common
description=tokenizers and filters
classname=org.opensearch.analysis.common.CommonAnalysisPlugin
version=$version
opensearch.version=$version
java.version=11
END
mv "$fresh/opensearch-$version" "$home"
rmdir "$fresh"
