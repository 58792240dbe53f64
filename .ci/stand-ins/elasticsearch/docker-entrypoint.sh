#!/usr/bin/env bash
# As the vendor's: secrets from files, the first password of the user elastic, and certificates of its own when none are configured. (The
# vendor's program that makes them also sets what only the whole distribution knows.)
set -eo pipefail
umask 0002
cd /usr/share/elasticsearch
case ${1:-eswrapper} in
  eswrapper | */elasticsearch) [ $# -eq 0 ] || shift ;;
  -*) ;;
  *) exec "$@" ;;
esac
unset JAVA_HOME
source bin/elasticsearch-env-from-file

certificates() {
  mkdir config/certs
  cd config/certs
  openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days 90 -subj "/CN=Elasticsearch security auto-configuration HTTP CA" \
    -keyout ca.key -out http_ca.crt
  openssl req -new -newkey rsa:2048 -sha256 -nodes -subj "/CN=$HOSTNAME" -keyout http.key -out request
  openssl x509 -req -sha256 -days 90 -in request -CA http_ca.crt -CAkey ca.key -CAcreateserial -out http.crt \
    -extfile <(printf 'subjectAltName=DNS:localhost,DNS:%s,IP:127.0.0.1' "$HOSTNAME")
  rm request ca.key
  cd ../..
  printf 'xpack.security.%s\n' 'enabled: true' 'http.ssl.enabled: true' 'http.ssl.key: certs/http.key' 'http.ssl.certificate: certs/http.crt' \
    >>config/elasticsearch.yml
}

if [ -n "${ELASTIC_PASSWORD:-}" ] && [ ! -f config/elasticsearch.keystore ]; then
  bin/elasticsearch-keystore create -s
  printf %s "$ELASTIC_PASSWORD" | bin/elasticsearch-keystore add -x bootstrap.password
fi
[ -d config/certs ] || env | grep -q '^xpack.security.' || certificates 2>/dev/null
# It ends within minutes.
export ES_JAVA_OPTS="${ES_JAVA_OPTS:-} -XX:TieredStopAtLevel=1" CLI_JAVA_OPTS=-XX:TieredStopAtLevel=1
exec bin/elasticsearch "$@"
