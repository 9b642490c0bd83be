#!/bin/sh
# Asks real servers for old addresses: servers.sh FOLDER PORT
# FOLDER holds nginx.conf, htaccess and requests: lines of an encoded old path, a tab and the
# address that it must lead to. Each server listens on 127.0.0.1, on PORT and the one after it. A
# server that is not installed is skipped.
set -u
folder=$(cd "$1" && pwd) || exit 1
port=$2
failed=0
tab=$(printf '\t')

ask() {
    while IFS=$tab read -r old new; do
        got=$(curl -sS -o /dev/null -w '%{http_code} %{redirect_url}' --path-as-is \
            "http://127.0.0.1:$2$old")
        if [ "$got" != "301 http://127.0.0.1:$2$new" ]; then
            echo "$1: $old leads to $got and not to $new"
            failed=1
        fi
    done <"$folder/requests"
}

if command -v nginx >/dev/null; then
    mkdir -p "$folder/nginx"
    cat >"$folder/nginx/nginx.conf" <<CONF
pid $folder/nginx/pid;
error_log $folder/nginx/error.log;
events {}
http {
    access_log off;
    client_body_temp_path $folder/nginx/body;
    proxy_temp_path $folder/nginx/proxy;
    fastcgi_temp_path $folder/nginx/fastcgi;
    uwsgi_temp_path $folder/nginx/uwsgi;
    scgi_temp_path $folder/nginx/scgi;
    include $folder/nginx.conf;
    server {
        listen 127.0.0.1:$port;
        if (\$repost_new_by_query) { return 301 \$repost_new_by_query; }
        if (\$repost_new) { return 301 \$repost_new; }
    }
}
CONF
    if nginx -t -q -c "$folder/nginx/nginx.conf" && nginx -c "$folder/nginx/nginx.conf"; then
        ask nginx "$port"
        kill "$(cat "$folder/nginx/pid")"
        echo "asked: nginx"
    else
        failed=1
    fi
else
    echo "skipped: nginx is not installed"
fi

if command -v apache2 >/dev/null; then
    port=$((port + 1))
    mkdir -p "$folder/apache/root"
    cp "$folder/htaccess" "$folder/apache/root/.htaccess"
    cat >"$folder/apache/apache.conf" <<CONF
ServerRoot $folder/apache
ServerName 127.0.0.1
PidFile $folder/apache/pid
ErrorLog $folder/apache/error.log
Listen 127.0.0.1:$port
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
User www-data
Group www-data
DocumentRoot $folder/apache/root
<Directory $folder/apache/root>
    AllowOverride All
    Require all granted
</Directory>
CONF
    chmod -R a+rX "$folder/apache" "$folder"
    if apache2 -t -f "$folder/apache/apache.conf" 2>"$folder/apache/said" &&
        apache2 -k start -f "$folder/apache/apache.conf"; then
        sleep 1
        ask apache "$port"
        kill "$(cat "$folder/apache/pid")"
        echo "asked: apache"
    else
        cat "$folder/apache/said"
        failed=1
    fi
else
    echo "skipped: apache2 is not installed"
fi
exit $failed
