# Completion for fish: the options of a daemon, from its help.

function __baogao_daemon_complete
    set -l program (commandline -opc)[1]
    $program --help | string match -rg '^  (--[a-z-]+)'
end

for daemon in baogao-worker baogao-publisher
    complete -c $daemon -n 'string match -q -- "-*" (commandline -ct)' -a '(__baogao_daemon_complete)'
end
