#!/usr/bin/env bash
# As the vendor's: secrets from files, the first password of the user elastic, then Elasticsearch, which makes its own certificates when
# none are configured.
set -eo pipefail
umask 0002
cd /usr/share/elasticsearch
unset JAVA_HOME
source bin/elasticsearch-env-from-file
if [ -n "${ELASTIC_PASSWORD:-}" ] && [ ! -f config/elasticsearch.keystore ]; then
  bin/elasticsearch-keystore create -s
  printf %s "$ELASTIC_PASSWORD" | bin/elasticsearch-keystore add -x bootstrap.password
fi
exec bin/elasticsearch "$@"
