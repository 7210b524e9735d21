# The options of Baogao's programs, each in the section of its program and
# named as on the command line. What stands behind a # is what holds without
# this file, or an example where nothing does. Indent by four spaces; put
# quotes around a value with spaces or a # in it.
#
# An option on the command line goes before a variable such as BAOGAO_DIR, and
# that before this file. Repeated options (endpoints, tag-cap, http-name) are
# repeated here, one a line.
#
#     baogao-worker --config FILE --check-config
#
# says what is wrong with it, and where.

worker
#    dir = ./var
#    submit-endpoint = tcp://127.0.0.1:8471
#    work-endpoint = tcp://127.0.0.1:8472
#    control-endpoint = tcp://127.0.0.1:8473
#    children = 2
#    max-document-mib = 32
#    max-waiting = 1000000
#    max-waiting-mib = 4096
#    disk-reserve-mib = 256
#    tag-cap = court=2
#    max-attempts = 3
#    time-limit = 60
#    memory-limit-mib = 2048
#    lease-timeout = 10
#    drain-timeout = 10
#    map-mib = 1048576
#    extractor = /usr/bin/baogao-worker
#    log-level = info
#    log-format = auto
#    # of a worker that joins a head elsewhere:
#    join = tcp://127.0.0.1:8472
#    key = /etc/baogao/worker.key
#    server-key = /etc/baogao/server.cert

publisher
#    dir = ./var
#    query-endpoint = tcp://127.0.0.1:8474
#    feed-endpoint = tcp://127.0.0.1:8475
#    http = 127.0.0.1:8470
#    http-name = reports.example.org
#    cache-mib = 256
#    log-level = info
#    log-format = auto
#    # of one that follows a publisher elsewhere:
#    follow = tcp://127.0.0.1:8474
#    key = /etc/baogao/publisher.key
#    server-key = /etc/baogao/server.cert

client
#    dir = ./var
#    json
#    timeout = 5
#    submit-endpoint = tcp://127.0.0.1:8471
#    control-endpoint = tcp://127.0.0.1:8473
#    query-endpoint = tcp://127.0.0.1:8474
#    key = /etc/baogao/client.key
#    server-key = /etc/baogao/server.cert
