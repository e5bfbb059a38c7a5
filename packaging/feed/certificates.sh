#!/bin/sh
# Makes a certificate authority for the feed alone, and the server's certificate signed by it:
#
#   sh certificates.sh FOLDER HOST [ADDRESS...]
#
# HOST is the name desks connect to (the one in tls://HOST:4222); ADDRESSES are IP addresses they may use besides.
# Written: ca.pem (goes into callcenter feed init --ca), server.pem and server.key (stay with the server), ca.key (lock
# it away: whoever has it can pass for the server). What is there already is kept, so that running it again a year
# later with the same ca.key makes a new server certificate which every desk trusts as it is.
set -eu
umask 077
folder=${1:?"usage: certificates.sh FOLDER HOST [ADDRESS...]"}
host=${2:?"usage: certificates.sh FOLDER HOST [ADDRESS...]"}
shift 2
mkdir -p "$folder"
cd "$folder"

names="DNS:$host"
case $host in *[!0-9.]*) ;; *) names="IP:$host" ;; esac
for address in "$@"; do names="$names,IP:$address"; done

if [ ! -e ca.key ]; then
    openssl ecparam -genkey -name prime256v1 -noout -out ca.key
    openssl req -x509 -new -key ca.key -sha256 -days 3650 -subj "/CN=callcenter feed authority" \
        -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" -out ca.pem
fi
openssl ecparam -genkey -name prime256v1 -noout -out server.key
openssl req -new -key server.key -subj "/CN=$host" -out server.csr
cat > server.ext <<END
subjectAltName = $names
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
END
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -sha256 -days 825 -extfile server.ext -out server.pem
rm -f server.csr server.ext
chmod 644 ca.pem server.pem
